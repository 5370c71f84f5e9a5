/** What an administrator sets in the studio itself. */
import { z } from 'zod'
import { callIdSchema, storedNameSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'

/**
 * What is kept for how long, or how much of it: what applies where nothing is set, the largest value, and the variable of the
 * server that wins over the settings.
 */
export const LIMITS = {
  /** Older requests are deleted from the log. */
  callLogDays: { variable: 'CALL_LOG_DAYS', usual: 30, unit: 'days', max: 36_500 },
  /** Beyond this size, the oldest requests are deleted from the log. */
  callLogMaxMb: { variable: 'CALL_LOG_MAX_MB', usual: 2048, unit: 'megabytes', max: 100_000_000 },
  /** A call without a request for so long has ended. */
  callEndsAfterMinutes: { variable: 'CALL_ENDS_AFTER_MINUTES', usual: 60, unit: 'minutes', max: 24 * 60 },
  /** How many calls took a connection is forgotten after this time. */
  trafficDays: { variable: 'TRAFFIC_DAYS', usual: 90, unit: 'days', max: 36_500 },
  recordingsDays: { variable: 'RECORDINGS_DAYS', usual: 30, unit: 'days', max: 36_500 },
  recordingsMaxMb: { variable: 'RECORDINGS_MAX_MB', usual: 1024, unit: 'megabytes', max: 100_000_000 },
  /** A flow that is so long in the trash is deleted for good, with its versions. */
  deletedFlowsDays: { variable: 'DELETED_FLOWS_DAYS', usual: 90, unit: 'days', max: 36_500 },
  /** Who changed what, and when. */
  changesDays: { variable: 'CHANGES_DAYS', usual: 400, unit: 'days', max: 36_500 },
} as const satisfies Record<string, { variable: string; usual: number; unit: string; max: number }>
export type LimitName = keyof typeof LIMITS
/** Something for each limit. */
export const forEachLimit = <T>(make: (name: LimitName) => T): Record<LimitName, T> =>
  Object.fromEntries(Object.keys(LIMITS).map((name) => [name, make(name as LimitName)])) as Record<LimitName, T>

const limit = (name: LimitName) =>
  z
    .int()
    .min(1)
    .max(LIMITS[name].max)
    .nullable()
    .meta({ examples: [LIMITS[name].usual] })

/** Null: what the studio does by itself. What a variable of the server sets stays as it is. */
export const settingsSchema = z.object({
  ...forEachLimit(limit),
  /** Whether requests, answers, variables and look-ups are kept: without, the log knows who called, and which steps ran. */
  keepsBodies: z.boolean(),
  /** Where alarms are sent, by POST; null: nowhere. Private hosts need `ALLOWED_HOSTS`. */
  alarmUrl: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .nullable()
    .meta({ examples: ['https://alerts.example.com/hook'] }),
  /** Of the calls of a flow in the last 15 minutes, of which there must be 5; null: no alarm. */
  alarmFailedPercent: z
    .int()
    .min(1)
    .max(100)
    .nullable()
    .meta({ examples: [20] }),
  /** Refused requests of a flow in the last 15 minutes; null: no alarm. */
  alarmRefused: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .meta({ examples: [20] }),
})
export type Settings = z.infer<typeof settingsSchema>

export const DEFAULT_SETTINGS: Settings = {
  ...forEachLimit(() => null),
  keepsBodies: true,
  alarmUrl: null,
  alarmFailedPercent: 20,
  alarmRefused: 20,
}

const appliedSchema = z.object({
  value: z.int(),
  /** The variable that sets it on the server, and so wins over what is set here; null: none. */
  setBy: z.string().nullable(),
})

export const shownSettingsSchema = z
  .object({
    settings: settingsSchema,
    /** What applies, and which variable of the server decides it. */
    applies: z.object(forEachLimit(() => appliedSchema)),
  })
  .meta({ id: 'Settings' })
export type ShownSettings = z.infer<typeof shownSettingsSchema>

/** A flow of which too many calls fail, or too many requests are refused. */
export const alarmSchema = z
  .object({
    kind: z.enum(['failed', 'refused']),
    /** Empty, like the name, for requests that reached no flow. */
    flowId: z.string(),
    flowName: storedNameSchema,
    /** Calls, or for `refused` requests, of the last 15 minutes. */
    calls: z.int(),
    /** How many of them failed, or were refused. */
    count: z.int(),
    /** The newest of them. */
    example: z.object({
      /** What its page is called by. */
      key: callIdSchema,
      at: timeSchema,
      error: z.string().nullable(),
      /** Titles of the steps that it passed. */
      path: z.array(z.string()),
    }),
    /** The version that calls get. */
    liveVersion: z.int().nullable(),
    /** The version that was live before it, to go back to. */
    previousVersion: z.int().nullable(),
  })
  .meta({ id: 'Alarm' })
export type Alarm = z.infer<typeof alarmSchema>
export const alarmListSchema = z.object({ alarms: z.array(alarmSchema) })

export const settingsOperations = {
  'settings.show': {
    method: 'GET',
    path: '/settings',
    title: 'Get what is kept for how long, and when there is an alarm',
    permission: 'studio.read',
    isChange: false,
    output: shownSettingsSchema,
  },
  'settings.save': {
    method: 'PUT',
    path: '/settings',
    title: 'Set what is kept for how long, and when there is an alarm',
    permission: 'studio.edit',
    isChange: true,
    // What is left out stays as it is: who was written for an earlier version does not know every field.
    body: { kind: 'json', schema: settingsSchema.partial() },
    output: shownSettingsSchema,
  },
  'alarm.list': {
    method: 'GET',
    path: '/alarms',
    title: 'List flows with too many failed calls or refused requests',
    permission: 'call.read',
    isChange: false,
    output: alarmListSchema,
  },
} as const satisfies Record<string, Operation>
