/**
 * Taking a number over and giving it back. KAZOO has no transactions: each plan keeps calls answered at every moment as far as
 * that is possible, and says what is left where it stops in the middle. @source docs/kazoo/crossbar.md
 */
import type { Crossbar } from '../create-crossbar.ts'
import type { Callflow, CallflowData } from '../resources/callflows.ts'
import { CrossbarError } from '../transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from '../transport/envelope.ts'
import type { NumberInUse } from './number-in-use.ts'

/** In the list of callflows, so that ours can be told from others. */
const OUR_FLAG = 'callflow-studio'
/** In a callflow: which flow answers it, and how it was taken over. */
const OUR_KEY = 'callflow_studio'

export interface OurFlow {
  /** Id of the flow in the studio. */
  flowId: string
  /** The data of the `pivot` module. */
  pivot: JsonObject
  /** What callers get where the studio does not answer, and nothing answered the number before. */
  fallback: JsonObject
}

/** What to do in KAZOO, and all that is needed to undo it: to be stored before it is carried out. */
export type TakeOver =
  /** The callflow that has the number answers with our flow; what it did before is its fallback. All its numbers change. */
  | { how: 'in-place'; number: string; callflowId: string; revision: string; before: CallflowData; data: CallflowData }
  /** The callflow loses the number to a new one. Between the two writes, what else matches the number answers it. */
  | { how: 'split'; number: string; ownerId: string; revision: string; before: CallflowData; data: CallflowData }
  /** Nothing has the number itself. */
  | { how: 'create'; number: string; data: CallflowData }

/** A number that our flow answers. */
export interface TakenOver {
  plan: TakeOver
  callflowId: string
  /** Of the callflow as we wrote it. */
  revision: string
  /** Of the callflow that lost the number. */
  ownerRevision: string | null
}

/**
 * @param scope `number`: this number only, though its callflow may have others
 * @returns how our flow is to answer the number; null for one that must not be taken over
 */
export function planTakeOver(
  { number, answeredBy, callflow, obstacles }: NumberInUse,
  flow: OurFlow,
  scope: 'number' | 'callflow',
): TakeOver | null {
  if (obstacles.includes('emergency')) return null
  if (answeredBy !== 'number' || !callflow) {
    const data = { name: number, numbers: [number], patterns: [], ...ours(flow, [], flow.fallback) }
    return { how: 'create', number, data }
  }
  const { id, revision, data: before } = callflow
  const old = isJsonObject(before.flow) ? before.flow : flow.fallback
  const others = before.numbers.filter((each) => each !== number)
  if (scope === 'callflow' || (others.length === 0 && (before.patterns ?? []).length === 0))
    return {
      how: 'in-place',
      number,
      callflowId: id,
      revision,
      before,
      data: { ...before, ...ours(flow, before.flags, old) },
    }
  const data = { name: before.name ?? number, numbers: [number], patterns: [], ...ours(flow, [], old) }
  return { how: 'split', number, ownerId: id, revision, before, data }
}

const ours = ({ flowId, pivot }: OurFlow, flags: readonly string[] | undefined, fallback: JsonObject) => ({
  flags: [...(flags ?? []).filter((flag) => flag !== OUR_FLAG), OUR_FLAG],
  [OUR_KEY]: { flow: flowId },
  flow: { module: 'pivot', data: pivot, children: { _: fallback } },
})

/**
 * Does what was planned. Where an answer is lost, KAZOO is asked whether it was done.
 * @throws CrossbarError: nothing was done; `changed` where somebody saved the callflow since
 * @throws HalfDoneError: a number that was taken away could not be given to another callflow, nor back
 */
export async function takeOver(crossbar: Crossbar, plan: TakeOver): Promise<TakenOver> {
  if (plan.how === 'in-place') {
    const written = await writing(
      () => crossbar.callflows.replace(plan.callflowId, plan.data, plan.revision),
      async () => {
        const now = await crossbar.callflows.get(plan.callflowId)
        return now.revision !== plan.revision && isOurs(now.data, plan.data) ? now : null
      },
    )
    return { plan, callflowId: written.id, revision: written.revision, ownerRevision: null }
  }
  if (plan.how === 'create') {
    const written = await create(crossbar, plan)
    return { plan, callflowId: written.id, revision: written.revision, ownerRevision: null }
  }
  const numbers = plan.before.numbers.filter((each) => each !== plan.number)
  const owner = await writing(
    () => crossbar.callflows.update(plan.ownerId, { numbers }, plan.revision),
    async () => {
      const now = await crossbar.callflows.get(plan.ownerId)
      return now.data.numbers.includes(plan.number) ? null : now
    },
  )
  try {
    const written = await create(crossbar, plan)
    return { plan, callflowId: written.id, revision: written.revision, ownerRevision: owner.revision }
  } catch (error) {
    try {
      await crossbar.callflows.update(plan.ownerId, { numbers: plan.before.numbers }, owner.revision)
    } catch {
      throw new HalfDoneError(plan.number, plan.before.name ?? plan.ownerId)
    }
    throw error
  }
}

