import type { PreviewEvent } from '@callflow-studio/model/api'

/**
 * Where a previewed call pauses.
 *
 * @param seen how many lines were shown before
 * @param breakpoints ids of steps
 * @returns how many lines to show: up to the next arrival at one of the steps; null: all
 */
export function pauseAt(events: readonly PreviewEvent[], seen: number, breakpoints: readonly string[]): number | null {
  const index = events.findIndex(
    ({ nodeId }, at) =>
      at >= seen && nodeId !== null && breakpoints.includes(nodeId) && events[at - 1]?.nodeId !== nodeId,
  )
  return index === -1 ? null : index + 1
}
