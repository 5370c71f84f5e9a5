/** Keys pressed while something is said, where the whole call is shown at once. */
import type { ListedAction, Preview, PreviewEvent } from '@callflow-studio/model/api'
import { timeBefore } from '../state/act-times.ts'

/** So soon after the begin of a sentence a key is pressed; in a shorter one in the middle of it. */
const USUAL_MS = 1000

const isHeard = ({ kind }: PreviewEvent): boolean => kind === 'speech' || kind === 'media' || kind === 'tone'

/** @returns the line during which keys are typed ahead: the last one heard up to a line; null where there is none */
export function heardLine({ events }: Preview, upTo: number | null): number | null {
  const last = events.slice(0, upTo === null ? events.length : upTo + 1).findLastIndex(isHeard)
  return last === -1 ? null : last
}

/** @returns what the caller does, and how much they had done before that line: what they did after it is another call */
export function typeAhead(preview: Preview, line: number, digits: string): { action: ListedAction; acts: number } {
  const { atMs, acts } = preview.events[line] ?? { atMs: 0, acts: 0 }
  const endMs = preview.events[line + 1]?.atMs ?? preview.durationMs
  const pressedMs = atMs + Math.min(USUAL_MS, Math.round((endMs - atMs) / 2))
  return { action: { digits, afterMs: Math.max(0, Math.round(pressedMs - timeBefore(preview, acts))) }, acts }
}
