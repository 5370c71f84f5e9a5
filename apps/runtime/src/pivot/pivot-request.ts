/** What an answer to KAZOO is made from, and what it is: the types that all steps of answering share. */
import type { Answer, Services } from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import type { Sealer } from '../continuation/sealer.ts'
import type { UploadSealer } from '../continuation/upload-sealer.ts'
import type { PublishedFlows } from '../flows/published-flows.ts'
import type { AddressHeaders, AddressRules } from './address.ts'
import type { PlainReply } from './plain-reply.ts'

/** Why there is no body to read. */
export type UnreadBody = 'too large' | 'broken' | 'bad address'

export interface PivotRequest {
  method: string
  /** Path and query as they were sent. */
  url: string
  headers: AddressHeaders
  /** Null for GET; a word where there is none to read. */
  body: Buffer | UnreadBody | null
  /** Who sent it: a socket. */
  sender: { readonly remoteAddress?: string | undefined }
  isTls: boolean
}

export interface PivotReply extends PlainReply {
  /** Why it is no 200, in words for the administrator. */
  why: string | null
  /** Null where there is no flow to answer with. */
  answer: Answer | null
  /** What was odd with a request that is answered all the same, and with its answer. */
  warnings: CallEntry['warnings']
  /** The flow that it belongs to; null where there is none. */
  flowId: string | null
  /** Makes what the call log keeps; null where nothing is kept. */
  makeEntry: (() => CallEntry) | null
}

export interface PivotDeps {
  flows: Pick<PublishedFlows, 'byKey' | 'inTrash' | 'ownerOf' | 'resolve' | 'nameOf' | 'epoch' | 'load' | 'loadLive'>
  sealer: Sealer
  uploadSealer: Pick<UploadSealer, 'seal'>
  rules: AddressRules
  now: () => Date
  /** Where the call begins instead of the start; for previews. */
  startAt?: string | undefined
  /** What this call may ask of the world. */
  servicesOf: (callId: string) => Services
  /** Calls of flows that ask other servers wait for it; not in previews. */
  yieldTurn?: () => Promise<void>
  /** Masks secrets in what is logged of a call that made look-ups: servers echo what they were sent. */
  mask?: (text: string) => string
  /** Whether answers tell their `states`; for previews. */
  keepsStates?: boolean
  /** False: `entry` is not made; for previews. */
  isLogged: boolean
}
