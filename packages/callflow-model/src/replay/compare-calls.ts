/** The first thing that is not the same in two played calls. */
import type { ReplayDifference, ReplayPathStep } from '../api/index.ts'
import type { Beat, CallEnd, CallPath } from './call-path.ts'

/**
 * @param before the call as it was
 * @param after the same call now
 * @param isOpen the log of the call ends before the call does: what comes after it is no difference
 * @returns null where the caller hears and gets the same
 */
export function compareCalls(before: CallPath, after: CallPath, isOpen: boolean): ReplayDifference | null {
  const length = Math.min(before.beats.length, after.beats.length)
  let at = 0
  while (at < length && before.beats[at]?.words === after.beats[at]?.words) at++
  const [was, is] = [before.beats[at], after.beats[at]]
  const isElsewhere = !isSameEnd(before.end, after.end)
  if ((!was || !is) && (isOpen || !isElsewhere)) return null
  const parting = partingStep(before.steps, after.steps) ?? stepOf(before, before.beats.slice(0, at))
  return {
    nodeId: parting?.nodeId ?? null,
    title: parting?.title ?? null,
    ...sidesOf(was?.words ?? wordsOf(before.end), is?.words ?? wordsOf(after.end), before, after),
    isElsewhere,
  }
}

/** Where the words are the same, the steps that they are about are not. */
function sidesOf(was: string, is: string, before: CallPath, after: CallPath): { before: string; after: string } {
  if (was !== is) return { before: was, after: is }
  const [from, to] = [before.steps.at(-1)?.title, after.steps.at(-1)?.title]
  return { before: from ?? was, after: to ?? is }
}

const isSameEnd = (before: CallEnd, after: CallEnd): boolean =>
  before.nodeId === after.nodeId && before.kind === after.kind

const wordsOf = ({ words }: CallEnd): string => (words === '' ? 'Nothing more is known' : words)

/** The step that both come to and leave by different exits. */
function partingStep(before: readonly ReplayPathStep[], after: readonly ReplayPathStep[]): ReplayPathStep | null {
  let from = 0
  let last: ReplayPathStep | null = null
  for (const step of before) {
    const index = after.findIndex(({ nodeId }, place) => place >= from && nodeId === step.nodeId)
    const other = after[index]
    if (!other) return last
    if (other.exit !== step.exit) return step
    from = index + 1
    last = step
  }
  return null
}

function stepOf({ steps }: CallPath, same: readonly Beat[]): ReplayPathStep | null {
  const nodeId = same.findLast((beat) => beat.nodeId !== null)?.nodeId
  return steps.find((step) => step.nodeId === nodeId) ?? null
}
