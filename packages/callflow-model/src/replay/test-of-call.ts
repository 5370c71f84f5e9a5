/** A replayed call as a test. */
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
    replies.map((reply) => ({ nodeId, reply })),
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
