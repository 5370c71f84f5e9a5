import { expect, it } from 'vitest'
import { tableFor, withTable, writableColumns } from './kept-table.ts'

const TABLE = {
  id: 't1',
  keyColumn: 'who',
  columns: [
    { id: 'a', name: 'who', type: 'number' as const },
    { id: 'b', name: 'note', type: 'text' as const },
    { id: 'c', name: 'count', type: 'number' as const },
  ],
}
const WORDS = { name: 'Counts', caller: 'caller', key: 'key', count: 'count', value: 'value' }

it('offers columns of numbers for a count, and any but the key for a value', () => {
  expect(writableColumns({ change: 'add' }, TABLE)).toEqual(['count'])
  expect(writableColumns({ change: 'set' }, TABLE)).toEqual(['note', 'count'])
})

it('goes over to another table with the columns that fit', () => {
  const assign = [
    { name: 'calls', column: '' },
    { name: 'who', column: 'who' },
  ]
  expect(withTable({ change: 'add', table: '', column: '', assign }, TABLE)).toEqual({
    change: 'add',
    table: 't1',
    column: 'count',
    assign: [
      { name: 'calls', column: 'count' },
      { name: 'who', column: 'who' },
    ],
  })
  expect(withTable({ change: 'set', column: 'note' }, TABLE)).toMatchObject({ column: 'note' })
})

it('makes a live table whose columns have the right types', () => {
  expect(tableFor({ change: 'add', key: '{{ caller.number }}' }, WORDS)).toEqual({
    name: 'Counts',
    columns: [
      { name: 'caller', type: 'phone' },
      { name: 'count', type: 'number' },
    ],
    keyColumn: 'caller',
    live: true,
  })
  expect(tableFor({ change: 'set', key: 'everybody' }, WORDS).columns).toEqual([
    { name: 'key', type: 'text' },
    { name: 'value', type: 'text' },
  ])
})
