/** Times at which flows behave otherwise, by the clock of the first opening hours in them, or else of the flow's zone. */
import {
  atWallTime,
  definitionOf,
  type FlowDocument,
  isoTime,
  isTimeZone,
  nextClockChange,
  nextHoliday,
  nextMoment,
  type OpeningHours,
  type Schedule,
  type SpecialDay,
  stateAt,
  titleOf,
  tolerantData,
} from '@callflow-studio/model'
import { callOrder } from '../canvas/call-order.ts'

export interface ClockTime {
  id: 'open' | 'closed' | 'tonight' | 'tomorrow' | 'sunday' | 'holiday' | 'clocks'
  /** The holiday's own name; empty where it has none. */
  name: string
  at: Date
}

/** The clock that presets go by. */
export interface FlowClock {
  /** IANA name; UTC in place of one that nobody knows, as in a call. */
  zone: string
  /** The step whose own zone it is; null: the flow's. */
  step: string | null
  /** The first opening hours that a call meets; null: there are none. */
  hours: OpeningHours | null
}

/** The clock of the flow's first opening hours, in call order. */
export function clockOf(document: FlowDocument): FlowClock {
  const flowZone = known(document.settings.timezone)
  for (const id of callOrder(document)) {
    const node = document.nodes.find((each) => each.id === id)
    const definition = node && definitionOf(node.type)
    const hours = node && definition?.openingHours?.(tolerantData(definition, node.data))
    if (!node || !hours) continue
    const isOwn = hours.timezone !== '' && isTimeZone(hours.timezone) && hours.timezone !== flowZone
    return { zone: isOwn ? hours.timezone : flowZone, step: isOwn ? titleOf(node) : null, hours }
  }
  return { zone: flowZone, step: null, hours: null }
}

const known = (zone: string): string => (isTimeZone(zone) ? zone : 'UTC')

/** "2026-11-25T23:00", as `datetime-local` wants it. */
export const wallText = (at: Date, zone: string): string => isoTime(at, known(zone)).slice(0, 16)

/** The city that a zone is named after: "New York". */
export const cityOf = (zone: string): string => (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

const DAY_MS = 86_400_000

/**
 * The next of each that is still to come; a holiday may be today.
 * @param lists days that steps share, of the first opening hours
 */
export function clockTimes(
  { zone, hours }: FlowClock,
  now: Date,
  lists: readonly (readonly SpecialDay[])[] = [],
): readonly ClockTime[] {
  const next = (id: ClockTime['id'], time: string, isDay: (date: string) => boolean): ClockTime[] => {
    for (let day = 0; day <= 8; day++) {
      const date = wallText(new Date(now.getTime() + day * DAY_MS), zone).slice(0, 10)
      const at = isDay(date) ? atWallTime(`${date}T${time}`, zone) : null
      if (at && at > now) return [{ id, name: '', at }]
    }
    return []
  }
  const isLate = wallText(now, zone).slice(11) >= '23:00'
  const schedule = hours && { weekly: hours.weekly, holidays: hours.holidays, lists }
  return [
    ...(schedule ? hoursTimes(schedule, zone, now) : []),
    ...next(isLate ? 'tomorrow' : 'tonight', '23:00', () => true),
    ...next('sunday', '10:00', (date) => new Date(date).getUTCDay() === 0),
    ...(schedule ? holidayTime(schedule, zone, now) : []),
    ...clockChange(zone, now),
  ]
}

/** The first moment by the other clock, where it is not too far off to matter. */
function clockChange(zone: string, now: Date): ClockTime[] {
  const at = nextClockChange(zone, now)
  return at && at.getTime() - now.getTime() < 366 * DAY_MS ? [{ id: 'clocks', name: '', at }] : []
}

/** Hours that never open have no other time to offer. */
function hoursTimes(schedule: Schedule, zone: string, now: Date): ClockTime[] {
  const open = nextMoment(schedule, zone, now, 'open')
  const closed = open && nextMoment(schedule, zone, now, 'closed')
  return [
    ...(open ? [{ id: 'open' as const, name: '', at: open }] : []),
    ...(closed ? [{ id: 'closed' as const, name: '', at: closed }] : []),
  ]
}

/** At noon, when nobody is sure whether you are open; on a half day as soon as it is a holiday. */
function holidayTime(schedule: Schedule, zone: string, now: Date): ClockTime[] {
  const holiday = nextHoliday(schedule.holidays, zone, now, schedule.lists)
  const noon = holiday && atWallTime(`${holiday.date}T12:00`, zone)
  if (!noon) return []
  const midnight = atWallTime(`${holiday.date}T00:00`, zone) ?? noon
  const at = stateAt(schedule, zone, noon) === 'holiday' ? noon : nextMoment(schedule, zone, midnight, 'holiday')
  return at ? [{ id: 'holiday', name: holiday.name, at }] : []
}
