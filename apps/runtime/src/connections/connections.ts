/**
 * Connections to accounts of KAZOO. How each signs in is sealed, and known to no answer of the API. Calls never wait for
 * anything here.
 */
import { randomBytes } from 'node:crypto'
import {
  type Crossbar,
  createCrossbar,
  readBaseUrl,
  type Send,
  type SignedIn,
  type SignIn,
} from '@callflow-studio/crossbar'
import { z } from 'zod'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import { type Projection, subjectsOf } from '../changes/follower.ts'
import { type ChangeResult, MISSING, type Missing } from '../changes/result.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import { createSecretSealer } from '../secrets/seal-secret.ts'
import type { ConnectionRecord } from '../store/connection-store.ts'
import type { Storage } from '../store/storage.ts'

interface ConnectionInfo {
  id: string
  baseUrl: string
  accountId: string
  accountName: string
  isReseller: boolean
  /** Of KAZOO, as it tells; null: it does not. */
  version: string | null
  signIn: { type: SignIn['type']; username: string | null }
  /** False: it was sealed with another STUDIO_SECRET. */
  isReadable: boolean
  updatedAt: string
}

interface ConnectionInput {
  baseUrl: string
  signIn: SignIn
}

/** Another connection signs in to this account. */
interface Taken {
  why: 'taken'
  accountName: string
}

/** It signs in to another account than before. */
interface OtherAccount {
  why: 'other account'
  accountName: string
}

/** What it signs in with was given for another server, and goes to no other one. */
interface OtherServer {
  why: 'other server'
}

export interface Connections {
  /** By the name of the account. */
  list: () => ConnectionInfo[]
  /** Signs in first. @throws CrossbarError where that does not work */
  create: (actor: Actor, input: ConnectionInput) => Promise<ChangeResult<ConnectionInfo, Taken>>
  /** The same. What is left out stays. */
  save: (
    actor: Actor,
    id: string,
    edit: { [K in keyof ConnectionInput]?: ConnectionInput[K] | undefined },
  ) => Promise<ChangeResult<ConnectionInfo, Missing | OtherAccount | OtherServer>>
  /** @returns false where there is none of that id */
  delete: (actor: Actor, id: string) => Promise<boolean>
  /** The account that a connection signs in to; null where there is none of that id, or it cannot be read. */
  clientOf: (id: string) => Crossbar | null
  projection: Projection
}

export interface ConnectionsOptions {
  storage: Pick<Storage, 'connections' | 'transaction'>
  change: Change
  enqueueWrite: EnqueueWrite
  /** The first seals, all open; at the start, what an older one has sealed is sealed again. */
  studioSecrets: readonly string[]
  send: Send
  now: () => Date
}

const accountSchema = z.object({
  name: z.string(),
  isReseller: z.boolean(),
  version: z.string().nullable(),
  signIn: z.object({ type: z.enum(['api-key', 'user']), username: z.string().nullable() }),
})

interface Known {
  info: ConnectionInfo
  signIn: SignIn | null
  /** Made when first asked for: it keeps the token. */
  client: Crossbar | null
}

