/**
 * What the contract is held to: the fake of both versions, or the cluster at `KAZOO_URL`, with an account of its own whose
 * key is `KAZOO_API_KEY`. Tests leave nothing behind in it. What only the fake can do is skipped there.
 */
import { randomInt } from 'node:crypto'
import { afterAll } from 'vitest'
import type { JsonObject } from '../fake/account-data.ts'
import { type FakeCrossbar, startFakeCrossbar } from '../fake/index.ts'
import { childAccount, KEY, smallAccount } from './connect.ts'

const { KAZOO_URL, KAZOO_API_KEY } = process.env

export const isReal = KAZOO_URL !== undefined && KAZOO_API_KEY !== undefined

/** What the suite is run for. */
export const VERSIONS = isReal ? (['4'] as const) : (['4', '5'] as const)

interface Answered {
  status: number
  headers: Headers
  /** Empty where the answer has no body. */
  body: JsonObject
  /** `data` of the envelope. */
  data: JsonObject
}

export interface Target {
  /** null for a real cluster. */
  kazoo: FakeCrossbar | null
  accountId: string
  apiKey: string
  /** A request with a good token; `path` after `/v2`. */
  ask(method: string, path: string, data?: unknown, headers?: Record<string, string>): Promise<Answered>
  /** The same below the account. */
  askAccount(method: string, path: string, data?: unknown, headers?: Record<string, string>): Promise<Answered>
  /** A request as it stands. */
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answered>
  /** Creates a document, which is deleted at the end. */
  create(resource: string, data: JsonObject): Promise<Answered>
  /** An extension that no callflow has. */
  extension(): string
  /** A number in E.164 form that no callflow has. */
  number(): string
}

/** Call it in a `describe`: what it creates is deleted when the tests of that are over. */
export async function openTarget(version: '4' | '5'): Promise<Target> {
  const kazoo = isReal
    ? null
    : await startFakeCrossbar({ version, accounts: [smallAccount(), childAccount()], isSuperduper: true })
  const url = kazoo?.url ?? KAZOO_URL ?? ''
  const apiKey = kazoo ? KEY : (KAZOO_API_KEY ?? '')
  const created: string[] = []

  const send: Target['send'] = async (method, path, body, headers = {}) => {
    const response = await fetch(`${url}${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    })
    const text = await response.text()
    const parsed: JsonObject = text === '' ? {} : JSON.parse(text)
    return { status: response.status, headers: response.headers, body: parsed, data: (parsed.data ?? {}) as JsonObject }
  }

  const { body } = await send('PUT', '/api_auth', { data: { api_key: apiKey } })
  const token = String(body.auth_token)
  const accountId = String((body.data as JsonObject).account_id)
  const ask: Target['ask'] = (method, path, data, headers) =>
    send(method, path, data === undefined ? undefined : { data }, { 'x-auth-token': token, ...headers })
  const askAccount: Target['askAccount'] = (method, path, data, headers) =>
    ask(method, `/accounts/${accountId}/${path}`, data, headers)

  afterAll(async () => {
    for (const path of created.reverse()) await askAccount('DELETE', path)
    await kazoo?.stop()
  })

  return {
    kazoo,
    accountId,
    apiKey,
    send,
    ask,
    askAccount,
    async create(resource, data) {
      const answered = await askAccount('PUT', resource, data)
      if (answered.status === 201) created.push(`${resource}/${String(answered.data.id)}`)
      return answered
    },
    extension: () => String(randomInt(70_000_000, 79_999_999)).slice(0, 6),
    number: () => `+1415555${String(randomInt(2000, 9999))}`,
  }
}
