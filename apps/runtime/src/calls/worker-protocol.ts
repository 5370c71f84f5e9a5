/** What the answering thread and the call-log thread say to each other. */
import type {
  CallFilter,
  CallProblem,
  CallQuery,
  CallStore,
  CallsQuery,
  FoundCalls,
  Removed,
  RemovedOld,
  TrafficQuery,
  TrafficRow,
} from '../store/call-store.ts'
import type { StoreLocation } from '../store/location.ts'
import type { StepKinds } from '../store/steps-of-version.ts'
import type { CallTuple } from './call-entry.ts'

export interface OpensWith {
  location: StoreLocation
  kinds: StepKinds
}

export type ToWorker =
  | { kind: 'write'; rows: CallTuple[] }
  | { kind: 'list'; query: CallQuery }
  | { kind: 'listCalls'; query: CallsQuery }
  | { kind: 'digest'; limit: number; endedBefore: number }
  | { kind: 'find'; call: number }
  | { kind: 'problems'; from: number; endedBefore: number }
  | { kind: 'traffic'; query: TrafficQuery }
  | { kind: 'requestsOf'; keys: readonly string[] }
  | { kind: 'lookUpsOf'; flowId: string; limit: number }
  | { kind: 'counts'; from: number; to: number; exceptLane: number | null }
  | { kind: 'mark' }
  | { kind: 'removeOld'; before: number; maxBytes: number }
  | { kind: 'removeOldTraffic'; before: number }
  | { kind: 'remove'; filter: CallFilter; after: number }
  | { kind: 'close' }

/** What the answer to each question is. */
export interface WorkerAnswers {
  write: unknown
  list: Awaited<ReturnType<CallStore['list']>>
  listCalls: FoundCalls
  /** Whether there is more. */
  digest: boolean
  problems: CallProblem[]
  traffic: TrafficRow[]
  requestsOf: Awaited<ReturnType<CallStore['requestsOf']>>
  lookUpsOf: string[]
  find: Awaited<ReturnType<CallStore['find']>>
  mark: number
  counts: Awaited<ReturnType<CallStore['countsBetween']>>
  removeOld: RemovedOld
  removeOldTraffic: RemovedOld
  remove: Removed
  close: unknown
}

/** An answer, with the name of the newest broken file that was set aside; null: none was. */
export interface Answered<Value> {
  value: Value
  setAside: string | null
}

/** As they come from the thread. */
export type FromWorker = { [Kind in keyof WorkerAnswers]: Answered<WorkerAnswers[Kind]> }
