/**
 * Switches that a supervisor sets: open, closed, or automatic, which leaves it to the hours. They are no part of what is
 * published: a call sees each change at its next request.
 */
import { randomBytes } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'
import {
  type Services,
  SWITCH_STATES,
  type SwitchState,
  type SwitchWrite,
  type SwitchWritten,
} from '@callflow-studio/model'
import { type Actor, CALL_ACTOR } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { type Projection, subjectsOf } from '../changes/follower.ts'
import { MISSING } from '../changes/result.ts'
import type { Storage } from '../store/storage.ts'
import type { SwitchRecord } from '../store/switch-store.ts'

/** The call that set a switch. */
interface SwitchCaller {
  flow: string
  caller: string
}

export interface SwitchInfo {
  id: string
  name: string
  /** As it is now. */
  state: SwitchState
  /** ISO 8601, UTC; null: until somebody changes it. */
  until: string | null
  changedAt: string | null
  /** Null: somebody in the studio. */
  changedBy: SwitchCaller | null
}

/** What is left out stays. */
interface SwitchEdit {
  name?: string | undefined
  state?: SwitchState | undefined
  until?: string | null | undefined
}

export interface Switches {
  /** By name. */
  list: () => SwitchInfo[]
  find: (id: string) => SwitchInfo | null
  /** @param id for switches that examples refer to */
  create: (actor: Actor, name: string, id?: string) => Promise<SwitchInfo>
  /** @returns null where there is none of that id */
  save: (actor: Actor, id: string, edit: SwitchEdit) => Promise<SwitchInfo | null>
  /** @returns false where there is none of that id */
  delete: (actor: Actor, id: string) => Promise<boolean>
  /** For calls: at once, from memory. Automatic for one that is gone. */
  stateOf: (id: string, at: Date) => SwitchState
  /** For calls. Never rejects. @param flow the name of the flow that sets it */
  set: (write: SwitchWrite, flow: string, timeoutMs: number) => Promise<SwitchWritten>
  /**
   * For a call that is tried out: reads what is set, and keeps what it sets to itself.
   * @param pretended states in place of those that are set, by id
   */
  preview: (pretended?: Readonly<Record<string, SwitchState>>) => PreviewSwitches
  projection: Projection
}

type PreviewSwitches = Required<Pick<Services, 'switchState' | 'setSwitch'>>

interface Known {
  name: string
  state: SwitchState
  until: string | null
  /** `until` in milliseconds since 1970; infinite where it has no end. */
  endsAt: number
  changedAt: string | null
  changedBy: SwitchCaller | null
}

export interface SwitchesOptions {
  storage: Pick<Storage, 'switches'>
  change: Change
  now: () => Date
}

