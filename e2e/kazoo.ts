/**
 * KAZOO's half of a call, for tests: it sends the requests that KAZOO's own encoder produced, and follows an answer to
 * the next request, as KAZOO would.
 */
import { kazooRefusals, RECORDED_REQUESTS, type RecordedRequest } from '@callflow-studio/model/testing'
import { expect } from './studio.ts'

/** One node of a callflow, as it comes over the wire. */
export interface CallflowNode {
  module: string
  data: Record<string, unknown>
  children?: Record<string, CallflowNode>
}

/** The requests that KAZOO's encoder produced, in its own format. */
export const recordedRequests = (): readonly RecordedRequest[] =>
  RECORDED_REQUESTS.filter(({ format }) => format === 'kazoo')

/** Sends a recorded request to a flow's Pivot URL, byte for byte but for the address. */
export function send(recorded: RecordedRequest, pivotUrl: string): Promise<CallflowNode> {
  const { origin, pathname } = new URL(recorded.voice_url)
  const url = pivotUrl + recorded.request.url.slice(`${origin}${pathname}`.length)
  const { headers, body } = recorded.request
  return answerOf(fetch(url, body === '' ? { headers } : { method: 'POST', headers, body }))
}

/** What KAZOO sends at a `pivot` in an answer, with the digits that the call has collected so far. */
export function goOn(answer: CallflowNode, call: Record<string, unknown>, digits: Record<string, string>) {
  const { voice_url, method, req_body_format } = find(answer, 'pivot').data
  expect([method, req_body_format]).toEqual(['post', 'json'])
  return answerOf(
    fetch(String(voice_url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ ...call, Digits: digits }),
    }),
  )
}

/** The collection into which an answer takes keys. */
export const collectionOf = (answer: CallflowNode): string => String(find(answer, 'collect_dtmf').data.collection_name)

/** The first module of this name, from the root down. */
export function find(answer: CallflowNode, module: string): CallflowNode {
  const found = all(answer).find((node) => node.module === module)
  if (!found) throw new Error(`no ${module} in ${JSON.stringify(answer)}`)
  return found
}

/** Every module of an answer, in the order in which a call could reach it. */
export const all = (node: CallflowNode): CallflowNode[] => [node, ...Object.values(node.children ?? {}).flatMap(all)]

async function answerOf(asked: Promise<Response>): Promise<CallflowNode> {
  const response = await asked
  const body = await response.text()
  expect(response.status, body).toBe(200)
  expect(response.headers.get('content-type')).toMatch(/^application\/json/)
  expect(response.headers.get('connection')).toBe('close')
  const answer: unknown = JSON.parse(body)
  // The studio of a test has no public address; that KAZOO refuses 127.0.0.1 is a test of the server's own.
  expect(kazooRefusals(answer, { allowLoopback: true }), `KAZOO would refuse ${body}`).toEqual([])
  return answer as CallflowNode
}
