/** What goes to KAZOO and what comes back. The sender decides where connections may lead. */

export type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE'

export interface CrossbarRequest {
  method: Method
  /** Never holds a secret. */
  url: string
  /** Hold the token: not for logs. */
  headers: Record<string, string>
  body: string | Uint8Array | null
  /** For the whole answer. `signal` is aborted when it is over. */
  timeoutMs: number
  /** An answer beyond this is to be dropped, with a `SendError`. */
  maxBytes: number
  signal: AbortSignal
}

export interface CrossbarResponse {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: Uint8Array
}

/** Sends one request. Follows no redirect, retries nothing. @throws SendError where no whole answer came */
export type Send = (request: CrossbarRequest) => Promise<CrossbarResponse>

/** `not-connected`: nothing was sent. `cut`: it was, and the connection broke before the whole answer was there. */
export type SendFailure = 'refused-host' | 'not-connected' | 'cut' | 'too-large'

/** Why a request has no answer. Other errors of a `Send` count as `cut`, since more may have happened. */
export class SendError extends Error {
  override readonly name = 'SendError'
  readonly reason: SendFailure
  /** @param message a sentence for people, without secrets */
  constructor(reason: SendFailure, message: string) {
    super(message)
    this.reason = reason
  }
}
