/**
 * Look-up tables: the database first, then what calls see. Each change has an epoch; a call sees the state of the epoch at
 * which it began. Whatever goes through a whole table happens in a thread of its own.
 */
import { randomBytes } from 'node:crypto'
import type { DayList, TableQuery, TableReply } from '@callflow-studio/model'
import type { TableError } from '@callflow-studio/model/api'
import type { InOrder } from '../store/in-order.ts'
import type { PublishedEpoch } from '../store/sqlite/epochs.ts'
import { latestEpoch, nextEpoch } from '../store/sqlite/epochs.ts'
import type { StudioQueries, StudioStore } from '../store/sqlite/studio-store.ts'
import {
  deleteTableStates,
  insertGeneration,
  insertTable,
  insertTableState,
  listGenerations,
  listTableRows,
  listTableStates,
  readTableRow,
  type TableRow,
  type TableState,
  updateTable,
} from '../store/sqlite/table-states.ts'
import type { Thread } from '../threads/thread.ts'
import { createDayLists } from './day-lists.ts'
import { createPreviewRows, type PreviewRows } from './preview-rows.ts'
import type { Remarks } from './read-csv.ts'
import { epochOf, readTable } from './read-table.ts'
import { needsRebuild, type Shape, type TableWish, toShape } from './table-change.ts'
import { createTableHistory } from './table-history.ts'
import type { Staged, TablesAnswers, ToTables } from './worker-protocol.ts'
import { createTableWriter, type WriteTable } from './write-rows.ts'

/** missing: there is no such table. conflict: it was changed in between. refused: see the errors. */
export type Refusal =
  | { ok: false; why: 'missing' }
  | { ok: false; why: 'conflict'; current: TableInfo }
  | { ok: false; why: 'refused'; errors: TableError[]; errorCount: number }
export type Done<T> = { ok: true; value: T } | Refusal

export interface TableInfo extends Omit<TableRow, 'id'> {
  state: TableState
}

/** A table whose rows were read or converted, and what of them was read in another way than it was written. */
type Replaced = { info: TableInfo } & Remarks

/** A change of a table, as it is written. */
interface TableChange<T> {
  state?: Partial<TableState>
  rowCount?: number
  value: T
}

export interface Tables {
  list: () => TableInfo[]
  find: (id: string) => TableInfo | null
  /** @param id for tables that examples refer to */
  create: (wish: TableWish, id?: string) => Promise<Done<TableInfo>>
  save: (id: string, wish: TableWish & { revision?: number | undefined }) => Promise<Done<Replaced>>
  delete: (id: string) => Promise<Done<TableInfo>>
  /** Replaces all rows. The bytes are given away. */
  import: (id: string, csv: Uint8Array<ArrayBuffer>) => Promise<Done<Replaced>>
  /** Everything else that changes a table: `make` writes, in the transaction of the change. */
  change: <T>(
    id: string,
    make: (info: TableInfo, queries: StudioQueries, epoch: number, at: Date) => Promise<Done<TableChange<T>>>,
  ) => Promise<Done<T>>
  /** What calls see now. */
  epoch: () => number
  thread: Thread<ToTables, TablesAnswers>
  now: () => Date
  /** For calls: at once. */
  read: (query: TableQuery) => TableReply
  /** The rows of a table as special days, as a call sees them; null where there is no such table. */
  days: (id: string, epoch: number) => DayList | null
  /** For calls: rows of live tables. */
  write: WriteTable
  /** For a call that is tried out: reads what is stored, and keeps what it writes to itself. */
  preview: () => PreviewRows
  /** Removes what no call can see any more. */
  cleanUp: () => Promise<void>
  /** Removes rows that have expired. */
  removeExpired: () => Promise<void>
}

export interface TablesOptions {
  store: StudioStore
  published: PublishedEpoch
  inOrder: InOrder
  thread: Thread<ToTables, TablesAnswers>
  now: () => Date
}

/** Some megabytes of changes, at most. */
const CHECKPOINT_AFTER = 200

/** A call may last long; a token of it lives for 6 h. */
const KEPT_MS = 24 * 60 * 60 * 1000

