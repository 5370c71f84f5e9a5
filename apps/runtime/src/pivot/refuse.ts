/**
 * What requests get that no flow answers, and their entries in the call log. KAZOO runs the `_` of its pivot node at once
 * after any status but 200, so callers hear nothing of the flow; the Calls page says why.
 */
import {
  type Continuation,
  DEFAULT_FALLBACK,
  type Fallback,
  type Format,
  fallbackAnswer,
  formatOfRequest,
  formatTraits,
  type ResolvedFlow,
} from '@callflow-studio/model'
import type { KnownFlow } from '../flows/published-flows.ts'
import { decodeParams } from './decode-params.ts'
import { damageWarning, type LoggedOutcome, logEntryOf, refusedEntryOf } from './log-entry.ts'
import type { PivotDeps, PivotReply, PivotRequest } from './pivot-request.ts'
import { type Arrived, contentTypeOf, type RequestContext } from './request-context.ts'

interface Refusal {
  status: number
  /** What the answer says. */
  why: string
  /** What the call log says, where that is more than the sender may know. */
  loggedWhy?: string
}

/** Refuses a request under `/pivot` whose path is unknown. */
export const refuseAddress = (request: PivotRequest, deps: PivotDeps, refusal: Refusal): PivotReply =>
  refuseArrived(
    {
      request,
      target: { path: request.url.split('?', 1)[0] ?? '', query: '', key: '', token: null },
      continuation: null,
      start: null,
      begun: performance.now(),
    },
    deps,
    refusal,
  )

/** Refuses a request before its flow runs: no flow is live there, or its token is not ours. */
export const refuseArrived = (
  arrived: Arrived,
  deps: PivotDeps,
  { status, why, loggedWhy = why }: Refusal,
): PivotReply => withRefusedEntry(refuseToKazoo(arrived, deps, status, why), arrived, deps, null, loggedWhy)

/** Refuses a token that is damaged, or older than our secret. Which format the call speaks, only its parameters tell. */
export function refuseForeign(arrived: Arrived, deps: PivotDeps): PivotReply {
  const { request, target, start } = arrived
  const decoded =
    typeof request.body === 'string' ? null : decodeParams(target.query, contentTypeOf(request), request.body)
  const format = decoded?.ok ? formatOfRequest(decoded.params) : (start?.flow.settings.format ?? 'kazoo')
  const reply = formatTraits[format].keepsFallback
    ? refuse(403, FOREIGN_TOKEN)
    : sayFallback(start?.flow.fallback ?? DEFAULT_FALLBACK, format, FOREIGN_TOKEN)
  return withRefusedEntry(
    reply,
    arrived,
    deps,
    null,
    'This studio did not make the token in the address: STUDIO_SECRET was changed, or another studio made it.',
  )
}

const FOREIGN_TOKEN = 'This studio did not make the token.'

/** Refuses what cannot be read. Only a token tells which call it is. */
export const refuseUnreadable = (
  arrived: Arrived,
  deps: PivotDeps,
  { status, why }: Refusal,
  text: string,
): PivotReply =>
  withRefusedEntry(
    refuseToKazoo(arrived, deps, status, why),
    arrived,
    deps,
    text,
    `The request could not be read: ${why}`,
  )

/**
 * Adds to a reply what the call log keeps of it.
 * @param text the body as far as it was read; null: the request was not looked into
 */
export const withRefusedEntry = (
  reply: PivotReply,
  arrived: Arrived,
  deps: PivotDeps,
  text: string | null,
  loggedWhy: string,
): PivotReply => ({
  ...reply,
  flowId: arrived.start?.flowId ?? deps.flows.ownerOf(arrived.target.key)?.id ?? null,
  makeEntry: deps.isLogged ? () => refusedEntryOf(arrived, deps, text, outcomeOf(reply, loggedWhy)) : null,
})

/** Refuses a request whose call is known. */
export function refuseCall(call: RequestContext, deps: PivotDeps, status: number, why: string): PivotReply {
  const reply = refuseToKazoo(call, deps, status, why)
  return {
    ...reply,
    warnings: call.damaged.length === 0 ? [] : [damageWarning(call.damaged)],
    flowId: call.start.flowId,
    makeEntry: deps.isLogged
      ? () =>
          logEntryOf(call, deps, deps.now(), {
            ...outcomeOf(reply, why),
            state: 'error',
            trace: [],
            warnings: [],
            variables: null,
            lookUps: null,
          })
      : null,
  }
}

/** Why nothing is live at a key, in words for the administrator. @param owner the flow with this key, if there is one */
export function whyNotLive(owner: KnownFlow | null): string {
  if (!owner) return 'No flow has the key in this address. Copy the Pivot URL of the flow into KAZOO again.'
  return owner.deletedAt === null
    ? 'The flow is not published. Publish it, or remove its Pivot URL from KAZOO.'
    : 'The flow is in the trash and was not published. Remove its Pivot URL from KAZOO.'
}

/**
 * The reply where KAZOO keeps no fallback of its own: a refusal would be silence until the caller hangs up
 * (docs/design.md#twiml-flows).
 */
export const sayFallback = (fallback: Fallback, format: Format, why: string): PivotReply => ({
  ...refuse(200, why),
  ...fallbackAnswer(fallback, format),
})

const refuse = (status: number, why: string): PivotReply => ({
  status,
  contentType: 'application/json',
  body: JSON.stringify({ error: why }),
  why,
  answer: null,
  warnings: [],
  flowId: null,
  makeEntry: null,
})

function refuseToKazoo(arrived: Arrived, deps: PivotDeps, status: number, why: string): PivotReply {
  const { continuation, start } = arrived
  if (!continuation || !start) return refuse(status, why)
  const { format } = start.flow.settings
  return formatTraits[format].keepsFallback
    ? refuse(status, why)
    : sayFallback(fallbackOfCall(continuation, start, deps), format, why)
}

/** The fallback of the flow that the call began with, as in its answers: the caller of a sub-flow answers for it. */
function fallbackOfCall({ frames, epoch }: Continuation, start: ResolvedFlow, { flows }: PivotDeps): Fallback {
  const [first] = frames
  const began = first ? flows.resolve(first.flowId, first.version, epoch) : null
  return (began ?? start).flow.fallback
}

const outcomeOf = ({ status, contentType, body }: PivotReply, error: string): LoggedOutcome => ({
  status,
  error,
  response: { contentType, body },
})
