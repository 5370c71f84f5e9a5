/** A replayed call as a test. */
import type { LookUpResult, PreviewLookUp } from '../api/index.ts'
import { parseDuration } from '../scenario/duration.ts'
import type { ScenarioReply } from '../scenario/scenario.ts'
import { scenarioFromPreview } from '../scenario/scenario-from-preview.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import { writeScenarios } from '../scenario/write-scenarios.ts'
import type { Replayed } from './replay-call.ts'

/**
 * Writes a replayed call down: what happens in it is what is expected, and that it comes to where the log ends.
 * @param tested the version that it was replayed on
 * @param name what is tested
 * @returns YAML
 */
export async function testOfCall(tested: TestedFlow, { call, walked, world }: Replayed, name: string): Promise<string> {
  const lookUps = Object.entries(world.replies).flatMap(([nodeId, replies]) =>
    replies.map((reply): PreviewLookUp => ({ nodeId, isMock: true, request: NOT_SENT, reply: toResult(reply) })),
  )
  const { others: _, ...caller } = call.call
  const scenario = await scenarioFromPreview(
    tested,
    {
      call: caller,
      startedAt: new Date(call.now ?? 0),
      does: call.does,
      lookUps,
      switches: Object.fromEntries(Object.entries(call.switches ?? {}).filter(([, state]) => state !== 'automatic')),
      kept: call.kept ?? {},
      exchanges: walked.line.exchanges,
    },
    name,
  )
  const { last } = walked
  const at = last.kind === 'waiting' ? last.for.nodeId : null
  if (at === null) return writeScenarios([scenario])
  const { happens = [], expect, ...setup } = scenario
  const ending = { 'ends in': tested.names.nameOf(at) }
  return writeScenarios([{ ...setup, happens: [...happens, ending], ...(expect ? { expect } : {}) }])
}

const NOT_SENT: PreviewLookUp['request'] = { method: 'GET', url: '', headers: [], body: null }

function toResult(reply: LookUpResult | ScenarioReply): LookUpResult {
  if ('ok' in reply) return reply
  const durationMs = parseDuration(reply.takes ?? '0 ms') ?? 0
  if ('fails' in reply) return { ok: false, code: `look-up.${reply.fails}`, message: '', durationMs }
  const { status, body = '' } = reply
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { ok: true, status, contentType: null, text, durationMs }
}
