/** Answers that are errors, and requests without an answer, as a `CrossbarError`. */
import { CrossbarError, type CrossbarErrorKind, type FieldError } from './crossbar-error.ts'
import { type Envelope, fieldErrorsIn, isJsonObject } from './envelope.ts'
import { type CrossbarResponse, SendError } from './request.ts'

/** What a message may say of a request: no host, no headers, no body. */
export interface Asked {
  requestId: string
  /** Whether KAZOO may have changed something by it. */
  isWrite: boolean
}

const DO_NOT_REPEAT = 'KAZOO may have saved the change. Read it again before you write again.'

/**
 * @param envelope of the answer; null where it is not Crossbar's
 * @returns null for an answer that is not an error
 * @source docs/kazoo/crossbar.md
 */
export function failureOf(asked: Asked, response: CrossbarResponse, envelope: Envelope | null): CrossbarError | null {
  const { status } = response
  const details = { status, requestId: envelope?.requestId ?? asked.requestId }
  // Its body is empty, so it has no envelope.
  if (status === 412)
    return new CrossbarError('changed', 'Somebody changed this in KAZOO since it was read. Read it again.', details)
  if (status >= 500 && asked.isWrite)
    return new CrossbarError('unknown-outcome', `KAZOO failed (${status}). ${DO_NOT_REPEAT}`, details)
  if (!envelope) return notCrossbar(status, details)
  if (status < 400 && !envelope.isError) return null
  const [kind, message] = meaningOf(status, envelope)
  const fields = kind === 'invalid' ? fieldErrorsIn(envelope.data) : []
  return new CrossbarError(kind, fields.length > 0 ? `${message} ${inWords(fields)}` : message, { ...details, fields })
}

function notCrossbar(status: number, details: { status: number; requestId: string }): CrossbarError {
  if (status === 429) return new CrossbarError('busy', 'KAZOO has too many requests. Try again in a minute.', details)
  if (status >= 500)
    return new CrossbarError(
      'unreachable',
      `A proxy answered ${status} in KAZOO’s place: KAZOO is stopped, restarting, or slow. Try again in a minute.`,
      details,
    )
  if (status >= 300 && status < 400)
    return new CrossbarError('not-crossbar', 'The address redirects to another one. Enter the final address.', details)
  if (status === 413) return new CrossbarError('too-large', 'This is too large for KAZOO.', details)
  return new CrossbarError(
    'not-crossbar',
    `The answer (${status}) is not from KAZOO’s API. Check the base URL: it usually ends with /v2.`,
    details,
  )
}

function meaningOf(status: number, { word, data }: Envelope): [CrossbarErrorKind, string] {
  const cause = isJsonObject(data) && typeof data.message === 'string' ? data.message : ''
  switch (status) {
    case 400:
      return ['invalid', 'KAZOO refuses this.']
    case 401:
      return isJsonObject(data) && 'multi_factor_request' in data
        ? ['signed-out', 'KAZOO asks this user for a second factor. Connect with an API key.']
        : ['signed-out', 'KAZOO no longer accepts this connection. Enter its API key or password again.']
    case 402:
      return ['charges', 'KAZOO would charge for this. Do it in KAZOO’s own interface, where the charges are shown.']
    case 403:
      return cause.startsWith('unauthorized to use')
        ? ['forbidden', `The number belongs to another account: ${cause}.`]
        : ['forbidden', 'This connection may not do this in KAZOO. Check its account and permissions.']
    case 404:
      return word === 'not_found'
        ? ['module-off', 'This is not available: KAZOO has not started the module for it.']
        : ['not-found', 'This no longer exists in KAZOO.']
    case 409:
      return ['conflict', 'Somebody else saved this in KAZOO at the same moment. Read it again.']
    case 410:
      return ['not-crossbar', 'This address is for an earlier API of KAZOO. The base URL must end with /v2.']
    case 413:
    case 416:
      return ['too-large', 'This is too large for KAZOO.']
    case 429:
      return ['busy', 'KAZOO has too many requests. Try again in a minute.']
    case 503:
      return ['busy', 'KAZOO cannot reach its database. Try again in a minute.']
    default:
      return ['failed', `KAZOO failed (${status}${word === '' ? '' : `, ${word}`}). Its log has the reason.`]
  }
}

const MAX_FIELDS_IN_WORDS = 3

const inWords = (fields: readonly FieldError[]): string =>
  fields
    .slice(0, MAX_FIELDS_IN_WORDS)
    .map(({ path, message, rule }) => `${path}: ${message || rule}.`)
    .concat(fields.length > MAX_FIELDS_IN_WORDS ? [`And ${fields.length - MAX_FIELDS_IN_WORDS} more.`] : [])
    .join(' ')

/** @param isTimeOut the client gave up waiting */
export function failureWithout({ isWrite, requestId }: Asked, error: unknown, isTimeOut: boolean): CrossbarError {
  const reason = error instanceof SendError ? error.reason : 'cut'
  const sentence = error instanceof SendError ? error.message : 'The connection to KAZOO broke.'
  const details = { requestId }
  if (!isTimeOut && reason === 'refused-host') return new CrossbarError('refused-host', sentence, details)
  if (!isTimeOut && reason === 'not-connected')
    return new CrossbarError('unreachable', `${sentence} Check the base URL, and that KAZOO runs.`, details)
  if (isWrite) return new CrossbarError('unknown-outcome', `No answer came. ${DO_NOT_REPEAT}`, details)
  if (isTimeOut) return new CrossbarError('timed-out', 'KAZOO took too long to answer. Try again.', details)
  if (reason === 'too-large') return new CrossbarError('too-large', sentence, details)
  return new CrossbarError('unreachable', `${sentence} Try again.`, details)
}
