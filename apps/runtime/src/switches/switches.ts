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
import type { InOrder } from '../store/in-order.ts'
import type { StudioStore } from '../store/sqlite/studio-store.ts'
import { deleteSwitch, listSwitches, type SwitchRow, saveSwitch } from '../store/sqlite/switches.ts'

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
interface SwitchWish {
  name?: string | undefined
  state?: SwitchState | undefined
  until?: string | null | undefined
}

export interface Switches {
  /** By name. */
  list: () => SwitchInfo[]
  find: (id: string) => SwitchInfo | null
  /** @param id for switches that examples refer to */
  create: (name: string, id?: string) => Promise<SwitchInfo>
  /** @param by the call that sets it; null: somebody in the studio. @returns null where there is none of that id */
  save: (id: string, wish: SwitchWish, by: SwitchCaller | null) => Promise<SwitchInfo | null>
  /** @returns false where there is none of that id */
  delete: (id: string) => Promise<boolean>
  /** For calls: at once, from memory. Automatic for one that is gone. */
  stateOf: (id: string, at: Date) => SwitchState
  /** For calls. Never rejects. @param flow the name of the flow that sets it */
  set: (write: SwitchWrite, flow: string, timeoutMs: number) => Promise<SwitchWritten>
  /**
   * For a call that is tried out: reads what is set, and keeps what it sets to itself.
   * @param pretended states in place of those that are set, by id
   */
  preview: (pretended?: Readonly<Record<string, SwitchState>>) => PreviewSwitches
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

/** @param inOrder shared with all who write */
export async function openSwitches(
  { queries }: Pick<StudioStore, 'queries'>,
  now: () => Date,
  inOrder: InOrder,
): Promise<Switches> {
  const known = new Map((await listSwitches(queries)).map((row) => [row.id, toKnown(row)]))

  const find = (id: string): SwitchInfo | null => {
    const found = known.get(id)
    if (!found) return null
    const { endsAt, ...info } = found
    return endsAt > now().getTime() ? { id, ...info } : { id, ...info, state: 'automatic', until: null }
  }

  const put = async (id: string, next: Known): Promise<SwitchInfo> => {
    await saveSwitch(queries, toRow(id, next))
    known.set(id, next)
    const { endsAt: _, ...info } = next
    return { id, ...info }
  }

  const stateOf = (id: string, at: Date): SwitchState => {
    const found = known.get(id)
    return found && found.endsAt > at.getTime() ? found.state : 'automatic'
  }

  const save: Switches['save'] = (id, wish, by) =>
    inOrder(async () => {
      const before = find(id)
      if (!before) return null
      const state = wish.state ?? before.state
      const keeps = wish.until === undefined && wish.state === undefined
      const until = state === 'automatic' ? null : keeps ? before.until : toUtc(wish.until)
      const isSet = wish.state !== undefined || wish.until !== undefined
      return put(id, {
        name: wish.name ?? before.name,
        state,
        until,
        endsAt: endOf(until),
        changedAt: isSet ? now().toISOString() : before.changedAt,
        changedBy: isSet ? by : before.changedBy,
      })
    })

  async function set(
    { id, state, until, caller }: SwitchWrite,
    flow: string,
    timeoutMs: number,
  ): Promise<SwitchWritten> {
    if (!known.has(id)) return GONE
    const wish = { state, until: until === null ? null : new Date(until).toISOString() }
    const saved = save(id, wish, { flow, caller }).then(
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
    create: (name, id = randomBytes(8).toString('hex')) =>
      inOrder(() =>
        put(id, {
          name,
          state: 'automatic',
          until: null,
          endsAt: Number.POSITIVE_INFINITY,
          changedAt: null,
          changedBy: null,
        }),
      ),
    save,
    delete: (id) =>
      inOrder(async () => {
        if (!known.has(id)) return false
        await deleteSwitch(queries, id)
        return known.delete(id)
      }),
    stateOf,
    set,
    preview,
  }
}

const GONE: SwitchWritten = { kind: 'error', code: 'switch.missing', message: 'The switch is not here any more.' }
const failed = (message: string): SwitchWritten => ({ kind: 'error', code: 'switch.failed', message })

const toUtc = (until: string | null | undefined): string | null =>
  until === null || until === undefined ? null : new Date(until).toISOString()

const endOf = (until: string | null): number => (until === null ? Number.POSITIVE_INFINITY : Date.parse(until))

const toKnown = ({ name, state, until, changed_at: changedAt, changed_by: changedBy }: SwitchRow): Known => ({
  name,
  state: SWITCH_STATES.find((each) => each === state) ?? 'automatic',
  until,
  endsAt: endOf(until),
  changedAt,
  changedBy: changedBy === null ? null : JSON.parse(changedBy),
})

const toRow = (id: string, { name, state, until, changedAt, changedBy }: Known): SwitchRow => ({
  id,
  name,
  state,
  until,
  changed_at: changedAt,
  changed_by: changedBy === null ? null : JSON.stringify(changedBy),
})
