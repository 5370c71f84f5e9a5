/** What KAZOO is to tell other servers of. @source docs/kazoo/crossbar.md */
import type { JsonObject } from '../transport/envelope.ts'
import type { AccountScope } from './account-scope.ts'
import { documentIn, type KazooDocument, withoutReadKeys } from './documents.ts'
import { readList } from './read-list.ts'

export interface WebhookData {
  name: string
  /** Where KAZOO sends it. May hold a secret: not for logs. */
  uri: string
  /** `channel_destroy`, `object` … */
  hook: string
  http_verb: 'post'
  format: 'json'
  /** 0 to 4, after connections that could not be opened. */
  retries?: number
  include_internal_legs?: boolean
  /** Is part of every payload. `object` takes which documents and what was done to them from here. */
  custom_data?: JsonObject
  enabled?: boolean
}

export interface WebhookSummary {
  id: string
  name: string
  hook: string
  uri: string
  isEnabled: boolean
  /** Why KAZOO disabled it; null where it did not. */
  disableReason: string | null
}

export interface Webhooks {
  list(): Promise<WebhookSummary[]>
  get(id: string): Promise<KazooDocument>
  create(data: WebhookData): Promise<KazooDocument>
  replace(id: string, data: WebhookData, revision: string): Promise<KazooDocument>
  /** Enables one that KAZOO disabled after failures. */
  enable(id: string): Promise<void>
  delete(id: string, revision: string): Promise<void>
}

const WEBHOOKS = 'webhooks'

export const createWebhooks = (scope: AccountScope): Webhooks => ({
  list: async () => (await readList(scope, [WEBHOOKS])).flatMap(toSummary),
  get: async (id) => documentIn(await scope.ask({ method: 'GET', path: [WEBHOOKS, id] })),
  create: async (data) => documentIn(await scope.ask({ method: 'PUT', path: [WEBHOOKS], data: toBody(data) })),
  replace: async (id, data, revision) =>
    documentIn(await scope.ask({ method: 'POST', path: [WEBHOOKS, id], data: toBody(data), revision })),
  enable: async (id) => {
    await scope.ask({ method: 'PATCH', path: [WEBHOOKS, id], data: { enabled: true } })
  },
  delete: async (id, revision) => {
    await scope.ask({ method: 'DELETE', path: [WEBHOOKS, id], revision })
  },
})

const toBody = (data: WebhookData): JsonObject => withoutReadKeys({ ...data })

function toSummary({ id, name, hook, uri, enabled, disable_reason }: JsonObject): WebhookSummary[] {
  if (typeof id !== 'string') return []
  return [
    {
      id,
      name: typeof name === 'string' ? name : id,
      hook: typeof hook === 'string' ? hook : '',
      uri: typeof uri === 'string' ? uri : '',
      isEnabled: enabled !== false,
      disableReason: typeof disable_reason === 'string' ? disable_reason : null,
    },
  ]
}
