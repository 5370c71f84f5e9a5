/** What the answering thread and the call-log thread say to each other. */
import type { CallQuery, CallStore } from '../store/call-store.ts'
import type { CallRow } from './call-entry.ts'

export type ToWorker =
  | { kind: 'write'; id: number; rows: CallRow[] }
  | { kind: 'list'; id: number; query: CallQuery }
  | { kind: 'find'; id: number; call: number }
  | { kind: 'counts'; id: number; since: number }
  | { kind: 'close'; id: number }

export type FromWorker = { id: number; ok: true; value: unknown } | { id: number; ok: false; message: string }

/** What the answer to each question is. */
export interface WorkerAnswers {
  write: null
  list: Awaited<ReturnType<CallStore['list']>>
  find: Awaited<ReturnType<CallStore['find']>>
  counts: Awaited<ReturnType<CallStore['countsSince']>>
  close: null
}
