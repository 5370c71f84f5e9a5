/**
 * Look-up tables and what changes them. Each change has an epoch; a call sees the state of the epoch at which it began.
 * What goes through a whole table happens in a thread of its own.
 */
import { randomBytes } from 'node:crypto'
import type { DayList, TableQuery, TableReply } from '@callflow-studio/model'
import type { ChangeId, TableError } from '@callflow-studio/model/api'
import type { Actor } from '../changes/actor.ts'
import type { Change } from '../changes/change.ts'
import type { Follower, Projection } from '../changes/follower.ts'
import { type ChangeResult, MISSING, type Missing } from '../changes/result.ts'
import type { EnqueueWrite } from '../changes/write-queue.ts'
import type { ChangeDetail } from '../store/change-store.ts'
import type { Storage, Transaction } from '../store/storage.ts'
import type { TableState } from '../store/table-store.ts'
import type { Thread } from '../threads/thread.ts'
import { createPreviewRows, type PreviewRows } from './preview-rows.ts'
import type { Remarks } from './read-csv.ts'
import { readTable } from './read-table.ts'
import { needsRebuild, type Shape, type TableInput, toShape } from './table-change.ts'
import { createTableRegistry, type TableInfo } from './table-registry.ts'
import type { Staged, TablesAnswers, ToTables } from './worker-protocol.ts'
import { createTableWriter, type WriteTable } from './write-rows.ts'

/** missing: there is no such table. conflict: it was changed in between. refused: see the errors. */
export type TableFailure =
  | Missing
  | { why: 'conflict'; current: TableInfo }
  | { why: 'refused'; errors: TableError[]; errorCount: number }
export type TableResult<T> = ChangeResult<T, TableFailure>

/** A table whose rows were read or converted, and what of them was read in another way than it was written. */
type Replaced = { info: TableInfo } & Remarks

/** A change of a table, as it is written. */
interface TableChange<T> {
  state?: Partial<TableState>
  rowCount?: number
  value: T
  detail?: ChangeDetail
}

/** Writes, in the transaction of a change, what is seen from this epoch on. */
type MakeChange<T> = (info: TableInfo, tx: Transaction, epoch: number, at: Date) => Promise<TableResult<TableChange<T>>>

export interface Tables {
  list: () => TableInfo[]
  find: (id: string) => TableInfo | null
  /** @param id for tables that examples refer to */
  create: (actor: Actor, input: TableInput, id?: string) => Promise<TableResult<TableInfo>>
  save: (
    actor: Actor,
    id: string,
    input: TableInput & { revision?: number | undefined },
  ) => Promise<TableResult<Replaced>>
  delete: (actor: Actor, id: string) => Promise<TableResult<TableInfo>>
  /** Replaces all rows. The bytes are given away. */
  import: (actor: Actor, id: string, csv: Uint8Array<ArrayBuffer>) => Promise<TableResult<Replaced>>
  /** Everything else that changes a table. */
  change: <T>(actor: Actor, operation: ChangeId, id: string, make: MakeChange<T>) => Promise<TableResult<T>>
  /** What calls see now. */
  epoch: () => number
  thread: Thread<ToTables, TablesAnswers>
  now: () => Date
  /** For calls: at once where the storage can. */
  read: (query: TableQuery) => TableReply | Promise<TableReply>
  /** The rows of a table as special days, as a call sees them, at once where the storage can; null where there is no such table. */
  days: (id: string, epoch: number) => DayList | null | Promise<DayList | null>
  /** For calls: rows of live tables. */
  write: WriteTable
  /** For a call that is tried out: reads what is stored, and keeps what it writes to itself. */
  preview: () => PreviewRows
  /** Removes what no call can see any more. */
  cleanUp: () => Promise<void>
  /** Removes rows that have expired. */
  removeExpired: () => Promise<void>
  projection: Projection
}

export interface TablesOptions {
  storage: Storage
  follower: Pick<Follower, 'epoch' | 'catchUp'>
  change: Change
  enqueueWrite: EnqueueWrite
  thread: Thread<ToTables, TablesAnswers>
  now: () => Date
}

/** Some megabytes of changes, at most. */
const CHECKPOINT_AFTER = 200

