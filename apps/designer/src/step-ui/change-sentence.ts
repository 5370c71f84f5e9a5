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
import { differingParts } from '../ui/text-difference.ts'

/** A field or a port that was one thing and is now another. Null: was not set, is no longer set, or is not connected. */
export interface Difference {
  label: string | null
  /** The port this is about, in words; null for fields. */
  port: string | null
  before: string | null
  after: string | null
  /** An entry of a list: what is not there is not shown. */
  isEntry: boolean
}

/** @returns fields first, then ports, in the order of the step; empty for added and removed steps. */
export function differencesOf(
  change: StepChange,
  before: FlowDocument,
  after: FlowDocument,
  nameOf?: NameOf,
): Difference[] {
  const dataBefore = before.nodes.find(({ id }) => id === change.nodeId)?.data ?? {}
  const described = describeChanges(change.node.type, change.fields, dataBefore, change.node.data, nameOf)
  const fields = described.map(({ label, before: was, after: is, isEntry = false }) => {
    const [shortWas, shortIs] = was !== null && is !== null ? differingParts(was, is) : [was, is]
    return { label, port: null, before: shortWas, after: shortIs, isEntry }
  })
  const drawn = portsOf(change.node, [...before.edges, ...after.edges])
  const ports = change.ports.map((changed) => {
    const found = drawn.find(({ key }) => key === changed.port)
    return {
      label: null,
      port: [found?.keyCap, found?.label].filter(Boolean).join(' '),
      before: titleIn(before, changed.before),
      after: titleIn(after, changed.after),
      isEntry: false,
    }
  })
  return [...fields, ...ports]
}

/** A list may have gained several entries. */
export const differenceKey = ({ label, port, before, after }: Difference): string =>
  JSON.stringify([label, port, before, after])

/** What an added or removed step does, in a line. */
export const lineOf = (change: StepChange): string =>
  summaryOf(change.node).replaceAll(/\{\{\s*(?:vars\.)?(.*?)\s*\}\}/g, '$1')

function titleIn(document: FlowDocument, nodeId: string | null): string | null {
  const node = document.nodes.find(({ id }) => id === nodeId)
  return node ? titleOf(node) : null
}
