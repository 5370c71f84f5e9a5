import { describe, expect, it } from 'vitest'
import type { TableState } from '../store/table-store.ts'
import { readTable } from './read-table.ts'
import { createTableHistory } from './table-history.ts'

const history = createTableHistory()
history.add({
  epoch: 1,
  tableId: 't',
  name: 'Customers',
  columns: [{ id: 'c', name: 'name', type: 'text' }],
  keyColumn: 'c',
  live: false,
  revision: 1,
  generation: 1,
  deleted: false,
  at: 0,
})
const STORED = 'Zoë'.normalize('NFD')
/** Another spelling comes first. */
const QUERY = { table: 't', column: 'name', key: 'Zoë'.normalize('NFC'), epoch: 1, at: 0 }
const found = { kind: 'found', row: { name: STORED } }
const lookUp = (value: string) => (value === STORED ? { cells: JSON.stringify({ c: value }), expiresAt: null } : null)

describe('a look-up in a table', () => {
  it('is answered at once where the storage answers at once', () => {
    expect(readTable(QUERY, history, (_, __, value) => lookUp(value))).toEqual(found)
  })

  it('is the same where the storage suspends, each key after the other', async () => {
    const asked: string[] = []
    const suspended = async (_: TableState, __: string, value: string) => {
      asked.push(value)
      return lookUp(value)
    }
    expect(await readTable(QUERY, history, suspended)).toEqual(found)
    expect(asked).toHaveLength(2)
    expect(await readTable({ ...QUERY, key: 'Zoe' }, history, suspended)).toEqual({ kind: 'not_found' })
  })
})
