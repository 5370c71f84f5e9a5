/** What goes into the evaluation of one request of KAZOO, and what comes out: the model's half of `/pivot`. */

import type { LoggedLookUp } from '../api/calls.ts'
import type { TraceEntry } from '../api/index.ts'
import type { PreparedFlow, PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import type { CallFacts } from '../kazoo/call-facts.ts'
import type {
  LookUpReply,
  LookUpRequest,
  TableQuery,
  TableReply,
  TableWrite,
  TableWritten,
} from '../nodes/contract/look-up.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { SwitchState, SwitchWrite, SwitchWritten } from '../nodes/contract/switch-state.ts'

/** A flow that called another one (`flow.call`), waiting for it to end; as it travels in a token. */
export interface SealedFrame {
  flowId: string
  version: number
  /** The `flow.call` to go on from. */
  nodeId: string
  vars: Record<string, Json>
  sensitive: string[]
}

/** The same while an answer is made. */
export interface Frame {
  at: ResolvedFlow
  node: PreparedNode
  vars: Readonly<Record<string, Json>>
  sensitive: ReadonlySet<string> | null
}

/**
 * With what KAZOO comes back to a continuation. cut: with nothing, the step is entered. question: with what was pressed.
 * silence: nothing was pressed or said. step: a KAZOO step has run, and its exit is chosen now. Those two in TwiML only.
 * recording: the caller was recorded, for the studio to keep.
 */
export interface ResumePoint {
  after: 'cut' | 'question' | 'silence' | 'step' | 'recording'
  /** The collection that the answer to a question is in, or the id of the recording; null where nothing was asked. */
  expected: string | null
  /** Which question of an `input.*` this is, from 1. */
  attempt: number
}

/** The state of a call between two requests; sealed into the token of a `pivot` (docs/design.md#tokens). */
export interface Continuation extends ResumePoint {
  epoch: number
  flowId: string
  version: number
  nodeId: string
  vars: Record<string, Json>
  /** Names of variables that hold something sensitive. */
  sensitive: string[]
  /** Custom variables that were given something sensitive in this call, by a flow that did not know that it was. */
  hidden: string[]
  /** Continuations so far in this call. */
  hops: number
  callId: string
  /** Account-ID, From, To, Caller-ID-Number: what still binds the token when a transfer has changed the Call-ID. */
  identity: readonly [string, string, string, string]
  frames: SealedFrame[]
  /** Custom variables that were set in this call and that KAZOO may not send back. */
  custom: Record<string, Json>
  /** The id of the latest recording of this call that the studio keeps; null: there is none. */
  recordingId: string | null
}

/** What an upload address is sealed for: one recording of one call. */
export interface RecordingSource {
  flowId: string
  version: number
  nodeId: string
  callId: string
  /** The request of the call whose answer holds the address, from 1. */
  visit: number
}

/** Recordings that the studio keeps: where KAZOO uploads one, and where it can be played afterwards. */
export interface RecordingUploads {
  /** Seals a new upload address, which is good for one file. */
  open: (source: RecordingSource) => { id: string; uploadUrl: string }
  /** The address of a recording is known before its file has arrived. */
  urlOf: (id: string) => string
}

/** What a call may ask of other servers and of storage; the server carries it out, previews answer with mocks. */
export interface Services {
  /** Guarded and limited; never rejects. @param timeoutMs what is left for it */
  lookUp: (request: LookUpRequest, timeoutMs: number) => Promise<LookUpReply>
  /**
   * A row of a table as it was at this epoch, or as it is now if the table says so; a promise where the store cannot tell at once.
   * @param nodeId the step that reads
   */
  readTable: (query: TableQuery, nodeId: string) => TableReply | Promise<TableReply>
  /**
   * The days in a table at this epoch, or now if the table says so; null where it is gone, a promise where the store cannot
   * tell at once. Left out: there are none.
   */
  specialDays?: (table: string, epoch: number) => DayList | null | Promise<DayList | null>
  /** What a switch is set to, now and for all calls. Left out: every switch is automatic. */
  switchState?: (id: string, now: Date) => SwitchState
  /** Sets a switch for all calls. Never rejects. @param timeoutMs what is left for it. Left out: none can be set. */
  setSwitch?: (write: SwitchWrite, timeoutMs: number) => Promise<SwitchWritten>
  /** Changes a row of a live table: all of it or nothing. Never rejects. @param timeoutMs what is left for it */
  writeTable: (write: TableWrite, timeoutMs: number) => Promise<TableWritten>
  /** The value of a secret; undefined where there is none of that name. */
  secret: (name: string) => string | undefined
}

/** One published flow, resolved as of an epoch. */
export interface ResolvedFlow {
  flowId: string
  version: number
  flow: PreparedFlow
}

export interface AnswerInput {
  start: ResolvedFlow
  epoch: number
  facts: CallFacts
  /** Null at a call's first request. */
  continuation: Continuation | null
  /** Names this request: KAZOO may send the same one again. Left out: it cannot be told. */
  requestName?: string | null
  /** Where the walk begins instead of the start node; for previews. */
  startAt?: string | undefined
  /** Why no step runs, in words: the answer is the flow's fallback. Left out: the flow runs. */
  onlyFallback?: string | undefined
  now: Date
  /** Whether the answer tells its `states`; for simulated calls, never for what is logged. */
  keepsStates?: boolean
  /** Milliseconds since the request came in: past `ANSWER_BUDGET_MS` the answer is the fallback. */
  elapsedMs?: () => number
  /** Seals a continuation and returns the absolute voice_url that holds it. */
  seal: (continuation: Continuation) => string
  /** The flow that `flow.call` enters, as of the epoch; null if there is none. */
  resolve: (flowId: string, version: number | null) => ResolvedFlow | null
  /** Left out: every look-up fails. */
  services?: Services
  /** Left out: steps that keep a recording fail. */
  recordings?: RecordingUploads
}

/** A module of the answer, in the order of emission; `parent` and `key` say where it stands in the tree. */
export interface SentModule {
  /** Null for what no step stands for: the default fallback, an ordinary stop. */
  nodeId: string | null
  parent: number
  key: string
}

/** What was true at an entry of the trace. */
export interface TraceState {
  /** The flow that the step is in. */
  flowId: string
  /** Variables of that flow as the call comes to the step. */
  entered: Readonly<Record<string, Json>>
  /** The same after the step, if it ran in the studio. */
  variables: Readonly<Record<string, Json>>
}

export interface Answer {
  contentType: string
  /** What KAZOO gets. */
  body: string
  /** The same with sensitive values and tokens masked: the only form that may be logged; made when it is asked for. */
  loggedBody: () => string
  trace: TraceEntry[]
  /** Beside each entry of the trace; null unless `keepsStates`. */
  states: readonly TraceState[] | null
  modules: SentModule[]
  /** True if the whole answer or a branch of it is the fallback. */
  failures: { nodeId: string | null; code: string; message: string }[]
  warnings: { nodeId: string; message: string }[]
  /** True if the answer holds a continuation: KAZOO will ask again. */
  isWaiting: boolean
  /** Variables at the end of the studio's own part, before KAZOO decides. */
  variables: Readonly<Record<string, Json>>
  /** The same as they may be logged; null where there are none. */
  loggedVariables: () => Record<string, Json> | null
  /** Look-ups that were made for this answer; null where none was. */
  loggedLookUps: (() => LoggedLookUp[]) | null
}
