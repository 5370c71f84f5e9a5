/** Which flows the list shows, in which order. */
import type { FlowSummary } from '@callflow-studio/model/api'

export type Shelf = 'all' | 'live' | 'drafts' | 'trash'
export type Order = 'changed' | 'name' | 'calls'

/** Never published, or changed since. */
export const isDraft = (flow: FlowSummary): boolean => flow.liveVersion === null || flow.draftChanged
export const isLive = (flow: FlowSummary): boolean => flow.liveVersion !== null

export function sortFlows(flows: readonly FlowSummary[], shelf: Shelf, order: Order): FlowSummary[] {
  return flows
    .filter((flow) => (shelf === 'live' ? isLive(flow) : shelf === 'drafts' ? isDraft(flow) : true))
    .toSorted(ORDERS[order])
}

const byName = (a: FlowSummary, b: FlowSummary) => a.name.localeCompare(b.name)
const ORDERS: Record<Order, (a: FlowSummary, b: FlowSummary) => number> = {
  name: byName,
  changed: (a, b) => b.updatedAt.localeCompare(a.updatedAt) || byName(a, b),
  calls: (a, b) => b.callsToday.calls - a.callsToday.calls || byName(a, b),
}
