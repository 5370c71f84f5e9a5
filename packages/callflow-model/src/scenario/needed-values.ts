/** What the steps along a plan need to take its exits. */
import type { FlowNode } from '../document/flow-document.ts'
import type { DrawnExit } from './drawn-exits.ts'
import { inputOf, type Need, needsOf, readOf } from './step-inputs.ts'

/** What must be set so that the steps ahead take the exits of the plan; of several values for one read the first counts. */
export function needsAlong(plan: readonly DrawnExit[], nodes: ReadonlyMap<string, FlowNode>, turn: number): Need[] {
  const needs: Need[] = []
  /** What steps on the way have set by then, and by what it is read before them; null: it is set for good. */
  const set = new Map<string, string | null>()
  for (const { nodeId, port } of plan) {
    const node = nodes.get(nodeId)
    const input = node ? inputOf(node, port) : null
    if (input?.kind === 'compares')
      for (const { read, value } of needsOf(input.comparisons, turn)) {
        const before = set.has(read) ? set.get(read) : read
        if (before && !needs.some((known) => known.read === before)) needs.push({ read: before, value })
      }
    if (input?.kind === 'assigns')
      for (const { name, text } of input.values) {
        const read = readOf(text)
        set.set(`vars.${name}`, read === null ? null : set.has(read) ? (set.get(read) ?? null) : read)
      }
    else if (input && 'assigns' in input) for (const { name } of input.assigns) set.set(`vars.${name}`, null)
    if (input?.kind === 'keys' && input.variable) set.set(`vars.${input.variable}`, null)
  }
  return needs
}

export const needFor = (needs: readonly Need[], read: string): string | undefined =>
  needs.find((need) => need.read === read)?.value
