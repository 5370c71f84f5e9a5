/** What a rule about the comfort of callers is, and the flow as such rules look at it. */

import type { Graph } from '../compile/graph.ts'
import type { DiagnosticCode, Fix } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import type { Asked, Said } from '../nodes/contract/heard.ts'

export interface CallerRule {
  code: DiagnosticCode
  /** What callers suffer from it: shown beside the message. */
  reason: string
  find: (flow: HeardFlow) => readonly Found[]
}

/** One place where callers suffer. */
interface Found {
  nodeId: string
  field?: string
  /** What is so, and what to do. */
  message: string
  short?: string
  fix?: Fix
}

/** A step that a call can reach. */
export interface HeardStep {
  node: FlowNode
  definition: NodeDefinition
  data: Readonly<Record<string, unknown>>
  title: string
  says: readonly Said[]
  asks: Asked | null
}

export interface HeardFlow {
  document: FlowDocument
  graph: Graph
  /** In the order of the document. */
  steps: readonly HeardStep[]
  step: (id: string) => HeardStep | undefined
  /** The step that an exit leads to. */
  after: (id: string, port: string) => string | undefined
  /** Whether a call can come from one step to another; a step comes to itself by a loop only. */
  leadsTo: (from: string, isWanted: (step: HeardStep) => boolean) => boolean
  /** The steps that a call may come to without having heard a word: from the start, or since it last asked for keys. */
  unannounced: (since: 'start' | 'keys') => ReadonlySet<string>
  /** Whether the flow speaks English: only then are its words looked into. */
  isEnglish: boolean
}

/** Steps at which somebody may answer. */
export const reachesPeople = ({ definition }: HeardStep): boolean =>
  definition.category === 'Ring & Route' || definition.category === 'Conference & Queue'

/** The texts of a step, values left out. */
export const wordsOf = ({ says }: Pick<HeardStep, 'says'>): string =>
  says.map(({ text }) => text.replaceAll(/\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g, ' ')).join(' ')
