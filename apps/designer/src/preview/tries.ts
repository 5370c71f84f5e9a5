import type { FlowDocument } from '@callflow-studio/model'
import type { Preview } from '@callflow-studio/model/api'

/**
 * Which question this is, where a step asks several times.
 * @returns null where the step does not say how often it asks.
 */
export function triesOf(document: FlowDocument, preview: Preview): { current: number; most: number } | null {
  const nodeId = preview.waitingFor?.nodeId
  const most = document.nodes.find(({ id }) => id === nodeId)?.data.attempts
  if (typeof nodeId !== 'string' || typeof most !== 'number') return null
  let current = 1
  for (const event of preview.events.toReversed()) {
    if (event.nodeId !== null && event.nodeId !== nodeId) break
    // Where an exit was taken, the step was left: what is before was an earlier visit.
    if (event.kind === 'caller' && event.port !== undefined) break
    if (event.kind === 'caller') current += 1
  }
  return { current: Math.min(current, most), most }
}
