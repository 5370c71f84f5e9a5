/** What the canvas shows of a flow's traffic, by steps and connections of the drawing. */
import { definitionOf, type FlowDocument } from '@callflow-studio/model'
import type { Traffic } from '@callflow-studio/model/api'

export interface EdgeTraffic {
  calls: number
  /** Of all calls, 0 to 1. */
  share: number
  /** unknown: KAZOO tells of no call which exit it took. never: calls came to the step, and none took this exit. */
  state: 'taken' | 'never' | 'unknown' | 'unreached'
}

type StepTraffic = Traffic['steps'][number]

export interface TrafficView {
  /** By edge id. */
  edges: Readonly<Record<string, EdgeTraffic>>
  /** By the id of the step. */
  steps: Readonly<Record<string, StepTraffic>>
}

/** A connection from the start is taken by every call. */
export function trafficView(document: FlowDocument, { calls, steps, exits }: Traffic): TrafficView {
  const byStep = Object.fromEntries(steps.map((step) => [step.nodeId, step]))
  const startId = document.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')?.id
  const taken = new Map(exits.map(({ nodeId, port, calls }) => [`${nodeId} ${port}`, calls]))
  return {
    steps: byStep,
    edges: Object.fromEntries(
      document.edges.map(({ id, source, sourceHandle }) => {
        const count = source === startId ? calls : (taken.get(`${source} ${sourceHandle}`) ?? 0)
        const from = byStep[source]
        const isReached = from !== undefined && from.calls > 0
        const state = count > 0 ? 'taken' : from && from.unreported > 0 ? 'unknown' : isReached ? 'never' : 'unreached'
        return [id, { calls: count, share: calls === 0 ? 0 : Math.min(1, count / calls), state }]
      }),
    ),
  }
}

/** In pixels: an exit that every call takes is this much thicker than one that is hardly taken. */
const THICKNESS = 11
const THINNEST = 1.5

export const thicknessOf = ({ share, state }: EdgeTraffic): number =>
  state === 'taken' ? THINNEST + share * THICKNESS : THINNEST
