import type { AddressInfo } from 'node:net'
import type { FakeAccount, FakeNumber, JsonObject, Resource } from './account-data.ts'
import { isObject } from './account-data.ts'
import { type Call, createCallLog } from './call-log.ts'
import { updateUse } from './callflows.ts'
import type { FakeVersion } from './defaults.ts'
import { createEvents, type FakeEvent } from './events.ts'
import { createFaults, type Fault, type FaultFilter } from './faults.ts'
import { createNumbers } from './numbers.ts'
import { createDebug, type DebugRequest } from './pivot-debug.ts'
import { plausibleAccounts } from './plausible/accounts.ts'
import { createHttpServer } from './server.ts'
import type { FakeState } from './state.ts'
import { createStore } from './store.ts'
import { createTokens } from './tokens.ts'

export interface FakeOptions {
  /** 4: KAZOO 4.3; 5: KAZOO 5. 4 where left out. */
  version?: FakeVersion
  /** A plausible company where left out. */
  accounts?: readonly FakeAccount[]
  /** Endpoints whose module is not started: `lists`, `queues`, `pivot/debug`. */
  modulesOff?: readonly string[]
  /** How long a token is good; an hour where left out. */
  tokenSeconds?: number
  /** KAZOO refuses addresses at 127.0.0.1 and localhost; true lets them be. */
  allowsLoopback?: boolean
  /** Whether what is the cluster's may be asked: `system_status`. */
  isSuperduper?: boolean
  /** 0, any that is free, where left out. */
  port?: number
  /** Unix milliseconds. */
  now?: () => number
}

/** What a test sees of a document. */
export interface FakeDocument {
  id: string
  data: JsonObject
  revision: string
}

export interface FakeCrossbar {
  /** The base URL, with `/v2`. */
  url: string
  /** Of the websocket. */
  socketUrl: string
  accounts: readonly FakeAccount[]
  readonly calls: readonly Call[]
  /** The most requests that were open at once. */
  readonly maxInFlight: number
  forgetCalls(): void
  /** PATCHes with a `flow`: there must be none. */
  patchesOfFlow(): Call[]
  /** Calls whose address contains a text: there must be none with a secret. */
  urlsWith(secret: string): Call[]
  /** The next requests that the filter fits fail. */
  fail(fault: Fault, filter?: FaultFilter): void
  forgetFaults(): void
  read(accountId: string, resource: Resource, id: string): FakeDocument | null
  all(accountId: string, resource: Resource): FakeDocument[]
  /** Somebody else saves a document; nothing is checked. */
  edit(accountId: string, resource: Resource, id: string, change: (data: JsonObject) => JsonObject): FakeDocument
  add(accountId: string, resource: Resource, data: JsonObject): FakeDocument
  remove(accountId: string, resource: Resource, id: string): void
  addNumber(accountId: string, number: string, data?: FakeNumber): void
  addDebug(accountId: string, request: DebugRequest): void
  expireTokens(): void
  turnOff(endpoint: string): void
  turnOn(endpoint: string): void
  /** Tells websockets and webhooks. */
  event(event: FakeEvent): Promise<void>
  /** When every webhook has been called. */
  webhooksSettled(): Promise<void>
  stop(): Promise<void>
}

/** Starts a KAZOO of one account tree at 127.0.0.1, of which only the REST API and the websocket are there. */
export async function startFakeCrossbar(options: FakeOptions = {}): Promise<FakeCrossbar> {
  const { accounts = plausibleAccounts(), now = Date.now, version = '4', port = 0 } = options
  const store = createStore(accounts, now)
  const state: FakeState = {
    accounts,
    store,
    numbers: createNumbers(accounts, now),
    tokens: createTokens(options.tokenSeconds ?? 3600, now),
    debug: createDebug(now),
    rules: { version, allowsLoopback: options.allowsLoopback ?? false },
    off: new Set(options.modulesOff ?? []),
    isSuperduper: options.isSuperduper ?? false,
    now,
  }
  for (const { id } of accounts) updateUse(store, state.numbers, id)
  const faults = createFaults()
  const log = createCallLog()
  const server = createHttpServer({ state, faults, log })
  const events = createEvents(server, state)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const { port: listening } = server.address() as AddressInfo
  const saved = (accountId: string): void => updateUse(store, state.numbers, accountId)

  return {
    url: `http://127.0.0.1:${listening}/v2`,
    socketUrl: `ws://127.0.0.1:${listening}`,
    accounts,
    get calls() {
      return log.calls
    },
    get maxInFlight() {
      return log.maxInFlight
    },
    forgetCalls: () => log.clear(),
    patchesOfFlow: () =>
      log.calls.filter(({ method, body }) => method === 'PATCH' && isObject(body?.data) && 'flow' in body.data),
    urlsWith: (secret) =>
      log.calls.filter(({ url }) => url.includes(secret) || url.includes(encodeURIComponent(secret))),
    fail: (fault, filter) => faults.add(fault, filter),
    forgetFaults: () => faults.clear(),
    read: (accountId, resource, id) => store.find(accountId, resource, id),
    all: (accountId, resource) => store.all(accountId, resource),
    edit(accountId, resource, id, change) {
      const found = store.find(accountId, resource, id)
      if (!found) throw new Error(`there is no ${resource} ${id}`)
      const edited = store.save(accountId, resource, id, change(structuredClone(found.data)))
      saved(accountId)
      return edited
    },
    add(accountId, resource, data) {
      const added = store.save(accountId, resource, typeof data.id === 'string' ? data.id : null, data)
      saved(accountId)
      return added
    },
    remove(accountId, resource, id) {
      store.remove(accountId, resource, id)
      saved(accountId)
    },
    addNumber(accountId, number, data = {}) {
      state.numbers.add(accountId, number, data)
      saved(accountId)
    },
    addDebug: (accountId, request) => state.debug.add(accountId, request),
    expireTokens: () => state.tokens.expire(),
    turnOff: (endpoint) => void state.off.add(endpoint),
    turnOn: (endpoint) => void state.off.delete(endpoint),
    event: (event) => events.tell(event),
    webhooksSettled: () => events.settled(),
    async stop() {
      events.stop()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
