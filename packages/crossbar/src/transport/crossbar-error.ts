import type { Json } from '@callflow-studio/model'

/** Everything that can come of a request besides its result. */
export type CrossbarErrorKind =
  /** No connection, or a proxy that answers in KAZOO's place. */
  | 'unreachable'
  /** The address is in a private network that is not allowed. */
  | 'refused-host'
  | 'timed-out'
  /** An answer that is none of Crossbar's. */
  | 'not-crossbar'
  | 'too-large'
  /** Wrong credentials, or a token that was refused twice. */
  | 'signed-out'
  | 'forbidden'
  | 'not-found'
  /** The module of KAZOO that would answer is not started. */
  | 'module-off'
  /** See `fields`. */
  | 'invalid'
  /** See `taken`. */
  | 'number-taken'
  /** Somebody saved the document since it was read. */
  | 'changed'
  | 'conflict'
  /** KAZOO wants somebody to accept charges first. */
  | 'charges'
  | 'busy'
  | 'failed'
  /** A write that KAZOO may have done: read before writing again. */
  | 'unknown-outcome'

/** One thing that KAZOO refuses in what was sent. */
export interface FieldError {
  /** Dot path from the root of the document: `flow.data.voice_url`. */
  path: string
  /** KAZOO's word: `required`, `unique`, `error` … */
  rule: string
  message: string
  /** What KAZOO names beside the message; null where it names nothing. */
  value: Json
}

/** A number or pattern that another callflow has. */
export interface TakenNumber {
  number: string
  /** null where it could not be found. */
  owner: { id: string; name: string } | null
}

export interface CrossbarErrorDetails {
  status?: number | null
  requestId?: string | null
  fields?: readonly FieldError[]
  taken?: TakenNumber | null
}

/**
 * What went wrong with a request. `message` is for people: what happened, and what to do. It never holds a secret, and
 * neither do the other properties.
 */
export class CrossbarError extends Error {
  override readonly name = 'CrossbarError'
  readonly kind: CrossbarErrorKind
  /** HTTP status; null where no answer came. */
  readonly status: number | null
  /** The `X-Request-ID` by which KAZOO's own log names the request; null where none was sent. */
  readonly requestId: string | null
  readonly fields: readonly FieldError[]
  readonly taken: TakenNumber | null

  constructor(kind: CrossbarErrorKind, message: string, details: CrossbarErrorDetails = {}) {
    super(message)
    this.kind = kind
    this.status = details.status ?? null
    this.requestId = details.requestId ?? null
    this.fields = details.fields ?? []
    this.taken = details.taken ?? null
  }
}
