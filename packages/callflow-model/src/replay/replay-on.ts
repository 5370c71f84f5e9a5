/** A replayed call on another document: what the caller did, on what is drawn now. */
import type { WaitingFor } from '../api/index.ts'
import type { FlowNode } from '../document/flow-document.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { tableUseOf } from '../scenario/step-references.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import type { Walked } from '../simulate/walk-call.ts'
import type { LoggedWorld } from './logged-world.ts'
import { servicesOf } from './logged-world.ts'
import { playLogged, type SpecialDays } from './play-logged.ts'
import { nodesOf, type Replayed } from './replay-call.ts'

/**
 * Plays a call once more on another document.
 * @param version what it was replayed on first
 * @returns the call, and what it asks for that the log does not tell: it stays there
 * @throws never
 */
export function replayOn(
  tested: TestedFlow,
  version: TestedFlow,
  { call, world, stopsEarly }: Replayed,
  specialDays: SpecialDays = () => null,
): Promise<Walked & { missing: string | null }> {
  const [nodeOf, before] = [nodesOf(tested), nodesOf(version)]
  const known = { ...world, rows: rowsOf(world, nodeOf, before) }
  const count = call.times?.length ?? 1
  return playLogged(tested, {
    call,
    services: servicesOf(known, nodeOf),
    specialDays,
    caller: createWillingCaller(call.does),
    onRequest: ({ index }) => !stopsEarly || index < count,
  })
}

/** Only of steps that ask for the same: what another question would find is not known. */
function rowsOf(
  { rows }: LoggedWorld,
  now: (nodeId: string) => FlowNode | undefined,
  before: (nodeId: string) => FlowNode | undefined,
): LoggedWorld['rows'] {
  const question = (node: FlowNode | undefined): string =>
    node && tableUseOf(node) === 'reads' ? JSON.stringify([node.type, node.data]) : ''
  return Object.fromEntries(Object.entries(rows).filter(([id]) => question(now(id)) === question(before(id))))
}

/** Does one action after the other; where the next one does not fit, the call stays. */
function createWillingCaller(does: readonly CallerAction[]): SimulatedCaller {
  const left = [...does]
  return {
    during: () => null,
    acts(_, waiting) {
      const [next] = left
      if (!next || !fits(next, waiting)) return []
      left.shift()
      return [next]
    },
  }
}

function fits(action: CallerAction, { kind, choices }: WaitingFor): boolean {
  if ('hangup' in action) return true
  if ('digits' in action) return kind === 'digits' || kind === 'menu'
  return choices.some(({ key }) => key === action.outcome)
}
