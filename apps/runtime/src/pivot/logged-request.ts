import {
  type Continuation,
  customAreParams,
  encodeRequest,
  MASKED,
  maskParams,
  masksOfCall,
  type ResolvedFlow,
} from '@callflow-studio/model'
import type { CallEntry } from '../calls/call-entry.ts'
import type { Params } from './decode-params.ts'
import type { PivotDeps } from './pivot-request.ts'
import { contentTypeOf, type RequestContext, type Target } from './request-context.ts'

/** Never with the token, which is a secret of its call. */
export const pathOf = ({ path, key, token }: Target): string => (token === null ? path : `/pivot/${key}/${MASKED}`)

/**
 * The request as it may be logged: sensitive values and the token are masked before anything is queued
 * (docs/design.md#architecture).
 */
export function loggedRequest(call: RequestContext, deps: PivotDeps): CallEntry['request'] {
  const { request, target, params, text } = call
  const { method } = request
  const contentType = contentTypeOf(request)
  const path = pathOf(target)
  const masked = mayHoldSecrets(params) ? maskParams(params, masksOf(call, deps)) : params
  if (masked === params || isSame(masked, params))
    return {
      method,
      url: maskUploads(target.query === '' ? path : `${path}?${target.query}`),
      contentType,
      body: maskUploads(text),
    }
  const bodyFormat = contentType.includes('json') ? 'json' : 'form'
  const again = encodeRequest(
    { voiceUrl: path, method: text === '' ? 'get' : 'post', reqFormat: 'kazoo', bodyFormat },
    masked,
  )
  return { method, url: maskUploads(again.url), contentType, body: maskUploads(again.body) }
}

/** In TwiML, KAZOO tells in each later request where it has uploaded a recording: with the token of that address. */
export const maskUploads = (text: string): string =>
  text.includes('recordings') ? text.replace(UPLOAD_TOKEN, `$1${MASKED}`) : text

/** As JSON and as forms write it. */
const UPLOAD_TOKEN = /((?:\/|%2F)recordings(?:\/|%2F))[A-Za-z0-9_-]{40,}(?:(?:\/|%2F)[A-Za-z0-9_-]{40,})?/gi

const mayHoldSecrets = (params: Params): boolean =>
  customAreParams(params) || params.Digits !== undefined || params['Custom-Application-Vars'] !== undefined

/** What must not be logged of a request to this flow, in this call. */
export function masksOf(
  { start, continuation }: { start: ResolvedFlow; continuation: Continuation | null },
  { flows }: PivotDeps,
): ReturnType<typeof masksOfCall> {
  const epoch = continuation?.epoch ?? flows.epoch()
  const find = (flowId: string, version: number | null) => flows.resolve(flowId, version, epoch)?.flow ?? null
  const waiting = (continuation?.frames ?? []).flatMap(({ flowId, version }) => find(flowId, version) ?? [])
  return masksOfCall([start.flow, ...waiting], (flowId) => find(flowId, null), continuation?.hidden)
}

/** Whether masking left everything as it was. */
const isSame = (masked: Params, params: Params): boolean =>
  Object.keys(params).every((name) => masked[name] === params[name] || !JSON.stringify(masked[name]).includes(MASKED))
