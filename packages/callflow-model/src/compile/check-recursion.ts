/**
 * Flows that come back to themselves before any step has reached the caller: no call would ever leave them. With a KAZOO
 * step in between, recursion is a loop like any other.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import { type CompileContext, flowOf } from './compile-context.ts'
import type { PreparedFlow, PreparedNode } from './prepared-flow.ts'

export function checkRecursion(own: PreparedFlow, context: CompileContext): Diagnostic[] {
  if (own.calls.length === 0) return []
  const ownId = context.flowId ?? ''
  const silence = createSilence((id) => (id === ownId ? own : flowOf(id, own, context)))
  /** Flows from which no way leads back: looked at once, however many ways lead there. */
  const harmless = new Set<string>()
  const comesBack = (node: PreparedNode, above: ReadonlySet<string>): boolean => {
    const id = node.enters ?? ''
    if (above.has(id)) return true
    if (harmless.has(id)) return false
    const deeper = new Set([...above, id])
    if (silence(id).calls.some((inner) => comesBack(inner, deeper))) return true
    harmless.add(id)
    return false
  }
  return silence(ownId).calls.flatMap((node) => {
    if (!comesBack(node, new Set([ownId]))) return []
    return [
      {
        severity: 'error',
        code: 'flow-call.recursion',
        nodeId: node.id,
        field: 'flowId',
        short: 'It calls itself',
        message:
          'This sub-flow calls itself before the caller hears anything, so no call ever leaves it. Add a step that the caller hears before it.',
      } as const,
    ]
  })
}

/** What a call can do in a flow before any KAZOO step. */
interface Silence {
  /** Steps that run other flows. */
  calls: readonly PreparedNode[]
  /** Whether it can come to the flow's end. */
  canEnd: boolean
}

/** A flow that is not known does nothing. */
const NOTHING_KNOWN: Silence = { calls: [], canEnd: false }

function createSilence(find: (flowId: string) => PreparedFlow | null): (flowId: string) => Silence {
  const known = new Map<string, Silence>()
  return function silence(flowId) {
    const before = known.get(flowId)
    if (before) return before
    known.set(flowId, NOTHING_KNOWN) // while it is being found: a flow in a circle does not end
    const calls: PreparedNode[] = []
    let canEnd = false
    const seen = new Set<PreparedNode>()
    const start = find(flowId)?.start
    const stack = start ? [start] : []
    for (let node = stack.pop(); node; node = stack.pop()) {
      if (seen.has(node) || node.module || node.asks > 0) continue
      seen.add(node)
      if (node.enters !== null) calls.push(node)
      const goesOn = node.enters === null || silence(node.enters).canEnd
      for (const edge of node.edges) if (goesOn || edge.port === 'error') stack.push(edge.target)
      if (goesOn && node.openPorts.length > 0) canEnd = true
    }
    const found = { calls, canEnd }
    known.set(flowId, found)
    return found
  }
}
