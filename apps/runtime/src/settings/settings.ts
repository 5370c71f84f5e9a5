/**
 * What is set in the studio: how the call log is kept, and when there is an alarm. A variable of the server wins, since who runs
 * the server answers for its disk.
 */
import { DEFAULT_SETTINGS, type Settings, type ShownSettings, settingsSchema } from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import type { Projection } from '../changes/follower.ts'
import type { LogVariables } from '../config.ts'
import type { Storage } from '../store/storage.ts'

/** Of what the call log keeps. */
export interface LogLimits {
  /** Older requests are deleted. */
  days: number
  /** Of the file: beyond it the oldest requests are deleted. */
  totalBytes: number
  /** A call without a request for so long has ended. */
  endsAfterMinutes: number
  /** Whether requests, answers, variables and look-ups are kept. */
  keepsBodies: boolean
}

export interface StudioSettings {
  show: () => ShownSettings
  save: (actor: Actor, settings: Settings) => Promise<void>
  /** At once, from memory. */
  log: () => LogLimits
  alarms: () => Pick<Settings, 'alarmUrl' | 'alarmFailedPercent' | 'alarmRefused'>
  projection: Projection
}

const NAME = 'studio'
const MEBIBYTE = 1024 * 1024
const DEFAULTS = { days: 30, maxMb: 2048, endsAfterMinutes: 60 }

export interface StudioSettingsOptions {
  storage: Pick<Storage, 'settings'>
  change: Change
  variables: LogVariables
}

export function createSettings({ storage, change, variables }: StudioSettingsOptions): StudioSettings {
  let settings = DEFAULT_SETTINGS

  const applies = (): ShownSettings['applies'] => ({
    callLogDays: decide(variables.days, settings.callLogDays, DEFAULTS.days, 'CALL_LOG_DAYS'),
    callLogMaxMb: decide(variables.maxMb, settings.callLogMaxMb, DEFAULTS.maxMb, 'CALL_LOG_MAX_MB'),
    callEndsAfterMinutes: decide(
      variables.endsAfterMinutes,
      settings.callEndsAfterMinutes,
      DEFAULTS.endsAfterMinutes,
      'CALL_ENDS_AFTER_MINUTES',
    ),
  })

  const toLimits = (): LogLimits => {
    const { callLogDays, callLogMaxMb, callEndsAfterMinutes } = applies()
    return {
      days: callLogDays.value,
      totalBytes: callLogMaxMb.value * MEBIBYTE,
      endsAfterMinutes: callEndsAfterMinutes.value,
      keepsBodies: settings.keepsBodies,
    }
  }
  /** Asked for with each request. */
  let limits = toLimits()

  return {
    show: () => ({ settings, applies: applies() }),
    async save(actor, next) {
      await change(actor, 'settings.save', NAME, async (tx) => {
        const before = readSettings(await tx.settings.find(NAME))
        const isUnchanged = JSON.stringify(before) === JSON.stringify(next)
        if (!isUnchanged) await tx.settings.save(NAME, JSON.stringify(next))
        return { ok: true, value: null, isUnchanged }
      })
    },
    log: () => limits,
    alarms: () => settings,
    projection: {
      name: 'settings',
      of: 'settings',
      async apply() {
        settings = readSettings(await storage.settings.find(NAME))
        limits = toLimits()
      },
    },
  }
}

const decide = (
  variable: number | null,
  stored: number | null,
  ifNeither: number,
  name: string,
): { value: number; setBy: string | null } =>
  variable === null ? { value: stored ?? ifNeither, setBy: null } : { value: variable, setBy: name }

/** What another version of the studio has stored may hold more, or less. */
function readSettings(stored: string | null): Settings {
  const read = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...(stored === null ? {} : JSON.parse(stored)) })
  return read.success ? read.data : DEFAULT_SETTINGS
}