export function createSwitches({ storage, change, now }: SwitchesOptions): Switches {
  const known = new Map<string, Known>()

  const toInfo = (id: string, { endsAt, ...info }: Known): SwitchInfo =>
    endsAt > now().getTime() ? { id, ...info } : { id, ...info, state: 'automatic', until: null }

  const find = (id: string): SwitchInfo | null => {
    const found = known.get(id)
    return found ? toInfo(id, found) : null
  }

  const stateOf = (id: string, at: Date): SwitchState => {
    const found = known.get(id)
    return found && found.endsAt > at.getTime() ? found.state : 'automatic'
  }

  /** @param by the call that sets it; null: somebody in the studio */
  async function save(actor: Actor, id: string, edit: SwitchEdit, by: SwitchCaller | null): Promise<SwitchInfo | null> {
    const done = await change(actor, 'switch.save', id, async (tx) => {
      const [stored] = await tx.switches.list([id])
      if (!stored) return MISSING
      const next = applyEdit(toInfo(id, toKnown(stored)), edit, by, now())
      await tx.switches.save(toRecord(next))
      return { ok: true, value: next, detail: { name: next.name, state: next.state } }
    })
    return done.ok ? done.value : null
  }

  async function set(
    { id, state, until, caller }: SwitchWrite,
    flow: string,
    timeoutMs: number,
  ): Promise<SwitchWritten> {
    if (!known.has(id)) return GONE
    const edit = { state, until: until === null ? null : new Date(until).toISOString() }
    const saved = save(CALL_ACTOR, id, edit, { flow, caller }).then(
      (info): SwitchWritten => (info ? { kind: 'set', name: info.name, isPretended: false } : GONE),
      (error: unknown): SwitchWritten => failed(error instanceof Error ? error.message : String(error)),
    )
    const timer = new AbortController()
    const late = wait(timeoutMs, failed('The database was busy for too long.'), { signal: timer.signal })
    return Promise.race([saved, late.catch(() => saved)]).finally(() => timer.abort())
  }

  function preview(pretended: Readonly<Record<string, SwitchState>> = {}): PreviewSwitches {
    const own = new Map<string, { state: SwitchState; endsAt: number }>(
      Object.entries(pretended).map(([id, state]) => [id, { state, endsAt: Number.POSITIVE_INFINITY }]),
    )
    return {
      switchState(id, at) {
        const found = own.get(id)
        if (!found) return stateOf(id, at)
        return found.endsAt > at.getTime() ? found.state : 'automatic'
      },
      async setSwitch({ id, state, until }) {
        const found = known.get(id)
        if (!found) return GONE
        own.set(id, { state, endsAt: until ?? Number.POSITIVE_INFINITY })
        return { kind: 'set', name: found.name, isPretended: true }
      },
    }
  }

  return {
    list: () =>
      [...known.keys()].flatMap((id) => find(id) ?? []).sort((one, other) => one.name.localeCompare(other.name)),
    find,
    async create(actor, name, id = randomBytes(8).toString('hex')) {
      const made: SwitchInfo = { id, name, state: 'automatic', until: null, changedAt: null, changedBy: null }
      await change(actor, 'switch.create', id, async (tx) => {
        await tx.switches.save(toRecord(made))
        return { ok: true, value: null, detail: { name } }
      })
      return made
    },
    save: (actor, id, edit) => save(actor, id, edit, null),
    async delete(actor, id) {
      const { ok } = await change(actor, 'switch.delete', id, async (tx) => {
        const [stored] = await tx.switches.list([id])
        if (!stored) return MISSING
        await tx.switches.delete(id)
        return { ok: true, value: null, detail: { name: stored.name } }
      })
      return ok
    },
    stateOf,
    set,
    preview,
    projection: {
      name: 'switches',
      of: 'switch',
      async apply(changes) {
        const ids = subjectsOf(changes)
        const records = await storage.switches.list(ids)
        for (const id of ids ?? known.keys()) known.delete(id)
        for (const record of records) known.set(record.id, toKnown(record))
      },
    },
  }
}

/** @param by who sets it, where `edit` sets a state or an end */
function applyEdit(before: SwitchInfo, edit: SwitchEdit, by: SwitchCaller | null, at: Date): SwitchInfo {
  const state = edit.state ?? before.state
  const keepsEnd = edit.until === undefined && edit.state === undefined
  const until = state === 'automatic' ? null : keepsEnd ? before.until : toUtc(edit.until)
  const isSet = edit.state !== undefined || edit.until !== undefined
  return {
    id: before.id,
    name: edit.name ?? before.name,
    state,
    until,
    changedAt: isSet ? at.toISOString() : before.changedAt,
    changedBy: isSet ? by : before.changedBy,
  }
}

const GONE: SwitchWritten = { kind: 'error', code: 'switch.missing', message: 'The switch no longer exists.' }
const failed = (message: string): SwitchWritten => ({ kind: 'error', code: 'switch.failed', message })

const toUtc = (until: string | null | undefined): string | null =>
  until === null || until === undefined ? null : new Date(until).toISOString()

const endOf = (until: string | null): number => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until))

const toKnown = ({ name, state, until, changedAt, changedBy }: SwitchRecord): Known => ({
  name,
  state: SWITCH_STATES.find((each) => each === state) ?? 'automatic',
  until,
  endsAt: endOf(until),
  changedAt,
  changedBy: changedBy === null ? null : JSON.parse(changedBy),
})

const toRecord = ({ changedBy, ...info }: SwitchInfo): SwitchRecord => ({
  ...info,
  changedBy: changedBy === null ? null : JSON.stringify(changedBy),
})
