/** What an administrator sets in the studio itself. */
import { z } from 'zod'
import { callIdSchema, storedNameSchema, timeSchema } from './common.ts'
import type { Operation } from './operation.ts'

const days = z.int().min(1).max(36_500)
const megabytes = z.int().min(1).max(100_000_000)
const minutes = z
  .int()
  .min(1)
  .max(24 * 60)

/** Null: what the studio does by itself. What a variable of the server sets stays as it is. */
export const settingsSchema = z.object({
  /** Older requests are deleted from the log. */
  callLogDays: days.nullable().meta({ examples: [30] }),
  /** Beyond this size, the oldest requests are deleted from the log. */
  callLogMaxMb: megabytes.nullable().meta({ examples: [2048] }),
  /** A call without a request for so long has ended. */
  callEndsAfterMinutes: minutes.nullable().meta({ examples: [60] }),
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
  callLogDays: null,
  callLogMaxMb: null,
  callEndsAfterMinutes: null,
  keepsBodies: true,
  alarmUrl: null,
  alarmFailedPercent: 20,
  alarmRefused: 20,
}

/** The variable that sets it on the server, and so wins over what is set here; null: none. */
const setBySchema = z.string().nullable()

export const shownSettingsSchema = z
  .object({
    settings: settingsSchema,
    /** What applies, and which variable of the server decides it. */
    applies: z.object({
      callLogDays: z.object({ value: z.int(), setBy: setBySchema }),
      callLogMaxMb: z.object({ value: z.int(), setBy: setBySchema }),
      callEndsAfterMinutes: z.object({ value: z.int(), setBy: setBySchema }),
    }),
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
    title: 'Get the settings of the call log and of alarms',
    permission: 'studio.read',
    isChange: false,
    output: shownSettingsSchema,
  },
  'settings.save': {
    method: 'PUT',
    path: '/settings',
    title: 'Set how the call log is kept, and when there is an alarm',
    permission: 'studio.edit',
    isChange: true,
    body: { kind: 'json', schema: settingsSchema },
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
