/** Which flows the list shows, in which order. */
import type { FlowSummary } from '@callflow-studio/model/api'

export type Shelf = 'all' | 'live' | 'drafts' | 'trash'
export type Order = 'changed' | 'name' | 'calls'

/** Never published, or changed since. */
export const isDraft = (flow: FlowSummary): boolean => flow.liveVersion === null || flow.draftChanged
export const isLive = (flow: FlowSummary): boolean => flow.liveVersion !== null

/** Every word of `search` must occur, in the name or in what the flow says. */
export function findFlows(flows: readonly FlowSummary[], shelf: Shelf, search: string, order: Order): FlowSummary[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return flows
    .filter((flow) => (shelf === 'live' ? isLive(flow) : shelf === 'drafts' ? isDraft(flow) : true))
    .filter((flow) => {
      const text = `${flow.name}\n${flow.searchText}`.toLowerCase()
      return words.every((word) => text.includes(word))
    })
    .toSorted(ORDERS[order])
}

const byName = (a: FlowSummary, b: FlowSummary) => a.name.localeCompare(b.name)
const ORDERS: Record<Order, (a: FlowSummary, b: FlowSummary) => number> = {
  name: byName,
  changed: (a, b) => b.updatedAt.localeCompare(a.updatedAt) || byName(a, b),
  calls: (a, b) => b.callsToday.calls - a.callsToday.calls || byName(a, b),
}