export function createConnections({
  storage,
  change,
  enqueueWrite,
  studioSecrets,
  send,
  now,
}: ConnectionsOptions): Connections {
  const sealer = createSecretSealer(studioSecrets)
  const known = new Map<string, Known>()

  /** What an older STUDIO_SECRET has sealed. It stays the same, so it is no change. */
  async function resealOld(records: readonly ConnectionRecord[]): Promise<void> {
    for (const record of records) {
      const sealed = sealer.reseal(sealedAs(record.id), record.sealed)
      if (sealed !== null)
        await enqueueWrite(() => storage.transaction((tx) => tx.connections.save({ ...record, sealed })))
    }
  }

  const list = (): ConnectionInfo[] =>
    [...known.values()]
      .map(({ info }) => info)
      .sort((a, b) => a.accountName.localeCompare(b.accountName) || (a.id < b.id ? -1 : 1))

  async function signInTo({ baseUrl, signIn }: ConnectionInput): Promise<{ who: SignedIn; version: string | null }> {
    const client = createCrossbar({ baseUrl, accountId: null, signIn, send })
    const who = await client.connect()
    const { name, version } = await client.account()
    return { who: { ...who, accountName: who.accountName ?? name }, version }
  }

  const toRecord = (
    id: string,
    { baseUrl, signIn }: ConnectionInput,
    { who, version }: Awaited<ReturnType<typeof signInTo>>,
  ): ConnectionRecord => ({
    id,
    baseUrl,
    accountId: who.accountId,
    account: JSON.stringify({
      name: who.accountName ?? who.accountId,
      isReseller: who.isReseller,
      version,
      signIn: { type: signIn.type, username: signIn.type === 'user' ? signIn.username : null },
    } satisfies z.infer<typeof accountSchema>),
    sealed: sealer.seal(sealedAs(id), JSON.stringify(signIn)),
    updatedAt: now().toISOString(),
  })

  function toKnown({ id, baseUrl, accountId, account, sealed, updatedAt }: ConnectionRecord): Known {
    const { name: accountName, ...about } = accountSchema.parse(JSON.parse(account))
    const opened = sealer.open(sealedAs(id), sealed)
    const info = { id, baseUrl, accountId, accountName, ...about, isReadable: opened !== null, updatedAt }
    return { info, signIn: opened === null ? null : (JSON.parse(opened) as SignIn), client: null }
  }

  return {
    list,
    async create(actor, input) {
      const about = await signInTo(input)
      const id = randomBytes(8).toString('hex')
      const record = toRecord(id, input, about)
      return change(actor, 'connection.create', id, async (tx) => {
        const taken = (await tx.connections.list(null)).find(({ accountId }) => accountId === record.accountId)
        if (taken) return { ok: false, why: 'taken', accountName: toKnown(taken).info.accountName } as const
        await tx.connections.save(record)
        return { ok: true, value: toKnown(record).info }
      })
    },
    async save(actor, id, edit) {
      const before = known.get(id)
      const signIn = edit.signIn ?? before?.signIn
      if (!before || !signIn) return MISSING
      const input = { baseUrl: edit.baseUrl ?? before.info.baseUrl, signIn }
      if (!edit.signIn && originOf(input.baseUrl) !== originOf(before.info.baseUrl))
        return { ok: false, why: 'other server' }
      const about = await signInTo(input)
      const record = toRecord(id, input, about)
      return change(actor, 'connection.save', id, async (tx) => {
        const [stored] = await tx.connections.list([id])
        if (!stored) return MISSING
        if (stored.accountId !== record.accountId)
          return { ok: false, why: 'other account', accountName: toKnown(record).info.accountName } as const
        await tx.connections.save(record)
        return { ok: true, value: toKnown(record).info }
      })
    },
    async delete(actor, id) {
      const { ok } = await change(actor, 'connection.delete', id, async (tx) =>
        (await tx.connections.delete(id)) ? { ok: true, value: null } : MISSING,
      )
      return ok
    },
    clientOf(id) {
      const found = known.get(id)
      if (!found?.signIn) return null
      const { info, signIn } = found
      found.client ??= createCrossbar({ baseUrl: info.baseUrl, accountId: info.accountId, signIn, send })
      return found.client
    },
    projection: {
      name: 'connections',
      of: 'connection',
      async apply(changes) {
        const ids = subjectsOf(changes)
        const records = await storage.connections.list(ids)
        for (const id of ids ?? [...known.keys()]) known.delete(id)
        for (const record of records) known.set(record.id, toKnown(record))
        if (!changes) await resealOld(records)
      },
    },
  }
}

const originOf = (baseUrl: string): string => {
  const read = readBaseUrl(baseUrl)
  return read.ok ? new URL(read.url).origin : baseUrl
}

/** No secret of a look-up has a name with spaces. */
const sealedAs = (id: string): string => `connection ${id}`
