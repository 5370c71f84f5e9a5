/** A client of Crossbar, KAZOO's REST API. @source docs/kazoo/crossbar.md */
export { type Crossbar, type CrossbarOptions, createCrossbar, type NewMailbox } from './create-crossbar.ts'
export { isEmergency, lookAtNumber, type NumberInUse, type Obstacle } from './numbers/number-in-use.ts'
export {
  beforeOurs,
  HalfDoneError,
  isOurs,
  type OurFlow,
  type PutBack,
  planTakeOver,
  putBack,
  type TakenOver,
  type TakeOver,
  takeOver,
} from './numbers/take-over.ts'
export type { Account, SubAccount } from './resources/account.ts'
export type { Callflow, CallflowData, CallflowPatch, CallflowSummary, NamedObject } from './resources/callflows.ts'
export type { DocumentKind, KazooDocument } from './resources/documents.ts'
export { hasList, type ListedKind } from './resources/list-sources.ts'
export type { ListedEntity } from './resources/lists.ts'
export type { SpokenMedia, UploadedMedia } from './resources/media.ts'
export type { PhoneNumber } from './resources/phone-numbers.ts'
export type { PivotDebugEntry, PivotDebugRow } from './resources/pivot-debug.ts'
export type { KazooNode } from './resources/system-status.ts'
export type { WebhookData, WebhookSummary } from './resources/webhooks.ts'
export { sendWithFetch } from './send-with-fetch.ts'
export { readBaseUrl } from './transport/base-url.ts'
export { CrossbarError, type CrossbarErrorKind, type FieldError, type TakenNumber } from './transport/crossbar-error.ts'
export { isJsonObject, type JsonObject } from './transport/envelope.ts'
export { type CrossbarRequest, type CrossbarResponse, type Send, SendError } from './transport/request.ts'
export type { SignedIn, SignIn } from './transport/sign-in.ts'
