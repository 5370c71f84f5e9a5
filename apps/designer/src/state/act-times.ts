/** When the caller of a preview does something. */
import type { ListedAction, Preview } from '@callflow-studio/model/api'

/** @returns when the action before this one came, in milliseconds since the call began: `afterMs` counts from there */
export const timeBefore = (preview: Preview | null, acts: number): number => preview?.actedAtMs?.[acts - 1] ?? 0

/** @param acts how much the caller has done before; without a time of its own an action comes where the call waits */
export const timeOfAct = (preview: Preview | null, acts: number, { afterMs }: ListedAction): number =>
  afterMs === undefined ? (preview?.durationMs ?? 0) : timeBefore(preview, acts) + afterMs