const create = (crossbar: Crossbar, { number, data }: Pick<TakeOver, 'number' | 'data'>): Promise<Callflow> =>
  writing(
    () => crossbar.callflows.create(data),
    async () => {
      const found = (await crossbar.callflows.list()).find(
        ({ numbers, flags }) => numbers.includes(number) && flags.includes(OUR_FLAG),
      )
      return found ? crossbar.callflows.get(found.id) : null
    },
  )

/** A number is in no callflow at present. */
export class HalfDoneError extends Error {
  override readonly name = 'HalfDoneError'
  readonly number: string
  constructor(number: string, callflow: string) {
    super(
      `${number} was taken from “${callflow}”, and could not be given to the flow, nor back. Callers get KAZOO’s answer for unknown numbers. Add ${number} to “${callflow}” in KAZOO.`,
    )
    this.number = number
  }
}

/** Writes once. Where the answer was lost, reads whether it was done: a second write could undo somebody's work. */
async function writing(write: () => Promise<Callflow>, find: () => Promise<Callflow | null>): Promise<Callflow> {
  try {
    return await write()
  } catch (error) {
    if (!(error instanceof CrossbarError) || error.kind !== 'unknown-outcome') throw error
    const found = await find()
    if (!found) throw error
    return found
  }
}

/** How a number was given back. */
export type PutBack =
  | { ok: true; revision: string | null }
  /** Somebody changed the callflow since: both are to be shown before it is overwritten. */
  | { ok: false; why: 'edited'; now: CallflowData; revision: string }
  /** The callflow is not there any more. */
  | { ok: false; why: 'gone' }

/**
 * Gives a number back: KAZOO answers it as before, with every key of the old callflow as it was.
 * @param over the revision that somebody has looked at and wants to overwrite; null: none
 * @throws CrossbarError
 * @throws HalfDoneError
 */
export async function putBack(crossbar: Crossbar, taken: TakenOver, over: string | null = null): Promise<PutBack> {
  const { plan } = taken
  let now: Callflow
  try {
    now = await crossbar.callflows.get(taken.callflowId)
  } catch (error) {
    if (error instanceof CrossbarError && error.kind === 'not-found') return { ok: false, why: 'gone' }
    throw error
  }
  const isAsWritten = now.revision === taken.revision || isOurs(now.data, plan.data)
  if (!isAsWritten && now.revision !== over) return { ok: false, why: 'edited', now: now.data, revision: now.revision }
  if (plan.how === 'in-place') {
    const { revision } = await writing(
      () => crossbar.callflows.replace(now.id, plan.before, now.revision),
      async () => {
        const after = await crossbar.callflows.get(now.id)
        return after.revision !== now.revision && !after.data.flags?.includes(OUR_FLAG) ? after : null
      },
    )
    return { ok: true, revision }
  }
  await crossbar.callflows.delete(now.id, now.revision)
  if (plan.how === 'create') return { ok: true, revision: null }
  try {
    const owner = await crossbar.callflows.get(plan.ownerId)
    const numbers = [...new Set([...owner.data.numbers, plan.number])]
    const { revision } = await crossbar.callflows.update(plan.ownerId, { numbers }, owner.revision)
    return { ok: true, revision }
  } catch {
    throw new HalfDoneError(plan.number, plan.before.name ?? plan.ownerId)
  }
}

/**
 * What a callflow did before our flow, from the callflow alone: for a studio whose database is lost.
 * @returns null for one that is not ours, or that was made for a number that nothing answered
 */
export function beforeOurs(data: CallflowData): CallflowData | null {
  const { flow, flags = [], [OUR_KEY]: _, ...others } = data
  const children = isJsonObject(flow) && flow.module === 'pivot' ? flow.children : undefined
  const old = isJsonObject(children) ? children._ : undefined
  if (!flags.includes(OUR_FLAG) || !isJsonObject(old)) return null
  return { ...others, flags: flags.filter((flag) => flag !== OUR_FLAG), flow: old } as CallflowData
}

/**
 * Whether a callflow is what we wrote. KAZOO fills in defaults, and Monster UI stamps its own key on what it saves: both say
 * nothing about calls.
 */
export const isOurs = (now: CallflowData, written: CallflowData): boolean =>
  holds({ ...now, ui_metadata: undefined }, { ...written, ui_metadata: undefined })

/** Whether a value has all that another one has; lists and branches are the same. */
function holds(now: unknown, written: unknown, isBranches = false): boolean {
  if (written === undefined) return true
  if (Array.isArray(written))
    return Array.isArray(now) && now.length === written.length && written.every((each, at) => holds(now[at], each))
  if (!isJsonObject(written)) return now === written
  if (!isJsonObject(now) || (isBranches && Object.keys(now).length !== Object.keys(written).length)) return false
  return Object.entries(written).every(([key, value]) => holds(now[key], value, key === 'children'))
}
