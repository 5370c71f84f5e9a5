import { z } from 'zod'
import { hasOwnZone } from '../../document/flow-document.ts'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { Hours, SpecialDay } from '../contract/opening-hours.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import type { StepResult } from '../contract/step-result.ts'
import { isTimeZone, type ScheduleState, stateAt } from '../parts/schedule.ts'
import { hoursInWords, specialDayInWords } from '../parts/schedule-words.ts'
import { dayProblems, isTime, WEEKDAYS } from '../parts/special-days.ts'

const openTime = z.looseObject({ from: z.string(), to: z.string() })
const specialDay = z.looseObject({
  date: z.string().optional(),
  to: z.string().optional(),
  rule: z
    .looseObject({
      nth: z.union([z.number(), z.literal('last')]),
      weekday: z.string(),
      month: z.number(),
      plusDays: z.number().optional(),
    })
    .optional(),
  name: z.string().optional(),
  open: z.array(openTime).optional(),
  otherwise: z.enum(['holiday', 'closed']).optional(),
})

export const logicSchedule = defineStudioStep({
  type: 'logic.schedule',
  title: 'Opening hours',
  help: 'Continues at another exit when you are open, closed or on holiday. The caller hears nothing.',
  icon: 'calendar-clock',
  category: 'Variables & Branching',
  synonyms: [
    'business hours',
    'time of day',
    'schedule',
    'calendar',
    'holiday',
    'night',
    'night mode',
    'night switch',
    'weekend',
    'half day',
    'time condition',
    'weekday',
    'time of week',
  ],
  mostUsedRank: 3,
  readsClock: true,
  openingHours: ({ weekly = [], holidays = [], timezone = '', lists = [], switch: named = '' }) => ({
    weekly,
    holidays,
    timezone,
    lists,
    switch: named,
  }),
  data: z.looseObject({
    weekly: z.array(z.looseObject({ days: z.array(z.string()), ...openTime.shape })).meta({
      label: 'Open',
      control: 'hours',
      section: 'Hours',
      template: false,
      itemInWords: (line) => hoursInWords([line as unknown as Hours]),
    }),
    holidays: z.array(specialDay).meta({
      label: 'Special days',
      control: 'holidays',
      section: 'Special days',
      template: false,
      itemInWords: (day) => specialDayInWords(day as SpecialDay),
    }),
    lists: z.array(z.string()).optional().meta({
      label: 'Shared lists',
      control: 'day-lists',
      hint: 'Days that several steps share. The step’s own special days count first.',
      section: 'Special days',
      template: false,
    }),
    switch: z.string().optional().meta({
      label: 'Switch',
      control: 'day-switch',
      hint: 'Open or closed by hand: while it is set, hours and special days do not count.',
      section: 'Switch',
      template: false,
    }),
    timezone: z.string().optional().meta({
      label: 'Time zone',
      control: 'timezone',
      hint: 'The flow’s time zone if this is empty.',
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
  summary: ({ weekly = [], holidays = [], lists = [], switch: named = '' }) =>
    [hoursOnCard(weekly), ...daysOnCard(holidays), ...listsOnCard(lists), ...(named === '' ? [] : ['a switch'])].join(
      ', ',
    ),
  check: ({ timezone = '', weekly = [], holidays = [] }, { document: { settings } }) => [
    ...checkZone(timezone || settings.timezone || 'UTC'),
    ...(timezone === '' && weekly.length > 0 && !hasOwnZone(settings) ? [NO_ZONE] : []),
    ...(weekly.length === 0 ? [NEVER_OPEN] : []),
    ...weekly.flatMap(checkHours),
    ...holidays.flatMap(checkDay),
  ],
  references: ({ lists = [], switch: named = '' }) => [
    ...lists.map((id, index) => ({ kind: 'table', id, field: `lists.${index}`, use: 'days', columns: [] }) as const),
    { kind: 'switch', id: named, field: 'switch', isOptional: true },
  ],
  exitInput: (_, port) => ({ kind: 'hours', state: port }),
  prepare({ timezone = '', weekly = [], holidays = [], lists: listIds = [], switch: named = '' }) {
    /** States change at whole minutes: what calls of one minute share is looked up once. */
    let known: Known = { minute: -1, zone: '', lists: NO_LISTS, state: 'closed' }
    const chooseExit = (call: StepCall, lists: Lists): StepResult => {
      const zone = (timezone === '' || isTemplate(timezone) ? call.timezone : timezone) || 'UTC'
      const minute = Math.floor(call.now.getTime() / 60_000)
      try {
        if (known.minute !== minute || known.zone !== zone || !areSame(known.lists, lists))
          known = { minute, zone, lists, state: stateAt({ weekly, holidays, lists }, zone, call.now) }
        return { kind: 'go', port: known.state }
      } catch {
        throw new StepFailure('schedule.timezone', `There is no time zone ${zone}.`)
      }
    }
    return (call) => {
      const set = named === '' ? 'automatic' : call.switchState(named)
      if (set !== 'automatic') {
        call.setTraceDetail(set === 'open' ? 'Open, by the switch' : 'Closed, by the switch')
        return { kind: 'go', port: set }
      }
      return listIds.length === 0
        ? chooseExit(call, NO_LISTS)
        : { kind: 'read-days', tables: listIds, takeReply: (reply) => chooseExit(call, call.daysOf(reply)) }
    }
  },
  next: (port) => (port === 'open' ? ['input.menu', 'ring_group', 'user'] : ['tts', 'voicemail', 'hangup']),
})

type Lists = readonly (readonly SpecialDay[])[]

interface Known {
  minute: number
  zone: string
  lists: Lists
  state: ScheduleState
}

const NO_LISTS: Lists = []

/** A list is the same object until one of its rows changes. */
const areSame = (some: Lists, others: Lists): boolean =>
  some.length === others.length && some.every((list, index) => list === others[index])

/** "Mon–Fri 8–17 and more" */
function hoursOnCard(weekly: readonly Hours[]): string {
  const [first] = weekly
  return hoursInWords(first ? [first] : []) + (weekly.length > 1 ? ' and more' : '')
}

/** "9 holidays", or "9 special days" where the office is open on some of them. */
function daysOnCard(holidays: readonly SpecialDay[]): string[] {
  const count = holidays.length
  if (count === 0) return []
  const arePlain = holidays.every(({ open, otherwise }) => open === undefined && otherwise !== 'closed')
  const word = arePlain ? 'holiday' : 'special day'
  return [`${count} ${count === 1 ? word : `${word}s`}`]
}

const listsOnCard = ({ length }: readonly string[]): string[] =>
  length === 0 ? [] : [length === 1 ? '1 shared list' : `${length} shared lists`]

const NEVER_OPEN: Problem = {
  severity: 'warning',
  code: 'schedule.empty',
  field: 'weekly',
  short: 'Never open',
  message: 'There are no hours, so every call continues at Closed. Add opening hours.',
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
          problem(
            'days',
            'Fix the days',
            `"${unknown}" is not a day. Days are mo, tu, we, th, fr, sa, su.`,
            'schedule.day',
          ),
        ]),
    ...(['from', 'to'] as const).flatMap((field) => {
      const time = field === 'from' ? from : to
      if (isTime(time, field)) return []
      return [problem(field, 'Fix a time', `"${time}" is not a time. Write it as 09:00.`, 'schedule.time')]
    }),
  ]
}

const checkDay = (day: SpecialDay, index: number): Problem[] =>
  dayProblems(day).map(({ field, message }) => {
    const isTimeField = field.startsWith('open.')
    return {
      severity: 'error',
      code: isTimeField ? 'schedule.time' : 'schedule.date',
      field: `holidays.${index}.${field}`,
      short: isTimeField ? 'Fix a time' : 'Fix a date',
      message,
    }
  })

function checkZone(zone: string): Problem[] {
  if (isTimeZone(zone)) return []
  return [
    {
      severity: 'error',
      code: 'schedule.timezone',
      field: 'timezone',
      short: 'Fix the time zone',
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
  message: 'These hours are in UTC because no time zone is set. Choose one in the settings of the flow, or here.',
  fix: { kind: 'use-own-zone', label: 'Use my time zone' },
  otherFix: { kind: 'use-zone', label: 'Keep UTC', zone: 'UTC' },
}
