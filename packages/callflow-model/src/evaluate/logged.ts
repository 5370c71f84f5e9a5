/** What may be logged of an answer beside its text: variables and look-ups, with nothing sensitive in them. */
import type { LoggedLookUp } from '../api/calls.ts'
import type { SentLookUp } from '../api/look-ups.ts'
import { MASKED } from '../compile/masks.ts'
import type { Json } from '../json.ts'
import type { LookUpReply, LookUpRequest } from '../nodes/contract/look-up.ts'
import type { Evaluation } from './evaluation.ts'
import { readsSensitive, redactMessage } from './sensitive.ts'

/** Variables where the studio's own part ends; null where the flow has none. */
export function loggedVariables({ log: { handover } }: Evaluation): Record<string, Json> | null {
  if (!handover) return null
  const { vars, sensitive } = handover
  const names = Object.keys(vars)
  if (names.length === 0) return null
  return Object.fromEntries(names.map((name) => [name, sensitive?.has(name) ? MASKED : (vars[name] ?? null)]))
}

/**
 * Look-ups in their order. A step that reads or sets anything sensitive may have it in any spelling in its request or its reply:
 * there the texts are masked as a whole.
 */
export const loggedLookUps = (evaluation: Evaluation): LoggedLookUp[] =>
  evaluation.log.lookUps.map(({ node, path, request, reply }) => {
    const hidesRequest = readsSensitive(evaluation, node.reads, path)
    const { feedsSensitive } = path.at.flow
    const hidesReply = hidesRequest || node.sets.some((name) => feedsSensitive.has(name))
    const clean = (text: string): string => redactMessage(evaluation, evaluation.log.handover ?? path, text)
    return {
      nodeId: node.id,
      request: hidesRequest ? maskSent(request) : toSent(request, clean),
      reply: toReply(reply, (text) => (hidesReply ? MASKED : clean(text))),
    }
  })

const toSent = ({ method, shownUrl, headers, body }: LookUpRequest, clean: (text: string) => string): SentLookUp => ({
  method,
  url: clean(shownUrl),
  headers: headers.map(([name, value]) => [name, clean(value)]),
  body: body === null ? null : clean(body),
})

/** Only where it went. */
const maskSent = ({ method, shownUrl, headers, body }: LookUpRequest): SentLookUp => ({
  method,
  url: `${/^https?:\/\/[^/?#]*/i.exec(shownUrl)?.[0] ?? ''}/${MASKED}`,
  headers: headers.map(([name]) => [name, MASKED]),
  body: body === null ? null : MASKED,
})

const toReply = (reply: LookUpReply, clean: (text: string) => string): LookUpReply =>
  reply.ok
    ? { ...reply, text: reply.text === '' ? '' : clean(reply.text) }
    : { ...reply, message: clean(reply.message) }
