/** Single rows of tables, changed on the answering thread: a handful of small writes, and calls see all of them or none. */
import type { Kysely } from 'kysely'
import type { RowReads, RowWrites } from '../row-store.ts'
import type { SqlDialect } from './dialect.ts'
import type { StudioTables } from './tables.ts'

export const createRowStore = (
  database: Kysely<StudioTables>,
  { toTime, fromTime, toJson, toIndexed }: SqlDialect,
): RowReads & RowWrites => ({
  async find(generation, row, at) {
    const found = await database
      .selectFrom('tableRows')
      .select(['id', 'row', 'cells', 'expiresAt'])
      .where('generation', '=', generation)
      .where('row', '=', row)
      .where('toEpoch', 'is', null)
      .where(({ or, eb }) => or([eb('expiresAt', 'is', null), eb('expiresAt', '>', toTime(at))]))
      .executeTakeFirst()
    if (!found) return null
    const { cells, expiresAt, ...stored } = found
    return { ...stored, cells: JSON.parse(cells), expiresAt: expiresAt === null ? null : fromTime(expiresAt) }
  },
  async findOther(generation, { columnId, value, notRow, at }) {
    const found = await database
      .selectFrom('tableCells')
      .innerJoin('tableRows', 'tableRows.id', 'tableCells.id')
      .select('tableRows.row')
      .where('tableCells.generation', '=', generation)
      .where('tableCells.columnId', '=', columnId)
      .where('tableCells.value', '=', toIndexed(value))
      .where('tableRows.toEpoch', 'is', null)
      .where('tableRows.row', '!=', notRow ?? -1)
      .where(({ or, eb }) => or([eb('tableRows.expiresAt', 'is', null), eb('tableRows.expiresAt', '>', toTime(at))]))
      .executeTakeFirst()
    return found?.row ?? null
  },
  async nextPlace(generation) {
    const found = await database
      .selectFrom('tableRows')
      .select(({ fn }) => fn.max('row').as('last'))
      .where('generation', '=', generation)
      .executeTakeFirst()
    return Number(found?.last ?? 0) + 1
  },
  async insert({ generation, row, cells, epoch, expiresAt = null }) {
    const { id } = await database
      .insertInto('tableRows')
      .values({
        generation,
        row,
        cells: toJson(cells),
        fromEpoch: epoch,
        toEpoch: null,
        endedAt: null,
        expiresAt: expiresAt === null ? null : toTime(expiresAt),
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    const indexed = Object.entries(cells).map(([columnId, value]) => ({
      generation,
      columnId,
      value: toIndexed(String(value)),
      row,
      id,
    }))
    if (indexed.length > 0) await database.insertInto('tableCells').values(indexed).execute()
  },
  async end(id, epoch, at) {
    await database
      .updateTable('tableRows')
      .set({ toEpoch: epoch, endedAt: toTime(at) })
      .where('id', '=', id)
      .execute()
  },
  async endAll(generation, rows, epoch, at) {
    if (rows.length === 0) return 0
    const { numUpdatedRows } = await database
      .updateTable('tableRows')
      .set({ toEpoch: epoch, endedAt: toTime(at) })
      .where('generation', '=', generation)
      .where('row', 'in', rows)
      .where('toEpoch', 'is', null)
      .executeTakeFirstOrThrow()
    return Number(numUpdatedRows)
  },
})
