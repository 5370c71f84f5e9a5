/**
 * A scenario: one call as data. Who calls and when, what look-ups, tables and switches answer, what the caller does and
 * what is expected. Its text form is YAML with the very same keys, so JSON and YAML say the same (docs/tests.md).
 *
 * Steps are named by their title on the card, or by their id. Values stay as they were written: `run-scenario.ts` and
 * `check-scenario.ts` read them beside a flow.
 */
import { z } from 'zod'
import { callEndSchema } from '../api/preview.ts'
import { SWITCH_STATES } from '../nodes/contract/switch-state.ts'
import { AMOUNT, DURATION, parseDuration } from './duration.ts'

/** `2 s`, `1.5 s`, `200 ms`, `3 min`. */
const duration = z
  .string()
  .regex(DURATION, 'Write a number and its unit: ms, s or min, such as 1.5 s.')
  .refine((text) => (parseDuration(text) ?? 0) <= MAX_DURATION_MS, 'Write a day at most.')
const MAX_DURATION_MS = 24 * 60 * 60 * 1000

/** The title of a step on its card, or its id. */
const step = z.string().min(1, 'Name a step.')

const cell = z.union([z.string(), z.number(), z.boolean(), z.null()])

/** What a look-up that got no reply is told. */
export const REPLY_FAILURES = ['timeout', 'unreachable', 'refused-host', 'too-large', 'redirect', 'bad-url'] as const

/** A reply of another server. A text as `body` is sent as it is, anything else as JSON. */
export const lookUpReplySchema = z.union([
  z.strictObject({
    status: z.int().min(100).max(599),
    body: z.json().optional(),
    'content type': z.string().optional(),
    /** How long the caller waits for it. */
    takes: duration.optional(),
  }),
  z.strictObject({ fails: z.enum(REPLY_FAILURES), takes: duration.optional() }),
])
export type ScenarioReply = z.infer<typeof lookUpReplySchema>

const row = z.record(z.string(), cell)
const tableReplySchema = z.union([z.literal(['not found', 'fails']), row])
export type ScenarioRow = z.infer<typeof tableReplySchema>

/** All fields of a sample call. What is left out is that of the preview's mobile caller. */
export const scenarioCallSchema = z.strictObject({
  from: z.string().optional(),
  to: z.string().optional(),
  'caller name': z.string().optional(),
  /** The number in `from` if left out. */
  'caller number': z.string().optional(),
  realm: z.string().optional(),
  language: z.string().optional(),
  /** Names the call, where a step decides by it. */
  id: z.string().min(1).optional(),
  sip: z.record(z.string(), z.string()).optional(),
  custom: z.record(z.string(), z.string()).optional(),
  /** A clock on the wall in the flow's time zone: `2026-12-24T18:05`. */
  at: z
    .string()
    .regex(
      /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d)?([+-]\d\d:\d\d)?$/,
      'Write the date and the time in the time zone of the flow, such as 2026-12-24T18:05.',
    )
    .optional(),
})
export type ScenarioCall = z.infer<typeof scenarioCallSchema>

const keys = z
  .string()
  .regex(/^([0-9*#]{1,100}|nothing)$/, 'Keys are 0 to 9, * and #. Write nothing for a caller who presses no key.')
const words = z.string().trim().min(1, 'Write a part of what is said.')
const after = duration.optional()

/**
 * What happens, by its first key. `after` counts from the line before it. `rings`, `records` and `decides` name a step and,
 * after a comma, what comes of it.
 */
export const SCENARIO_EVENTS = {
  /** A part of what is said or played; case does not count. */
  hears: z.strictObject({ hears: words }),
  /** With `after`, also while something is said: typed ahead. */
  presses: z.strictObject({ presses: keys, after }),
  /** Until the step gives up: no key is pressed. */
  waits: z.union([z.literal('waits'), z.strictObject({ waits: step })]),
  rings: z.strictObject({ rings: step, after }),
  records: z.union([z.literal('records'), z.strictObject({ records: step, after })]),
  /** What KAZOO finds where only KAZOO knows. */
  decides: z.strictObject({ decides: step, after }),
  'hangs up': z.union([z.literal('hangs up'), z.strictObject({ 'hangs up': z.literal(true), after })]),
  /** The call gets to a step. */
  reaches: z.strictObject({ reaches: step }),
  /** The call ends at this step, or stays there. */
  'ends in': z.strictObject({ 'ends in': step }),
} as const
export type ScenarioVerb = keyof typeof SCENARIO_EVENTS

const eventSchema = z.union([
  SCENARIO_EVENTS.hears,
  SCENARIO_EVENTS.presses,
  SCENARIO_EVENTS.waits,
  SCENARIO_EVENTS.rings,
  SCENARIO_EVENTS.records,
  SCENARIO_EVENTS.decides,
  SCENARIO_EVENTS['hangs up'],
  SCENARIO_EVENTS.reaches,
  SCENARIO_EVENTS['ends in'],
])
export type ScenarioEvent = z.infer<typeof eventSchema>

const expectSchema = z.strictObject({
  /** The longest time in which the caller hears nothing because of requests. */
  silence: z
    .string()
    .regex(new RegExp(`^under ${DURATION.source.slice(1)}`), 'Write a limit, such as under 2 s.')
    .optional(),
  requests: z.union([z.int().min(0), z.string().regex(AMOUNT, 'Write a number, at most 3, or at least 2.')]).optional(),
  /** Steps that the call does not get to. */
  never: z.array(step).optional(),
  /** Steps that the call gets to, in any order. */
  reaches: z.array(step).optional(),
  /** At the end of the call, compared as text; null: not set. */
  variables: z.record(z.string(), z.json()).optional(),
  /** How the call ends. */
  ends: callEndSchema.optional(),
})
export type ScenarioExpectation = z.infer<typeof expectSchema>

export const scenarioSchema = z.strictObject({
  /** What is tested, in a sentence. */
  test: z.string().trim().min(1, 'Say what is tested.').max(300),
  /** The flow that is called, by its name or id, where several are at hand. */
  flow: z.string().min(1).optional(),
  call: scenarioCallSchema.optional(),
  /** The step at which the call begins, in place of the start. */
  'starts at': step.optional(),
  /** Replies of other servers, by step. A list has one for each visit; the last one stays. */
  'look-ups': z.record(step, z.union([lookUpReplySchema, z.array(lookUpReplySchema).min(1)])).optional(),
  /**
   * Rows of tables, by step: the one that is found, or that a step which writes finds at its first visit. For opening hours
   * the rows of its lists of special days.
   */
  tables: z.record(step, z.union([tableReplySchema, z.array(tableReplySchema)])).optional(),
  /**
   * States of switches, by a step that names one, or by the id of the switch. Others are automatic. fails: it is automatic,
   * and cannot be set.
   */
  switches: z.record(z.string(), z.enum([...SWITCH_STATES, 'fails'])).optional(),
  happens: z.array(eventSchema).max(500).optional(),
  expect: expectSchema.optional(),
})
export type Scenario = z.infer<typeof scenarioSchema>

/** The first key of an event. */
export const verbOf = (event: ScenarioEvent): ScenarioVerb =>
  (typeof event === 'string' ? event : Object.keys(event).find((key) => key in SCENARIO_EVENTS)) as ScenarioVerb
