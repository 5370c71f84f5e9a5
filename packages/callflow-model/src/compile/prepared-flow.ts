/**
 * A flow, compiled: what the evaluator walks. Everything that can be known before a call is in here: parsed templates,
 * text pieces, which edges are cut, which variables are still read after a node.
 */
import type { FlowDocument } from '../document/flow-document.ts'
import type { Format } from '../kazoo/formats.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import type { NodeDefinition } from '../nodes/contract/define.ts'
import type { Fact, KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import type { StepCall } from '../nodes/contract/step-call.ts'
import type { StepResult } from '../nodes/contract/step-result.ts'
import type { JsonTemplate } from '../templates/json-template.ts'
import type { ReadPath } from '../templates/template.ts'
import type { NameSet } from './name-sets.ts'

/** Why KAZOO has to ask again before a step. */
export type CutReason = 'look-up' | 'write' | 'digits' | 'facts' | 'clock' | 'back edge' | 'join' | 'size'

/** One cut edge: KAZOO asks again for `nodeId`. */
export interface EdgeCut {
  edgeId: string
  nodeId: string
  reason: CutReason
}

export interface PreparedEdge {
  readonly edgeId: string
  readonly port: string
  /** The port as a child key in JSON, colon and all. */
  readonly key: string
  readonly target: PreparedNode
  /** Decided at publish; cuts by facts and clock are decided while walking. */
  readonly cut: 'back edge' | 'join' | 'size' | null
}

/** What a drawn step is by itself, wherever it stands. */
export interface PreparedStep {
  readonly id: string
  readonly title: string
  readonly definition: NodeDefinition | null
  /** Why this step cannot be carried out (a draft in preview); it fails when the call gets there. */
  readonly problem: string | null
  readonly reads: readonly ReadPath[]
  readonly readsClock: boolean
  /** It asks another server. */
  readonly looksUp: boolean
  /** It changes a table. */
  readonly writes: boolean
  readonly changes: readonly Fact[]
  /** 0 an instant, 1 seconds, 2 minutes. */
  readonly lasts: 0 | 1 | 2
  /** The module of a KAZOO step. */
  readonly module: { definition: KazooStepDefinition; json: JsonTemplate } | null
  /** It sets custom variables that KAZOO may not send back, so that they have to travel in the token. */
  readonly keepsCustom: boolean
  /** KAZOO continues at `_`, whether or not that is connected. */
  readonly takesWildcard: boolean
  readonly run: ((call: StepCall) => StepResult) | null
  /** For a `flow.call`: the variables or outputs of the sub-flow that it returns. */
  readonly outputsFrom: readonly { name: string; from: string }[]
  /** For a `flow.call`: the flow that it enters. */
  readonly enters: string | null
  /** Names under `vars` that it may set. */
  readonly sets: readonly string[]
  /** Those of them that are set when the call leaves by a port. */
  readonly setsOn: (port: string) => readonly string[]
  /** How often KAZOO may come back to it in one visit: for a question, or, in TwiML, to be told its exit. */
  readonly asks: number
}

/** The same in its flow, connected to the others. */
export interface PreparedNode extends PreparedStep {
  /** Connected ports, in declared order. */
  readonly edges: readonly PreparedEdge[]
  readonly edgeByPort: ReadonlyMap<string, PreparedEdge>
  /** Names under `vars` that this step or one after it may read; null: any. */
  readonly live: NameSet | null
  /** The same for the steps after it only. */
  readonly liveAfter: NameSet | null
  /** Ports of a studio step that are not connected, where a call leaves this flow; '' for a step that only ends it. */
  readonly openPorts: readonly string[]
  /** KAZOO steps in its expanded subtree. */
  readonly steps: number
}

/** A module of the fallback, for the trace. */
export interface FallbackModule {
  nodeId: string | null
  /** Index of the module above it, -1 at the root; and the child key there. */
  parent: number
  key: string
}

/** The constant steps that take the place of what failed. */
export interface Fallback {
  json: string
  bytes: number
  modules: readonly FallbackModule[]
  /** The same in each format; the default one in those that the flow does not answer in. */
  texts: Readonly<Record<Format, FallbackText>>
}

/** The fallback in one format. */
export interface FallbackText {
  /** Where it is the first that a call gets. */
  first: string
  /** Anywhere else: what works only as the first verb is a hang-up there. */
  later: string
  modules: readonly FallbackModule[]
}

export interface PreparedFlow {
  nodes: ReadonlyMap<string, PreparedNode>
  start: PreparedNode | null
  fallback: Fallback
  settings: FlowDocument['settings']
  /** The KAZOO that it is made for: its own setting, else the installation's. */
  profile: KazooProfile
  /** Declared variables that have a default. */
  defaults: Readonly<Record<string, unknown>>
  types: ReadonlyMap<string, string>
  sensitive: ReadonlySet<string>
  /** The same, and variables from which those take their values. */
  feedsSensitive: ReadonlySet<string>
  /** Whether any step asks for `now`. */
  readsClock: boolean
  /** Whether any step asks another server; those of sub-flows do not count. */
  looksUp: boolean
  /** Ids of the flows that it may enter. */
  calls: readonly string[]
  /** More than one end: the return from this flow is a join. */
  hasSeveralEnds: boolean
  /** What must not be logged of requests. */
  masks: Masks
}

export interface Masks {
  /** Digit collections that hold something sensitive; 'default' and plain digits are masked with any of them. */
  digits: ReadonlySet<string>
  custom: ReadonlySet<string>
  allDigits: boolean
}
