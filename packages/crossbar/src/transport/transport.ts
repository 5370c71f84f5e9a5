/**
 * Requests of one connection: signed in, at most four at once, with a time-out each. A GET is asked again where that may help;
 * a write is sent once, since KAZOO may have done it although no answer came.
 */
import type { Json } from '@callflow-studio/model'
import { backOffMs, MAX_ATTEMPTS, mayPass, type Wait } from './back-off.ts'
import { CrossbarError } from './crossbar-error.ts'
import { type Envelope, readEnvelope } from './envelope.ts'
import { createLimit } from './limit.ts'
import { failureOf, failureWithout } from './read-failure.ts'
import type { CrossbarResponse, Method, Send } from './request.ts'
import { createSession } from './session.ts'
import { refusedSignIn, type SignedIn, type SignIn, signInRequest, type Token, tokenIn } from './sign-in.ts'

export interface TransportOptions {
  /** As `readBaseUrl` returns it. */
  baseUrl: string
  signIn: SignIn
  send: Send
  /** Unix milliseconds. */
  now: () => number
  /** In [0, 1). */
  random: () => number
  wait: Wait
  /** For one attempt, from its sending to the end of its answer. */
  timeoutMs: number
}

export interface Ask {
  method: Method
  /** Unescaped parts: `['accounts', id, 'callflows']`. */
  path: readonly string[]
  query?: Readonly<Record<string, string>>
  /** Is sent as `{"data": …}`. */
  data?: Json
  /** Is sent as it is, in place of `data`. */
  file?: { contentType: string; bytes: Uint8Array }
  /** It is no GET, and yet nothing can be half done: signing in, a dry run. */
  changesNothing?: true
  /** For `If-Match`, without quotes: nothing is done if the document has another. */
  revision?: string
}

export interface Answer {
  data: Json
  revision: string | null
  /** KAZOO's version, as it says itself. */
  version: string | null
  /** null on the last page. */
  nextStartKey: Json
}

export interface Transport {
  /** @throws CrossbarError */
  ask(asked: Ask): Promise<Answer>
  /** A GET whose answer is a file. @throws CrossbarError */
  download(path: readonly string[], accept: string): Promise<{ contentType: string; bytes: Uint8Array }>
  /** Signs in again. @throws CrossbarError */
  connect(): Promise<SignedIn>
  /** null until the first request. */
  signedIn(): SignedIn | null
}

/** KAZOO answers slowly rather than not at all to more. @source docs/kazoo/crossbar.md */
const MAX_IN_FLIGHT = 4
/** What Crossbar takes. */
export const MAX_BODY_BYTES = 8_000_000
/** A list of some 10,000 callflows. */
const MAX_ANSWER_BYTES = 32 * 1024 * 1024

