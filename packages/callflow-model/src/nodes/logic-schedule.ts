import { z } from 'zod'
import { hasOwnZone } from '../document/flow-document.ts'
import { isTemplate } from '../templates/template.ts'
import { defineStudioStep, type Problem, StepFailure } from './define-node.ts'
import { holidayInWords, hoursInWords } from './hours-in-words.ts'
import { type Holiday, type Hours, isHolidayDate, isTimeZone, minutesOf, stateAt, WEEKDAYS } from './schedule.ts'

export const logicSchedule = defineStudioStep({
  type: 'logic.schedule',
  title: 'Opening hours',
  help: 'Takes another way while you are open, closed or on holiday. The caller notices nothing.',
  icon: 'calendar-clock',
  category: 'Variables & Branching',
  synonyms: ['business hours', 'time of day', 'schedule', 'calendar', 'holiday', 'night', 'weekend', 'time condition'],
  usedMost: 3,
  readsClock: true,
  holidays: ({ holidays = [] }) => holidays,
  data: z.looseObject({
    weekly: z
      .array(z.looseObject({ days: z.array(z.string()), from: z.string(), to: z.string() }))
      .meta({ label: 'Open', control: 'hours', itemInWords: hoursInWords, section: 'Hours', template: false }),
    holidays: z.array(z.looseObject({ date: z.string(), name: z.string().optional() })).meta({
      label: 'Holidays',
      control: 'holidays',
      itemInWords: holidayInWords,
      section: 'Holidays',
      template: false,
    }),
    timezone: z.string().optional().meta({
      label: 'Time zone',
      control: 'timezone',
      hint: 'The flow’s own, if this is empty.',
      section: 'Hours',
      more: true,
      template: false,
    }),
  }),
  create: () => ({
    timezone: '',
    weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
    holidays: [],
  }),
  ports: () => [
    { key: 'open', label: 'Open' },
    { key: 'closed', label: 'Closed' },
    { key: 'holiday', label: 'Holiday' },
  ],
  summary: ({ weekly = [], holidays = [] }) => inWords(weekly, holidays),
  check: ({ timezone = '', weekly = [], holidays = [] }, { document: { settings } }) => [
    ...checkZone(timezone || settings.timezone || 'UTC'),
    ...(timezone === '' && weekly.length > 0 && !hasOwnZone(settings) ? [NO_ZONE] : []),
    ...(weekly.length === 0 ? [NEVER_OPEN] : []),
    ...weekly.flatMap(checkHours),
    ...holidays.flatMap(({ date }, index) => (isHolidayDate(date) ? [] : [noDate(date, index)])),
  ],
  prepare({ timezone = '', weekly = [], holidays = [] }) {
    const schedule = { weekly, holidays }
    /** States change at whole minutes: what calls of one minute share is looked up once. */
    let known = { minute: -1, zone: '', state: 'closed' }
    return (call) => {
      const zone = (timezone === '' || isTemplate(timezone) ? call.timezone : timezone) || 'UTC'
      const minute = Math.floor(call.now.getTime() / 60_000)
      try {
        if (known.minute !== minute || known.zone !== zone)
          known = { minute, zone, state: stateAt(schedule, zone, call.now) }
        return { kind: 'go', port: known.state }
      } catch {
        throw new StepFailure('schedule.timezone', `There is no time zone ${zone}.`)
      }
    }
  },
  next: (port) => (port === 'open' ? ['input.menu', 'ring_group', 'user'] : ['tts', 'voicemail', 'hangup']),
})

const NAMES: Record<string, string> = { mo: 'Mon', tu: 'Tue', we: 'Wed', th: 'Thu', fr: 'Fri', sa: 'Sat', su: 'Sun' }

/** "Mon–Fri 8–17, 9 holidays" */
function inWords(weekly: readonly Hours[], holidays: readonly Holiday[]): string {
  const [first] = weekly
  if (!first) return 'Never open'
  const more = weekly.length > 1 ? ' and more' : ''
  const count = holidays.length
  const days = count === 0 ? '' : `, ${count} ${count === 1 ? 'holiday' : 'holidays'}`
  const hours = first.from === first.to ? 'all day' : `${short(first.from)}–${short(first.to)}`
  return `${daysInWords(first.days)} ${hours}${more}${days}`
}

const short = (time: string): string => time.replace(/^0/, '').replace(/:00$/, '')

function daysInWords(days: readonly string[]): string {
  const numbers = WEEKDAYS.flatMap((day, index) => (days.includes(day) ? [index] : []))
  const [first] = numbers
  const last = numbers.at(-1)
  if (first === undefined || last === undefined) return 'No day'
  const name = (index: number) => NAMES[WEEKDAYS[index] ?? ''] ?? ''
  const isRange = numbers.length > 2 && last - first === numbers.length - 1
  return isRange ? `${name(first)}–${name(last)}` : numbers.map(name).join(', ')
}

const NEVER_OPEN: Problem = {
  severity: 'warning',
  code: 'schedule.empty',
  field: 'weekly',
  short: 'Never open',
  message: 'There are no hours, so every call takes the way Closed. Add when you are open.',
}

function checkHours({ days, from, to }: Hours, index: number): Problem[] {
  const problem = (field: string, short: string, message: string, code: Problem['code']): Problem => ({
    severity: 'error',
    code,
    field: `weekly.${index}.${field}`,
    short,
    message,
  })
  const unknown = days.find((day) => !WEEKDAYS.some((known) => known === day))
  return [
    ...(days.length === 0 ? [problem('days', 'Choose a day', `Line ${index + 1} has no day.`, 'schedule.day')] : []),
    ...(unknown === undefined
      ? []
      : [
          problem('days', 'Mend a day', `"${unknown}" is no day. Days are mo, tu, we, th, fr, sa, su.`, 'schedule.day'),
        ]),
    ...(['from', 'to'] as const).flatMap((field) => {
      const time = field === 'from' ? from : to
      const isTime = minutesOf(time) !== null && !(field === 'from' && time === '24:00')
      return isTime ? [] : [problem(field, 'Mend a time', `"${time}" is no time. Write it as 09:00.`, 'schedule.time')]
    }),
  ]
}

function checkZone(zone: string): Problem[] {
  if (isTimeZone(zone)) return []
  return [
    {
      severity: 'error',
      code: 'schedule.timezone',
      field: 'timezone',
      short: 'Mend the time zone',
      message: `There is no time zone "${zone}". Choose one, such as Europe/Berlin.`,
    },
  ]
}
/** Hours in UTC open in the middle of the night in most places. */
const NO_ZONE: Problem = {
  severity: 'warning',
  code: 'schedule.no-timezone',
  field: 'timezone',
  short: 'Choose a time zone',
  message:
    'These hours count in UTC, since nobody has chosen a time zone. Choose one in the settings of the flow, or here.',
  fix: { kind: 'use-own-zone', label: 'Use my time zone' },
}

const noDate = (date: string, index: number): Problem => ({
  severity: 'error',
  code: 'schedule.date',
  field: `holidays.${index}.date`,
  short: 'Mend a date',
  message: `"${date}" is no date. Write 2026-12-25, or 12-25 for every year.`,
})