export async function openTables({ store, published, inOrder, thread, now }: TablesOptions): Promise<Tables> {
  const { queries, inTransaction } = store
  const history = createTableHistory()
  const registry = new Map<string, Omit<TableRow, 'id'>>()
  for (const { id, ...row } of await listTableRows(queries)) registry.set(id, row)
  for (const state of await listTableStates(queries)) history.add(state)
  published.advance(await latestEpoch(queries))
  const dayLists = createDayLists(history, store.readRows, now, published.epoch())
  /** Generations that are being written: no state names them yet. */
  const staged = new Set<number>()

  function find(id: string): TableInfo | null {
    const [state, row] = [history.now(id), registry.get(id)]
    return state && row ? { state, ...row } : null
  }

  const change: Tables['change'] = (id, make) =>
    inOrder(async () => {
      const info = find(id)
      if (!info) return MISSING
      const at = now()
      const written = await inTransaction(async (transaction) => {
        const epoch = await nextEpoch(transaction)
        // As it is stored: calls write rows too, and other servers of this database answer calls.
        const stored = { ...info, ...(await readTableRow(transaction, id)) }
        const done = await make(stored, transaction, epoch, at)
        if (!done.ok) throw new Undone(done)
        const { state, rowCount = stored.row_count, value } = done.value
        const next = state && { ...info.state, ...state, epoch, at: at.getTime() }
        const row = { row_count: rowCount, created_at: stored.created_at, updated_at: at.toISOString() }
        if (next) await insertTableState(transaction, next)
        await updateTable(transaction, id, row)
        return { ok: true as const, epoch, next, row, value }
      }).catch((error: unknown) => {
        if (error instanceof Undone) return error.refusal
        throw error
      })
      if (!written.ok) return written
      if (written.next) history.add(written.next)
      registry.set(id, written.row)
      dayLists.changed(id, written.epoch)
      published.advance(written.epoch)
      return { ok: true, value: written.value }
    })

  /** Reads anew how many rows these tables have. */
  async function refresh(tableIds: Iterable<string>): Promise<void> {
    for (const id of tableIds) {
      dayLists.changed(id, null)
      const row = await readTableRow(queries, id)
      if (row) registry.set(id, row)
    }
  }

  /** Calls that write do not wait for the disk, so somebody has to bring what they wrote to its place. */
  let transactions = 0
  const write = createTableWriter({
    history,
    writeRows: store.writeRows,
    inOrder,
    now,
    async onWritten(tableIds) {
      await refresh(tableIds)
      if (++transactions % CHECKPOINT_AFTER === 0) thread.ask({ kind: 'checkpoint' }).catch(() => undefined) // the next one does it
    },
  })

  /** Has rows written that nobody sees, turn by turn, then names them in a new state; all of them or none. */
  async function replaceRows(
    id: string,
    read: (generation: number) => Promise<Staged>,
    isStill: (info: TableInfo) => boolean,
    shape: Partial<TableState>,
  ): Promise<Done<Replaced>> {
    const generation = await inOrder(() => insertGeneration(queries, id))
    staged.add(generation)
    try {
      const rows = await read(generation)
      if (!rows.ok) return { ...rows, why: 'refused' }
      while (await inOrder(() => thread.ask({ kind: 'write', generation }))) {}
      const done = await change(id, async (info) =>
        isStill(info)
          ? { ok: true, value: { state: { ...shape, generation }, rowCount: rows.rows, value: null } }
          : { ok: false, why: 'conflict', current: info },
      )
      return done.ok ? replaced(id, rows) : done
    } finally {
      staged.delete(generation)
      thread.ask({ kind: 'forget', generation }).catch(() => undefined) // a thread that has ended has forgotten them
    }
  }

  const found = (id: string): Done<TableInfo> => {
    const info = find(id)
    return info ? { ok: true, value: info } : MISSING
  }

  const replaced = (id: string, { remarks, remarkCount }: Remarks): Done<Replaced> => {
    const info = find(id)
    return info ? { ok: true, value: { info, remarks, remarkCount } } : MISSING
  }

  return {
    list: () => history.all().flatMap(({ tableId }) => find(tableId) ?? []),
    find,
    create: (wish, id = randomBytes(8).toString('hex')) =>
      inOrder(async () => {
        const shaped = toShape(wish)
        if (!shaped.ok) return refused(shaped.errors)
        const at = now()
        const row = { row_count: 0, created_at: at.toISOString(), updated_at: at.toISOString() }
        const state = await inTransaction(async (transaction) => {
          await insertTable(transaction, { id, ...row })
          const first: TableState = {
            ...shaped.shape,
            epoch: await nextEpoch(transaction),
            tableId: id,
            revision: 1,
            generation: await insertGeneration(transaction, id),
            deleted: false,
            at: at.getTime(),
          }
          await insertTableState(transaction, first)
          return first
        })
        registry.set(id, row)
        history.add(state)
        published.advance(state.epoch)
        return found(id)
      }),
    async save(id, wish) {
      const before = find(id)
      if (!before) return MISSING
      const shaped = toShape(wish, before.state.columns)
      if (!shaped.ok) return refused(shaped.errors)
      const isAsked = (info: TableInfo): boolean => info.state.revision === (wish.revision ?? before.state.revision)
      if (!isAsked(before)) return { ok: false, why: 'conflict', current: before }
      const next = { ...shaped.shape, revision: before.state.revision + 1 }
      if (needsRebuild(before.state, shaped.shape)) return rebuild(before, next, isAsked)
      const done = await change(id, async (info) =>
        isAsked(info)
          ? { ok: true, value: { state: next, value: null } }
          : { ok: false, why: 'conflict', current: info },
      )
      return done.ok ? replaced(id, NO_REMARKS) : done
    },
    delete: (id) => change(id, async (info) => ({ ok: true, value: { state: { deleted: true }, value: info } })),
    async import(id, csv) {
      const before = find(id)
      if (!before) return MISSING
      const { columns, keyColumn, revision } = before.state
      return replaceRows(
        id,
        (generation) => thread.ask({ kind: 'import', generation, csv, columns, keyColumn }, [csv.buffer]),
        (info) => info.state.revision === revision,
        {},
      )
    },
    change,
    epoch: published.epoch,
    thread,
    now,
    read: (query) => readTable(query, history, store.readRow),
    days: dayLists.read,
    write,
    preview: () => createPreviewRows(history, store.readRow),
    async cleanUp() {
      const endedBefore = now().getTime() - KEPT_MS
      await inOrder(() => deleteTableStates(queries, history.forget(endedBefore)))
      const kept = history.generations()
      const forgotten = (await listGenerations(queries)).filter((id) => !kept.has(id) && !staged.has(id))
      const inTurns = async (remove: () => Promise<boolean>): Promise<void> => {
        while (!thread.isClosed() && (await inOrder(remove))) {}
      }
      await inTurns(() => thread.ask({ kind: 'remove-ended', before: endedBefore }))
      for (const generation of forgotten) await inTurns(() => thread.ask({ kind: 'remove-generation', generation }))
    },
    async removeExpired() {
      const before = now().getTime()
      while (!thread.isClosed() && (await inOrder(() => thread.ask({ kind: 'remove-expired', before })))) {}
      await inOrder(() => refresh(registry.keys()))
    },
  }

  /** Rows that are edited meanwhile would be lost: then it is a conflict. */
  function rebuild(
    before: TableInfo,
    next: Shape & { revision: number },
    isAsked: (info: TableInfo) => boolean,
  ): Promise<Done<Replaced>> {
    const { tableId, generation: from } = before.state
    const { columns, keyColumn } = next
    const epoch = epochOf(before.state, published.epoch())
    return replaceRows(
      tableId,
      (generation) => thread.ask({ kind: 'rebuild', generation, from, epoch, at: now().getTime(), columns, keyColumn }),
      (info) => isAsked(info) && info.updated_at === before.updated_at && info.row_count === before.row_count,
      next,
    )
  }
}

const NO_REMARKS: Remarks = { remarks: [], remarkCount: 0 }

const MISSING: Refusal = { ok: false, why: 'missing' }

export const refused = (errors: TableError[]): Refusal => ({
  ok: false,
  why: 'refused',
  errors,
  errorCount: errors.length,
})

/** Thrown inside a transaction, so that nothing of it stays. */
class Undone extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.why)
    this.refusal = refusal
  }
}