export function createTransport(options: TransportOptions): Transport {
  const { baseUrl, send, now, random, wait, timeoutMs } = options
  const limit = createLimit(MAX_IN_FLIGHT)
  const session = createSession(signIn, now)

  async function signIn(): Promise<Token> {
    const { path, data } = signInRequest(options.signIn)
    try {
      const { envelope } = await attempt({ method: 'PUT', path, data, changesNothing: true }, null)
      if (!envelope) throw new CrossbarError('not-crossbar', 'The answer to signing in cannot be read.')
      return tokenIn(envelope, now())
    } catch (error) {
      throw error instanceof CrossbarError ? refusedSignIn(options.signIn, error) : error
    }
  }

  /** One request and its answer, in its turn. */
  const attempt = (asked: Ask, token: Token | null, accept = 'application/json'): Promise<Received> =>
    limit(async () => {
      const requestId = newRequestId(random)
      const about = { requestId, isWrite: asked.method !== 'GET' && !asked.changesNothing }
      const body = bodyOf(asked)
      const ending = new AbortController()
      let isTimeOut = false
      const over = wait(timeoutMs, ending.signal).then(() => {
        if (ending.signal.aborted) return
        isTimeOut = true
        ending.abort()
      })
      try {
        const response = await Promise.race([
          send({
            method: asked.method,
            url: urlOf(baseUrl, asked),
            headers: headersOf(asked, { requestId, token, accept }),
            body,
            timeoutMs,
            maxBytes: MAX_ANSWER_BYTES,
            signal: ending.signal,
          }),
          over.then((): never => {
            throw new Error('The time is over.')
          }),
        ])
        const isFile = accept !== 'application/json' && response.status < 300
        const envelope = isFile ? null : readEnvelope(response)
        const failure = isFile ? null : failureOf(about, response, envelope)
        if (failure) throw failure
        return { response, envelope }
      } catch (error) {
        throw error instanceof CrossbarError ? error : failureWithout(about, error, isTimeOut)
      } finally {
        ending.abort()
      }
    })

  /** KAZOO does nothing for a token that it refuses, so that writes too are sent again with a new one. */
  async function signedInAttempt(asked: Ask, accept?: string): Promise<Received> {
    const token = await session.token()
    try {
      return await attempt(asked, token, accept)
    } catch (error) {
      if (!isSignedOut(error)) throw error
      const other = await session.replace(token)
      return attempt(asked, other, accept).catch((again: unknown) => {
        if (isSignedOut(again)) session.end(again)
        throw again
      })
    }
  }

  async function ask(asked: Ask, accept?: string): Promise<Received> {
    for (let count = 1; ; count++) {
      try {
        return await signedInAttempt(asked, accept)
      } catch (error) {
        const isLast = count >= MAX_ATTEMPTS || asked.method !== 'GET'
        if (isLast || !(error instanceof CrossbarError) || !mayPass(error)) throw error
        await wait(backOffMs(count, random()), new AbortController().signal)
      }
    }
  }

  return {
    ask: async (asked) => answerOf(await ask(asked)),
    download: async (path, accept) => {
      const { response } = await ask({ method: 'GET', path }, accept)
      return { contentType: response.headers['content-type'] ?? 'application/octet-stream', bytes: response.body }
    },
    connect: async () => (await session.restart()).signedIn,
    signedIn: () => session.current()?.signedIn ?? null,
  }
}

interface Received {
  response: CrossbarResponse
  /** null for a file. */
  envelope: Envelope | null
}

const isSignedOut = (error: unknown): error is CrossbarError =>
  error instanceof CrossbarError && error.kind === 'signed-out' && error.status === 401

const urlOf = (baseUrl: string, { path, query = {} }: Ask): string => {
  const search = new URLSearchParams(query).toString()
  return `${baseUrl}/${path.map(encodeURIComponent).join('/')}${search === '' ? '' : `?${search}`}`
}

function headersOf(
  { data, file, revision }: Ask,
  { requestId, token, accept }: { requestId: string; token: Token | null; accept: string },
): Record<string, string> {
  return {
    accept,
    'x-request-id': requestId,
    ...(file ? { 'content-type': file.contentType } : data === undefined ? {} : { 'content-type': 'application/json' }),
    ...(token ? { 'x-auth-token': token.text } : {}),
    // Without quotes the request would crash in KAZOO.
    ...(revision === undefined ? {} : { 'if-match': `"${revision}"` }),
  }
}

/** @throws CrossbarError where Crossbar would not take it */
function bodyOf({ data, file }: Ask): string | Uint8Array | null {
  const body = file?.bytes ?? (data === undefined ? null : JSON.stringify({ data }))
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body).length : (body?.length ?? 0)
  if (bytes > MAX_BODY_BYTES) throw tooLargeForKazoo()
  return body
}

export const tooLargeForKazoo = (): CrossbarError =>
  new CrossbarError('too-large', 'This is too large for KAZOO, which takes at most 8 MB.')

function answerOf({ response, envelope }: Received): Answer {
  const { data = null, revision = null, version = null, nextStartKey = null } = envelope ?? {}
  return { data, version, nextStartKey, revision: revision ?? revisionIn(response.headers.etag) }
}

/** A proxy that compresses makes a weak tag of it. */
const revisionIn = (etag: string | undefined): string | null => /^(?:W\/)?"(.*)"$/.exec(etag ?? '')?.[1] ?? null

/** 32 hex digits, as KAZOO's own. */
const newRequestId = (random: () => number): string =>
  Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('')
