import { type Account, readAccount, readSubAccounts, type SubAccount } from './resources/account.ts'
import { createAccountScope } from './resources/account-scope.ts'
import { type Callflows, createCallflows } from './resources/callflows.ts'
import { createDocuments, type Documents, type KazooDocument } from './resources/documents.ts'
import type { ListedKind } from './resources/list-sources.ts'
import { type ListedEntity, listEntities } from './resources/lists.ts'
import { createMedia, type Media } from './resources/media.ts'
import { createPhoneNumbers, type PhoneNumbers } from './resources/phone-numbers.ts'
import { createPivotDebug, type PivotDebug } from './resources/pivot-debug.ts'
import { type KazooNode, readSystemStatus } from './resources/system-status.ts'
import { createWebhooks, type Webhooks } from './resources/webhooks.ts'
import { waitFor } from './transport/back-off.ts'
import { readBaseUrl } from './transport/base-url.ts'
import { CrossbarError } from './transport/crossbar-error.ts'
import { isJsonObject, type JsonObject } from './transport/envelope.ts'
import type { SignedIn } from './transport/sign-in.ts'
import { createTransport, type Transport, type TransportOptions } from './transport/transport.ts'

export interface CrossbarOptions
  extends Pick<TransportOptions, 'signIn' | 'send'>,
    Partial<Pick<TransportOptions, 'now' | 'random' | 'wait' | 'timeoutMs'>> {
  /** As people enter it, see `readBaseUrl`. */
  baseUrl: string
  /** Whose documents; null for the account that signs in. */
  accountId: string | null
}

/** One account of a KAZOO. Every call rejects with a `CrossbarError`. */
export interface Crossbar {
  /** null until a request has told, where it is the account that signs in. */
  readonly accountId: string | null
  /** Another account, with the same token and limits: a reseller's connection reaches those below it. */
  inAccount(id: string): Crossbar
  /** Signs in, to find out whether that works and as whom. */
  connect(): Promise<SignedIn>
  account(): Promise<Account>
  /** Every account below this one, at any depth. */
  subAccounts(): Promise<SubAccount[]>
  list(kind: ListedKind): Promise<ListedEntity[]>
  documents: Documents
  callflows: Callflows
  phoneNumbers: PhoneNumbers
  /** JSON schemas of this cluster, by name: `callflows.pivot`. */
  schemas: { get(name: string): Promise<JsonObject> }
  pivotDebug: PivotDebug
  webhooks: Webhooks
  vmboxes: { create(mailbox: NewMailbox): Promise<KazooDocument> }
  media: Media
  /** For administrators of the cluster only. */
  systemStatus(): Promise<KazooNode[]>
}

export interface NewMailbox {
  name: string
  /** The extension that people dial for it. */
  mailbox: string
  /** The user it belongs to. */
  ownerId?: string
}

const TIMEOUT_MS = 10_000

/**
 * A connection to KAZOO's REST API.
 * @throws CrossbarError where the base URL cannot be one
 * @source docs/kazoo/crossbar.md
 */
export function createCrossbar({ accountId, baseUrl: entered, ...options }: CrossbarOptions): Crossbar {
  const baseUrl = readBaseUrl(entered)
  if (!baseUrl.ok) throw new CrossbarError('not-crossbar', baseUrl.message)
  const transport = createTransport({
    now: Date.now,
    random: Math.random,
    wait: waitFor,
    timeoutMs: TIMEOUT_MS,
    ...options,
    baseUrl: baseUrl.url,
  })
  return inAccount(transport, accountId)
}

function inAccount(transport: Transport, accountId: string | null): Crossbar {
  const resolveId = async (): Promise<string> =>
    accountId ?? transport.signedIn()?.accountId ?? (await transport.connect()).accountId
  const scope = createAccountScope(transport, resolveId)
  const documents = createDocuments(scope)
  return {
    get accountId() {
      return accountId ?? transport.signedIn()?.accountId ?? null
    },
    inAccount: (id) => inAccount(transport, id),
    connect: () => transport.connect(),
    account: async () => readAccount(scope, await resolveId()),
    subAccounts: () => readSubAccounts(scope),
    list: (kind) => listEntities(scope, kind),
    documents,
    callflows: createCallflows(scope),
    phoneNumbers: createPhoneNumbers(scope),
    schemas: {
      get: async (name) => {
        const { data } = await transport.ask({ method: 'GET', path: ['schemas', name] })
        return isJsonObject(data) ? data : {}
      },
    },
    pivotDebug: createPivotDebug(scope),
    webhooks: createWebhooks(scope),
    vmboxes: {
      create: ({ name, mailbox, ownerId }) =>
        documents.create('voicemail-box', { name, mailbox, ...(ownerId === undefined ? {} : { owner_id: ownerId }) }),
    },
    media: createMedia(scope),
    systemStatus: () => readSystemStatus(transport),
  }
}
