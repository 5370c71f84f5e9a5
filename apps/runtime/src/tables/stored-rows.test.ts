import { describe, expect, it } from 'vitest'
import type { ReadCells } from '../store/row-store.ts'
import type { TableState } from '../store/table-store.ts'
import { createStoredRows } from './stored-rows.ts'
import { createTableChanges } from './table-changes.ts'

const stateOf = (live: boolean): TableState => ({
  epoch: 1,
  tableId: 't',
  name: 'Customers',
  columns: [{ id: 'c', name: 'name', type: 'text' }],
  keyColumn: 'c',
  live,
  revision: 1,
  generation: 1,
  deleted: false,
  at: 0,
})

/** A storage on another server, and what was asked of it. */
function open(rows: Record<string, ReadCells> = { Ada: { cells: '{"c":"Ada"}', expiresAt: null } }) {
  const asked: [string, number][] = []
  const changes = createTableChanges(() => 1)
  const read = createStoredRows(
    {
      canBeAway: true,
      readRow: async (_, __, value, epoch, at) => {
        asked.push([value, epoch])
        const row = rows[value]
        return row && (row.expiresAt === null || row.expiresAt > at) ? row : null
      },
    },
    changes,
  )
  return { read, asked, changes, rows }
}

describe('rows on another server', () => {
  it('are asked for once while their table does not change, those that are missing too', async () => {
    const { read, asked } = open()
    for (const epoch of [5, 5, 9]) {
      expect((await read(stateOf(false), 'c', 'Ada', epoch, 0))?.cells).toBe('{"c":"Ada"}')
      expect(await read(stateOf(false), 'c', 'Zoe', epoch, 0)).toBeNull()
    }
    expect(asked).toEqual([
      ['Ada', 5],
      ['Zoe', 5],
    ])
  })

  it('are asked for again by calls that began after a change, and kept for those before', async () => {
    const { read, asked, changes, rows } = open()
    await read(stateOf(false), 'c', 'Ada', 5, 0)
    rows.Ada = { cells: '{"c":"Ada","d":2}', expiresAt: null }
    changes.changed('t', 8)
    expect((await read(stateOf(false), 'c', 'Ada', 8, 0))?.cells).toContain('2')
    expect((await read(stateOf(false), 'c', 'Ada', 7, 0))?.cells).not.toContain('2')
    expect(asked).toHaveLength(2)
  })

  it('are gone once they have expired', async () => {
    const { read } = open({ Ada: { cells: '{}', expiresAt: 100 } })
    expect(await read(stateOf(false), 'c', 'Ada', 5, 99)).not.toBeNull()
    expect(await read(stateOf(false), 'c', 'Ada', 5, 100)).toBeNull()
  })

  it('of a live table are asked for each time', async () => {
    const { read, asked } = open()
    for (let time = 0; time < 2; time++) await read(stateOf(true), 'c', 'Ada', 5, 0)
    expect(asked).toEqual(Array.from({ length: 2 }, () => ['Ada', Number.MAX_SAFE_INTEGER]))
  })
})
