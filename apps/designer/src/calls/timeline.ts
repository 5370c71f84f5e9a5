/** Where the requests of a call stand on its time axis, and what KAZOO had to do between them. */
import { asksCaller, type FlowDocument, pathBack, titleOf } from '@callflow-studio/model'
import type { CallRequestDetail } from '@callflow-studio/model/api'
import { newDigits } from './request-facts.ts'

interface TimelineEntry {
  /** Since the call began. */
  atMs: number
  /** Where it stands on the axis, 0 to 1: by its time, but never over the one before. */
  place: number
  tookMs: number
  /** Titles of the steps that the answer held, as sent, each once. */
  steps: string[]
  /** What the caller pressed before the next request; empty: nothing, or not known. */
  pressed: string
  /** KAZOO came back after this answer. */
  cameBack: boolean
}

export interface Timeline {
  entries: TimelineEntry[]
  /** The axis, in seconds from 0; the last one is the end. */
  ticks: number[]
}

const STEPS_S = [5, 10, 30, 60, 300, 600, 3600]

export function timelineOf(document: FlowDocument | null, details: readonly CallRequestDetail[]): Timeline {
  const start = details[0] ? new Date(details[0].at).getTime() : 0
  const entries = details.map((detail, index): Omit<TimelineEntry, 'place'> => {
    const next = details[index + 1]
    return {
      atMs: new Date(detail.at).getTime() - start,
      tookMs: detail.tookMs,
      steps: sentSteps(document, detail, next?.askedFor ?? null),
      pressed: next ? newDigits(detail.request, next.request) : '',
      cameBack: next !== undefined,
    }
  })
  const lastS = (entries.at(-1)?.atMs ?? 0) / 1000
  // The last answer needs room too: at least a third of the axis lies behind it.
  const endS = Math.max(15, lastS * 1.5)
  const step = STEPS_S.find((candidate) => endS / candidate <= 7) ?? 3600
  const ticks = Array.from({ length: Math.ceil(endS / step) + 1 }, (_, index) => index * step)
  return { entries: place(entries, (ticks.at(-1) ?? 1) * 1000), ticks }
}

/** The part of the axis that a number and its milliseconds take. */
const MIN_GAP = 0.075

function place(entries: readonly Omit<TimelineEntry, 'place'>[], endMs: number): TimelineEntry[] {
  const gap = Math.min(MIN_GAP, 0.9 / Math.max(1, entries.length))
  let free = 0
  return entries.map((entry) => {
    const at = Math.max(free, entry.atMs / endMs)
    free = at + gap
    return { ...entry, place: at }
  })
}

/** Of an answer after which KAZOO came back only what led there; of the last one everything. */
function sentSteps(document: FlowDocument | null, { nodes }: CallRequestDetail, cameBackFor: string | null): string[] {
  const onPath = new Set(pathBack(nodes, cameBackFor))
  const titles = nodes
    .filter((_, at) => cameBackFor === null || onPath.has(at))
    .flatMap(({ kind, nodeId }) => {
      const node = document?.nodes.find(({ id }) => id === nodeId)
      // A question is put by KAZOO; any other step that KAZOO asks for again is ours, and KAZOO is done when it asks.
      return node && (kind === 'sent' || (kind === 'asks' && asksCaller(node.type))) ? [titleOf(node)] : []
    })
  return [...new Set(titles)]
}
