/**
 * Warnings for what callers suffer, beyond what is wrong with a flow. Each has its reason, and can be silenced with one, which
 * the document keeps at the step.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { callerRules } from './caller-rules.ts'
import { hearFlow } from './heard-flow.ts'

/** @returns at most one of a kind for each field, in the order of the rules; `silenced` holds the reason of those that are. */
export function adviseFlow(document: FlowDocument): Diagnostic[] {
  const flow = hearFlow(document)
  return callerRules.flatMap(({ code, reason, find }) =>
    find(flow).map(({ nodeId, field = null, ...found }): Diagnostic => {
      const silenced = flow.step(nodeId)?.node.silenced?.[code]
      return {
        severity: 'warning',
        code,
        nodeId,
        field,
        reason,
        ...found,
        ...(silenced === undefined ? {} : { silenced }),
      }
    }),
  )
}
