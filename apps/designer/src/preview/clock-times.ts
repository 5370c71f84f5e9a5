/** Times at which flows behave otherwise, by the clock of the flow's zone. */
import {
  atWallTime,
  definitionOf,
  type FlowDocument,
  isoTime,
  isTimeZone,
  nextHoliday,
  tolerantData,
} from '@callflow-studio/model'

export interface ClockTime {
  id: 'tonight' | 'tomorrow' | 'sunday' | 'holiday'
  /** The holiday's own name; empty where it has none. */
  name: string
  at: Date
}

/** One that nobody knows counts as UTC, as it does in a call. */
export const zoneOf = ({ settings: { timezone } }: FlowDocument): string => (isTimeZone(timezone) ? timezone : 'UTC')

/** "2026-11-25T23:00", as `datetime-local` wants it. */
export const wallText = (at: Date, zone: string): string => isoTime(at, zone).slice(0, 16)

const DAY_MS = 86_400_000

/** The next of each that is still to come; a holiday may be today. */
export function clockTimes(document: FlowDocument, now: Date): readonly ClockTime[] {
  const zone = zoneOf(document)
  const next = (id: ClockTime['id'], time: string, isDay: (date: string) => boolean): ClockTime[] => {
    for (let day = 0; day <= 8; day++) {
      const date = wallText(new Date(now.getTime() + day * DAY_MS), zone).slice(0, 10)
      const at = isDay(date) ? atWallTime(`${date}T${time}`, zone) : null
      if (at && at > now) return [{ id, name: '', at }]
    }
    return []
  }
  const isLate = wallText(now, zone).slice(11) >= '23:00'
  return [
    ...next(isLate ? 'tomorrow' : 'tonight', '23:00', () => true),
    ...next('sunday', '10:00', (date) => new Date(date).getUTCDay() === 0),
    ...holidayTime(document, zone, now),
  ]
}

/** At noon, when nobody is sure whether you are open. */
function holidayTime(document: FlowDocument, zone: string, now: Date): ClockTime[] {
  const holidays = document.nodes.flatMap(({ type, data }) => {
    const definition = definitionOf(type)
    return definition?.holidays?.(tolerantData(definition, data)) ?? []
  })
  const holiday = nextHoliday(holidays, zone, now)
  const at = holiday && atWallTime(`${holiday.date}T12:00`, zone)
  return at ? [{ id: 'holiday', name: holiday.name, at }] : []
}