/** A call may last long; a token of it lives for 6 h. */
const KEPT_MS = 24 * 60 * 60 * 1000

/** As long as another server may take to write an import. */
const MAX_IMPORT_MS = 60 * 60 * 1000

export function createTables({ storage, follower, change, enqueueWrite, thread, now }: TablesOptions): Tables {
  const registry = createTableRegistry({ storage, now })
  const { history, find } = registry
  /** Sets of rows that this server has begun; true: they are still being written, and no state names them yet. */
  const begun = new Map<number, boolean>()

  /** A table as it is stored: other servers of the storage change it too. */
  async function read({ tables }: Pick<Storage, 'tables'>, id: string): Promise<TableInfo | null> {
    const found = await tables.find(id)
    return found && !found.state.deleted ? { ...found.size, state: found.state } : null
  }

  const changeTable: Tables['change'] = (actor, operation, id, make) =>
    change(actor, operation, id, async (tx, epoch) => {
      const info = await read(tx, id)
      if (!info) return MISSING
      const at = now()
      const made = await make(info, tx, epoch, at)
      if (!made.ok) return made
      const { state, rowCount = info.rowCount, value, detail } = made.value
      if (state) await tx.tables.insertState({ ...info.state, ...state, epoch, at: at.getTime() })
      await tx.tables.update(id, { rowCount, createdAt: info.createdAt, updatedAt: at.toISOString() })
      return { ok: true, value, ...(detail ? { detail } : {}) }
    })

  /** Calls that write do not wait for the disk, so somebody has to bring what they wrote to its place. */
  let transactions = 0
  const write = createTableWriter({
    history,
    writeRows: storage.writeRows,
    follower,
    enqueueWrite,
    now,
    async onWritten(tableIds) {
      await registry.refresh(tableIds)
      if (++transactions % CHECKPOINT_AFTER === 0) thread.ask({ kind: 'checkpoint' }).catch(() => undefined) // the next one does it
    },
  })

  /** Has rows written that nobody sees, turn by turn, then names them in a new state; all of them or none. */
  async function replaceRows(
    actor: Actor,
    operation: ChangeId,
    id: string,
    read: (generation: number) => Promise<Staged>,
    isStill: (info: TableInfo) => boolean,
    shape: Partial<TableState>,
  ): Promise<TableResult<Replaced>> {
    const generation = await enqueueWrite(() =>
      storage.transaction((tx) => tx.tables.insertGeneration(id, now().getTime())),
    )
    begun.set(generation, true)
    try {
      const rows = await read(generation)
      if (!rows.ok) return { ...rows, why: 'refused' }
      while (await enqueueWrite(() => thread.ask({ kind: 'write', generation }))) {}
      const done = await changeTable(actor, operation, id, async (info) =>
        isStill(info)
          ? {
              ok: true,
              value: { state: { ...shape, generation }, rowCount: rows.rows, value: null, detail: { rows: rows.rows } },
            }
          : { ok: false, why: 'conflict', current: info },
      )
      return done.ok ? replaced(id, rows) : done
    } finally {
      begun.set(generation, false)
      thread.ask({ kind: 'forget', generation }).catch(() => undefined) // a thread that has ended has forgotten them
    }
  }

  const replaced = (id: string, { remarks, remarkCount }: Remarks): TableResult<Replaced> => {
    const info = find(id)
    return info ? { ok: true, value: { info, remarks, remarkCount } } : MISSING
  }

  return {
    list: registry.list,
    find,
    async create(actor, input, id = randomBytes(8).toString('hex')) {
      const shaped = toShape(input)
      if (!shaped.ok) return refused(shaped.errors)
      const at = now()
      const size = { rowCount: 0, createdAt: at.toISOString(), updatedAt: at.toISOString() }
      return change<TableInfo>(actor, 'table.create', id, async (tx, epoch) => {
        await tx.tables.insert(id, size)
        const state: TableState = {
          ...shaped.shape,
          epoch,
          tableId: id,
          revision: 1,
          generation: await tx.tables.insertGeneration(id, at.getTime()),
          deleted: false,
          at: at.getTime(),
        }
        await tx.tables.insertState(state)
        return { ok: true, value: { ...size, state }, detail: { name: state.name } }
      })
    },
    async save(actor, id, input) {
      const before = await read(storage, id)
      if (!before) return MISSING
      const shaped = toShape(input, before.state.columns)
      if (!shaped.ok) return refused(shaped.errors)
      const isAsked = (info: TableInfo): boolean => info.state.revision === (input.revision ?? before.state.revision)
      if (!isAsked(before)) return { ok: false, why: 'conflict', current: before }
      const next = { ...shaped.shape, revision: before.state.revision + 1 }
      if (needsRebuild(before.state, shaped.shape)) return rebuild(actor, before, next, isAsked)
      const done = await changeTable(actor, 'table.save', id, async (info) =>
        isAsked(info)
          ? { ok: true, value: { state: next, value: null, detail: { name: next.name } } }
          : { ok: false, why: 'conflict', current: info },
      )
      return done.ok ? replaced(id, NO_REMARKS) : done
    },
    delete: (actor, id) =>
      changeTable(actor, 'table.delete', id, async (info) => ({
        ok: true,
        value: { state: { deleted: true }, value: info, detail: { name: info.state.name } },
      })),
    async import(actor, id, csv) {
      const before = await read(storage, id)
      if (!before) return MISSING
      const { columns, keyColumn, revision } = before.state
      return replaceRows(
        actor,
        'table.import',
        id,
        (generation) => thread.ask({ kind: 'import', generation, csv, columns, keyColumn }, [csv.buffer]),
        (info) => info.state.revision === revision,
        {},
      )
    },
    change: changeTable,
    epoch: follower.epoch,
    thread,
    now,
    read: (query) => readTable(query, history, registry.readRow),
    days: registry.days,
    write,
    preview: () => createPreviewRows(history, registry.readRow),
    async cleanUp() {
      const time = now().getTime()
      const endedBefore = time - KEPT_MS
      await enqueueWrite(() =>
        storage.transaction(async (tx) => {
          await tx.tables.deleteStates(history.forget(endedBefore))
          await tx.tables.removeDeleted(endedBefore)
        }),
      )
      const isOver = (id: number, startedAt: number | null): boolean =>
        begun.has(id) ? begun.get(id) === false : (startedAt ?? 0) < time - MAX_IMPORT_MS
      const unused = (await storage.tables.unusedGenerations()).filter(({ id, startedAt }) => isOver(id, startedAt))
      const inTurns = async (remove: () => Promise<boolean>): Promise<void> => {
        while (!thread.isClosed() && (await enqueueWrite(remove))) {}
      }
      await inTurns(() => thread.ask({ kind: 'remove-ended', before: endedBefore }))
      for (const { id } of unused) await inTurns(() => thread.ask({ kind: 'remove-generation', generation: id }))
    },
    async removeExpired() {
      const before = now().getTime()
      while (!thread.isClosed() && (await enqueueWrite(() => thread.ask({ kind: 'remove-expired', before })))) {}
      await enqueueWrite(() => registry.refresh(registry.list().map(({ state }) => state.tableId)))
    },
    projection: registry.projection,
  }

  /** Rows that are edited meanwhile would be lost: then it is a conflict. */
  function rebuild(
    actor: Actor,
    before: TableInfo,
    next: Shape & { revision: number },
    isAsked: (info: TableInfo) => boolean,
  ): Promise<TableResult<Replaced>> {
    const { tableId, generation: from } = before.state
    const { columns, keyColumn } = next
    return replaceRows(
      actor,
      'table.save',
      tableId,
      (generation) =>
        thread.ask({ kind: 'rebuild', generation, from, epoch: NEWEST, at: now().getTime(), columns, keyColumn }),
      (info) => isAsked(info) && info.updatedAt === before.updatedAt && info.rowCount === before.rowCount,
      next,
    )
  }
}

/** Rows as they are. */
const NEWEST = Number.MAX_SAFE_INTEGER

const NO_REMARKS: Remarks = { remarks: [], remarkCount: 0 }

export const refused = (errors: TableError[]): { ok: false } & Extract<TableFailure, { why: 'refused' }> => ({
  ok: false,
  why: 'refused',
  errors,
  errorCount: errors.length,
})
