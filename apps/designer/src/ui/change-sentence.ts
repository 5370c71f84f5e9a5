/** What a change of a step means, as pieces of a sentence. */
import {
  describeChanges,
  type FlowDocument,
  type NameOf,
  portsOf,
  type StepChange,
  summaryOf,
  titleOf,
} from '@callflow-studio/model'
import { differingParts } from './text-difference.ts'

/**
 * A field or a way out that was one thing and is now another. Null: was not set, is no longer set, led nowhere. Empty: the
 * label says it.
 */
export interface Difference {
  label: string | null
  /** The way out this is about; null for fields. */
  way: string | null
  before: string | null
  after: string | null
}

/** @returns fields first, then ways out, in the order of the step; empty for added and removed steps. */
export function differencesOf(
  change: StepChange,
  before: FlowDocument,
  after: FlowDocument,
  nameOf?: NameOf,
): Difference[] {
  const dataIn = ({ nodes }: FlowDocument) => nodes.find(({ id }) => id === change.nodeId)?.data ?? {}
  const described = describeChanges(change.node.type, change.fields, dataIn(before), dataIn(after), nameOf)
  const fields = described.map(({ label, before: was, after: is }) => {
    const [shortWas, shortIs] = was !== null && is !== null ? differingParts(was, is) : [was, is]
    return { label, way: null, before: shortWas, after: shortIs }
  })
  const ports = portsOf(change.node, [...before.edges, ...after.edges])
  const ways = change.ways.map((way) => {
    const port = ports.find(({ key }) => key === way.port)
    return {
      label: null,
      way: [port?.keyCap, port?.label].filter(Boolean).join(' '),
      before: titleIn(before, way.before),
      after: titleIn(after, way.after),
    }
  })
  return [...fields, ...ways]
}

/** What an added or removed step does, in a line. */
export const lineOf = (change: StepChange): string =>
  summaryOf(change.node).replaceAll(/\{\{\s*(?:vars\.)?(.*?)\s*\}\}/g, '$1')

function titleIn(document: FlowDocument, nodeId: string | null): string | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  return node ? titleOf(node) : null
}
