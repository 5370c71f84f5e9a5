/**
 * All that the studio keeps, in any database. Services read from it; only a transaction can write, and only
 * `changes/change.ts` and the clean-up begin one.
 */
import type { ChangeReads, ChangeWrites } from './change-store.ts'
import type { ConnectionReads, ConnectionWrites } from './connection-store.ts'
import type { FlowReads, FlowWrites } from './flow-store.ts'
import type { RecordingReads, RecordingWrites } from './recording-store.ts'
import type { ReadRow, ReadRows, RowReads, RowWrites, WriteRows } from './row-store.ts'
import type { SecretReads, SecretWrites } from './secret-store.ts'
import type { SettingsReads, SettingsWrites } from './settings-store.ts'
import type { SummaryReads, SummaryWrites } from './summary-store.ts'
import type { SwitchReads, SwitchWrites } from './switch-store.ts'
import type { TableReads, TableWrites } from './table-store.ts'
import type { TestReads, TestWrites } from './test-store.ts'
import type { VersionReads, VersionWrites } from './version-store.ts'

interface Reads {
  flows: FlowReads
  versions: VersionReads
  tests: TestReads
  tables: TableReads
  rows: RowReads
  switches: SwitchReads
  secrets: SecretReads
  connections: ConnectionReads
  settings: SettingsReads
  summaries: SummaryReads
  recordings: RecordingReads
  changes: ChangeReads
}

interface Writes {
  flows: FlowWrites
  versions: VersionWrites
  tests: TestWrites
  tables: TableWrites
  rows: RowWrites
  switches: SwitchWrites
  secrets: SecretWrites
  connections: ConnectionWrites
  settings: SettingsWrites
  summaries: SummaryWrites
  recordings: RecordingWrites
  changes: ChangeWrites
}

/** Reads what it has written itself. */
export type Transaction = { [K in keyof Reads]: Reads[K] & Writes[K] }

export interface Storage extends Reads {
  /** All of it or nothing; stored for good when the promise is fulfilled. */
  transaction: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>
  /** A published document's text, at once where the storage can: for a call that needs a version which is not in memory. */
  readVersion: (flowId: string, version: number) => string | null | Promise<string | null>
  /** A row of a table, at once where the storage can. */
  readRow: ReadRow
  /** The rows of a short table, at once where the storage can. */
  readRows: ReadRows
  /** Changes rows of live tables for calls, which wait for no disk. */
  writeRows: WriteRows
  /** Whether anything may have been written since the last time that this was asked: by any process, and cheap to ask. */
  hasNews: () => boolean | Promise<boolean>
  /** @throws if what is stored cannot be read, or is not where it was any more */
  ping: () => void | Promise<void>
  /** @throws where what is written now would be lost */
  check: () => void
  /** Whether it is a server of its own: while that cannot be reached, calls are answered from memory. */
  canBeAway: boolean
  close: () => Promise<void>
}
