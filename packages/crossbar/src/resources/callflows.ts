/** Callflows. A `flow` is only ever replaced whole. @source docs/kazoo/crossbar.md */
import { CrossbarError, type FieldError, type TakenNumber } from '../transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from '../transport/envelope.ts'
import type { Answer } from '../transport/transport.ts'
import type { AccountScope } from './account-scope.ts'
import { documentIn, withoutReadKeys } from './documents.ts'
import { textsIn } from './lists.ts'
import { readList } from './read-list.ts'

/** A row of the list. */
export interface CallflowSummary {
  id: string
  /** Empty where KAZOO has none. */
  name: string
  numbers: readonly string[]
  /** Regular expressions of numbers. */
  patterns: readonly string[]
  /** Every module in its flow; empty before KAZOO 4.3. */
  modules: readonly string[]
  /** A code that users dial, such as *97. */
  isFeatureCode: boolean
  /** The app of KAZOO's that keeps it, such as `mainUserCallflow`; null where it is nobody's. */
  type: string | null
  flags: readonly string[]
  ownerId: string | null
  groupId: string | null
}

/** The public keys of a callflow. Others are kept. */
export type CallflowData = JsonObject & {
  name?: string
  numbers: string[]
  patterns?: string[]
  flags?: string[]
  /** The root of the tree. Old callflows may have none. */
  flow?: JsonObject
}

export interface Callflow {
  id: string
  revision: string
  /** Without id and what KAZOO adds when it is read: as it may be written. */
  data: CallflowData
  /** What the ids in its flow are called, as far as KAZOO says; by id. */
  names: Readonly<Record<string, NamedObject>>
}

export interface NamedObject {
  name: string
  /** KAZOO's `pvt_type`: `user`, `vmbox`. */
  type: string
  numbers: readonly string[]
}

/** What may be changed without sending a callflow whole. Its `flow` may not: what KAZOO merges keeps old children. */
export interface CallflowPatch {
  name?: string
  numbers?: string[]
  patterns?: string[]
  flags?: string[]
  flow?: never
}

export interface Callflows {
  list(): Promise<CallflowSummary[]>
  get(id: string): Promise<Callflow>
  /** @throws CrossbarError; `number-taken`, `invalid`, `forbidden` for another account's number, `unknown-outcome` */
  create(data: CallflowData): Promise<Callflow>
  /** Replaces all public keys: what is left out is gone. @throws CrossbarError as `create`; `changed` */
  replace(id: string, data: CallflowData, revision: string): Promise<Callflow>
  /** @throws CrossbarError as `replace` */
  update(id: string, patch: CallflowPatch, revision: string): Promise<Callflow>
  /** @throws CrossbarError; `changed` */
  delete(id: string, revision: string): Promise<void>
  /** Schema, modules and addresses, as KAZOO would check them; not whose the numbers are. Saves nothing. @returns empty if accepted */
  validate(data: CallflowData): Promise<readonly FieldError[]>
}

const CALLFLOWS = 'callflows'

export function createCallflows(scope: AccountScope): Callflows {
  const list = async (): Promise<CallflowSummary[]> => (await readList(scope, [CALLFLOWS])).flatMap(toSummary)

  /** Says who has a number, where KAZOO refused it for that. */
  const write = async (asking: Promise<Answer>): Promise<Callflow> => {
    try {
      return toCallflow(await asking)
    } catch (error) {
      const number = error instanceof CrossbarError ? takenIn(error.fields) : null
      if (!(error instanceof CrossbarError) || number === null) throw error
      throw takenError(error, { number, owner: await ownerOf(number) })
    }
  }

  const ownerOf = async (number: string): Promise<TakenNumber['owner']> => {
    try {
      const owner = (await list()).find(({ numbers, patterns }) => [...numbers, ...patterns].includes(number))
      return owner ? { id: owner.id, name: owner.name || number } : null
    } catch {
      return null // the number is taken all the same
    }
  }

  return {
    list,
    get: async (id) => toCallflow(await scope.ask({ method: 'GET', path: [CALLFLOWS, id] })),
    create: (data) => write(scope.ask({ method: 'PUT', path: [CALLFLOWS], data: withoutReadKeys(data) })),
    replace: (id, data, revision) =>
      write(scope.ask({ method: 'POST', path: [CALLFLOWS, id], data: withoutReadKeys(data), revision })),
    update: (id, { name, numbers, patterns, flags }, revision) => {
      const data = Object.fromEntries(
        Object.entries({ name, numbers, patterns, flags }).flatMap(([key, value]) =>
          value === undefined ? [] : [[key, value]],
        ),
      )
      return write(scope.ask({ method: 'PATCH', path: [CALLFLOWS, id], data, revision }))
    },
    delete: async (id, revision) => {
      await scope.ask({ method: 'DELETE', path: [CALLFLOWS, id], revision })
    },
    async validate(data) {
      try {
        await scope.ask({
          method: 'PUT',
          path: ['schemas', CALLFLOWS, 'validation'],
          data: withoutReadKeys(data),
          changesNothing: true,
        })
        return []
      } catch (error) {
        if (error instanceof CrossbarError && error.kind === 'invalid') return error.fields
        throw error
      }
    },
  }
}

function toSummary(row: JsonObject): CallflowSummary[] {
  const { id, name, numbers, patterns, modules, featurecode, type, flags, owner_id, group_id } = row
  if (typeof id !== 'string') return []
  return [
    {
      id,
      name: typeof name === 'string' ? name : '',
      numbers: textsIn(numbers),
      patterns: textsIn(patterns),
      modules: textsIn(modules),
      isFeatureCode: isJsonObject(featurecode),
      type: typeof type === 'string' ? type : null,
      flags: textsIn(flags),
      ownerId: typeof owner_id === 'string' ? owner_id : null,
      groupId: typeof group_id === 'string' ? group_id : null,
    },
  ]
}

function toCallflow(answer: Answer): Callflow {
  const { id, revision, data } = documentIn(answer)
  const { metadata } = isJsonObject(answer.data) ? answer.data : {}
  const names = Object.entries(isJsonObject(metadata) ? metadata : {}).flatMap(([of, entry]) => toNamed(of, entry))
  return { id, revision, data: { ...data, numbers: textsIn(data.numbers) }, names: Object.fromEntries(names) }
}

function toNamed(id: string, entry: unknown): [string, NamedObject][] {
  if (!isJsonObject(entry)) return []
  const { name, pvt_type, numbers } = entry
  const named = { name: typeof name === 'string' ? name : id, type: typeof pvt_type === 'string' ? pvt_type : '' }
  return [[id, { ...named, numbers: textsIn(numbers) }]]
}

/** @returns the number that another callflow has, where that is what KAZOO refused */
function takenIn(fields: readonly FieldError[]): string | null {
  const unique = fields.find(({ path, rule }) => rule === 'unique' && /^(numbers|patterns)/.test(path))
  if (!unique) return null
  return typeof unique.value === 'string' ? unique.value : ''
}

function takenError({ status, requestId, fields }: CrossbarError, taken: TakenNumber): CrossbarError {
  const { number, owner } = taken
  const what = number === '' ? 'A number' : number
  const message = owner
    ? `${what} belongs to the callflow “${owner.name}”. Take it from there first, or edit that callflow.`
    : `${what} belongs to another callflow. Take it from there first.`
  return new CrossbarError('number-taken', message, { status, requestId, fields, taken })
}
