/**
 * What is set in the studio: what is kept for how long, and when there is an alarm. A variable of the server wins, since who runs
 * the server answers for its disk.
 */
import {
  DEFAULT_SETTINGS,
  forEachLimit,
  LIMITS,
  type LimitName,
  type Settings,
  type ShownSettings,
  settingsSchema,
} from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import type { Projection } from '../changes/follower.ts'
import type { LimitVariables } from '../config.ts'
import type { Storage } from '../store/storage.ts'

/** What applies of what is kept, and of the call log. */
export type Kept = Readonly<Record<LimitName, number>> & Pick<Settings, 'keepsBodies'>

type ChangedSettings = { [Name in keyof Settings]?: Settings[Name] | undefined }

export interface StudioSettings {
  show: () => ShownSettings
  /** What is left out stays as it is. */
  save: (actor: Actor, settings: ChangedSettings) => Promise<void>
  /** At once, from memory. */
  kept: () => Kept
  alarms: () => Pick<Settings, 'alarmUrl' | 'alarmFailedPercent' | 'alarmRefused'>
  projection: Projection
}

const NAME = 'studio'

export interface StudioSettingsOptions {
  storage: Pick<Storage, 'settings'>
  change: Change
  variables: LimitVariables
}

export function createSettings({ storage, change, variables }: StudioSettingsOptions): StudioSettings {
  let settings = DEFAULT_SETTINGS

  const applied = (name: LimitName): ShownSettings['applies'][LimitName] => {
    const { usual, variable } = LIMITS[name]
    const value = variables[name]
    return value === null ? { value: settings[name] ?? usual, setBy: null } : { value, setBy: variable }
  }
  const applies = (): ShownSettings['applies'] => forEachLimit(applied)
  const toKept = (): Kept => ({ ...forEachLimit((name) => applied(name).value), keepsBodies: settings.keepsBodies })
  /** Asked for with each request. */
  let kept = toKept()

  return {
    show: () => ({ settings, applies: applies() }),
    async save(actor, changed) {
      await change(actor, 'settings.save', NAME, async (tx) => {
        const before = readSettings(await tx.settings.find(NAME))
        const next = settingsSchema.parse({ ...before, ...changed })
        const isUnchanged = JSON.stringify(before) === JSON.stringify(next)
        if (!isUnchanged) await tx.settings.save(NAME, JSON.stringify(next))
        return { ok: true, value: null, isUnchanged }
      })
    },
    kept: () => kept,
    alarms: () => settings,
    projection: {
      name: 'settings',
      of: 'settings',
      async apply() {
        settings = readSettings(await storage.settings.find(NAME))
        kept = toKept()
      },
    },
  }
}

/** What another version of the studio has stored may hold more, or less. */
function readSettings(stored: string | null): Settings {
  const read = settingsSchema.safeParse({ ...DEFAULT_SETTINGS, ...(stored === null ? {} : JSON.parse(stored)) })
  return read.success ? read.data : DEFAULT_SETTINGS
}
