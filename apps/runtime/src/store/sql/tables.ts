/** The tables as Kysely sees them: in snake_case on disk. Times are ISO 8601 in UTC or as the dialect stores them, documents JSON text. */
import type { Generated } from 'kysely'
import type { CallRecord } from '../call-store.ts'
import type { ChangeRecord } from '../change-store.ts'
import type { ConnectionRecord } from '../connection-store.ts'
import type { FlowRecord } from '../flow-store.ts'
import type { RecordingRecord } from '../recording-store.ts'
import type { SecretRecord } from '../secret-store.ts'
import type { SummaryRecord } from '../summary-store.ts'
import type { SwitchRecord } from '../switch-store.ts'
import type { TableSize } from '../table-store.ts'
import type { TestRecord } from '../test-store.ts'
import type { Activation, VersionRecord } from '../version-store.ts'
import type { StoredFlag, StoredTime } from './dialect.ts'

export interface StudioTables {
  flows: Omit<FlowRecord, 'latestVersion'>
  /** Immutable. */
  versions: VersionRecord
  activations: Activation
  /** One row: the number of the latest change of what calls see. */
  epochCounter: { id: number; epoch: number }
  /** `detail` is JSON text. */
  changes: Omit<ChangeRecord, 'detail'> & { detail: string | null }
  recordings: RecordingRecord
  secrets: SecretRecord
  connections: ConnectionRecord
  /** JSON texts. */
  settings: { name: string; value: string }
  flowSummaries: SummaryRecord
  flowTests: TestRecord
  switches: SwitchRecord
  dataTables: { id: string } & TableSize
  /** What a table was like from an epoch on: a row per change of its columns, per import, and when it was deleted. */
  tableStates: {
    epoch: number
    tableId: string
    name: string
    /** JSON: `[{id, name, type}]`. */
    columns: string
    /** The id of a column. */
    keyColumn: string
    live: StoredFlag
    revision: number
    generation: number
    deleted: StoredFlag
    at: StoredTime
  }
  /** All rows of a table, as they came in one import; no state names one that is still being written. */
  tableGenerations: {
    id: Generated<number>
    tableId: string
    /** Null in older databases. */
    startedAt: StoredTime | null
  }
  /** Immutable but for their end, and for what calls write to live tables: an edited row is a new one with the same `row`. */
  tableRows: {
    id: Generated<number>
    generation: number
    /** Place in the file, from 1. */
    row: number
    /** JSON: values by column id; an empty cell is left out. */
    cells: string
    fromEpoch: number
    toEpoch: number | null
    endedAt: StoredTime | null
    /** From when on it is not there; null: never. */
    expiresAt: StoredTime | null
  }
  /** The index of all columns: a value as text, and the row that holds it. */
  tableCells: {
    generation: number
    columnId: string
    value: string
    row: number
    id: number
  }
}

export interface CallTables {
  callRequests: CallRecord
}
