/** What came of the call of a scenario: where it went, and what it took. */
import type { Exchange, PreviewEvent } from '../api/index.ts'
import type { Json } from '../json.ts'
import type { EndKind } from '../simulate/next.ts'
import type { SimulatedLeg } from '../simulate/simulated-leg.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { exitsOf, type StepPlace, type TakenExit } from './taken-exits.ts'
import type { TestedFlow } from './tested-flow.ts'

export interface ScenarioOutcome {
  /** The transcript. */
  events: readonly PreviewEvent[]
  exchanges: readonly Exchange[]
  /** Steps that the call got to, each once, in the order of the call. */
  nodes: readonly StepPlace[]
  /** Exits that it took, each once. */
  exits: readonly TakenExit[]
  /** Times in which the caller heard nothing because of requests; those that follow each other at once are one. */
  silences: readonly { atMs: number; durationMs: number }[]
  /** How many requests KAZOO sent. */
  requests: number
  /** Variables of the flow at the end of the call. */
  variables: Readonly<Record<string, Json>>
  /** Why the call is over, in words, and what that is to the caller; null where it is not. */
  ended: string | null
  end: EndKind | null
  durationMs: number
}

export function outcomeOf(tested: TestedFlow, { line, last }: Walked): ScenarioOutcome {
  return {
    events: line.events,
    exchanges: line.exchanges,
    ...exitsOf(tested, line.passed, line.events),
    silences: silencesIn(line),
    requests: line.exchanges.length,
    variables: variablesOf(tested.flow.id, line),
    ended: last.kind === 'ended' ? last.why : null,
    end: last.kind === 'ended' ? last.end : null,
    durationMs: line.atMs,
  }
}

function silencesIn({ exchanges, requests }: SimulatedLeg): ScenarioOutcome['silences'] {
  const silences: { atMs: number; durationMs: number }[] = []
  const sent = requests.filter(({ isSent }) => isSent)
  exchanges.forEach(({ atMs }, index) => {
    const durationMs = sent[index]?.waitedMs ?? 0
    const last = silences.at(-1)
    if (durationMs === 0) return
    if (last && last.atMs + last.durationMs === atMs) last.durationMs += durationMs
    else silences.push({ atMs, durationMs })
  })
  return silences
}

/** A value that no later step reads does not travel with the call, and is what it was. */
const variablesOf = (flowId: string, { passed }: SimulatedLeg): Record<string, Json> =>
  Object.assign(
    {},
    ...passed.map(({ reply, index }) => {
      const state = reply.states?.[index]
      return state?.flowId === flowId ? state.variables : {}
    }),
  )
