import type { TestRun } from '../api/index.ts'
import { drawnExits, exitKey } from './drawn-exits.ts'
import type { ScenarioOutcome } from './scenario-outcome.ts'
import type { TestedFlow } from './tested-flow.ts'

/** Which steps and exits of a flow tests get to. */
export interface Coverage {
  /** Of the steps that the start leads to. */
  steps: { reached: number; all: number }
  /** Of the exits that are connected, and those of the studio's steps at which a call may leave the flow. */
  exits: { reached: number; all: number }
  /** Ids, in the order of the document. */
  missedSteps: readonly string[]
  missedExits: readonly { nodeId: string; port: string }[]
}

/** @param results of tests of the flow, also as calls of the flows that enter it */
export function coverageOf(
  { flow }: Pick<TestedFlow, 'flow'>,
  results: readonly Pick<ScenarioOutcome, 'nodes' | 'exits'>[],
): Coverage {
  const { steps, exits } = drawnExits(flow.document)
  const isOwn = ({ flowId }: { flowId: string }): boolean => flowId === flow.id
  const reachedSteps = new Set(results.flatMap(({ nodes }) => nodes.filter(isOwn).map(({ nodeId }) => nodeId)))
  const reachedExits = new Set(results.flatMap((result) => result.exits.filter(isOwn).map(exitKey)))
  const missedSteps = steps.filter(({ id }) => !reachedSteps.has(id)).map(({ id }) => id)
  const missedExits = exits.filter((exit) => !reachedExits.has(exitKey(exit)))
  return {
    steps: { reached: steps.length - missedSteps.length, all: steps.length },
    exits: { reached: exits.length - missedExits.length, all: exits.length },
    missedSteps,
    missedExits: missedExits.map(({ nodeId, port }) => ({ nodeId, port })),
  }
}

/** @returns what a stored test got to, which tells of the steps of its flow only */
export const placesOf =
  (flowId: string) =>
  ({ steps, exits }: Pick<TestRun, 'steps' | 'exits'>): Pick<ScenarioOutcome, 'nodes' | 'exits'> => ({
    nodes: steps.map((nodeId) => ({ flowId, nodeId })),
    exits: exits.map((exit) => ({ flowId, ...exit })),
  })
