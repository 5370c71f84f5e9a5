import type { Table } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { addColumn, draftOf, newTable, problemsOf, removeColumn, removedColumns, toTable } from './table-form.ts'

const TABLE: Table = {
  id: 't',
  name: 'Customers',
  columns: [
    { id: 'c1', name: 'number', type: 'text' },
    { id: 'c2', name: 'balance', type: 'number' },
  ],
  keyColumn: 'balance',
  live: true,
  revision: 3,
  rowCount: 2,
  usedBy: [],
  createdAt: '2026-11-24T08:00:00Z',
  updatedAt: '2026-11-24T08:00:00Z',
}

describe('the form of a table', () => {
  it('gives back what it was made from, columns with their ids', () => {
    const { name, columns, keyColumn, live } = TABLE
    expect(toTable(draftOf(TABLE))).toEqual({ name, columns, keyColumn, live })
  })

  it('keeps the key when it is renamed', () => {
    const draft = draftOf(TABLE)
    const columns = draft.columns.map((column) => (column.id === 'c2' ? { ...column, name: ' amount ' } : column))
    expect(toTable({ ...draft, columns })).toMatchObject({ keyColumn: 'amount' })
  })

  it('takes columns in and out; another one is the key where it goes', () => {
    const draft = addColumn(removeColumn(draftOf(TABLE), 1))
    expect(draft.columns.map(({ name }) => name)).toEqual(['number', ''])
    expect(new Set(draft.columns.map(({ key }) => key)).size).toBe(2)
    expect(toTable(draft).keyColumn).toBe('number')
    expect(removedColumns(TABLE, draft)).toEqual(['balance'])
    expect(removedColumns(TABLE, draftOf(TABLE))).toEqual([])
  })

  it('says which names are missing or used twice', () => {
    const draft = newTable(['number', 'Name', ' name', ''])
    expect(problemsOf(draft)).toEqual({
      name: true,
      columns: new Map([
        [2, 'twice'],
        [3, 'empty'],
      ]),
    })
    expect(problemsOf(draftOf(TABLE))).toEqual({ name: false, columns: new Map() })
  })
})
