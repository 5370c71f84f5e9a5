/** What the answering thread and the call-log thread say to each other. */
import type { CallQuery, CallStore } from '../store/call-store.ts'
import type { CallRow } from './call-entry.ts'

export type ToWorker =
  | { kind: 'write'; rows: CallRow[] }
  | { kind: 'list'; query: CallQuery }
  | { kind: 'find'; call: number }
  | { kind: 'counts'; since: number }
  | { kind: 'close' }

/** What the answer to each question is. */
export interface WorkerAnswers {
  write: null
  list: Awaited<ReturnType<CallStore['list']>>
  find: Awaited<ReturnType<CallStore['find']>>
  counts: Awaited<ReturnType<CallStore['countsSince']>>
  close: unknown
}
