import { atOnce } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import type { TableState } from '../store/table-store.ts'
import { createDayLists } from './day-lists.ts'
import { createTableChanges } from './table-changes.ts'
import { createTableHistory } from './table-history.ts'

const state = (tableId: string, live: boolean): TableState => ({
  epoch: 3,
  tableId,
  name: 'Holidays',
  columns: [{ id: 'd', name: 'date', type: 'text' }],
  keyColumn: 'd',
  live,
  revision: 1,
  generation: 1,
  deleted: false,
  at: 0,
})

/** Lists of a process that began at epoch 10, and how often rows were read for them. */
function listsOf(live: boolean) {
  const history = createTableHistory()
  history.add(state('t', live))
  const read: number[] = []
  const changes = createTableChanges(() => 10)
  const readDays = createDayLists(
    history,
    (_, epoch) => {
      read.push(epoch)
      return ['{"d":"2026-12-25"}']
    },
    () => new Date(0),
    changes,
  )
  return { lists: { read: readDays, changed: changes.changed }, read }
}

describe('the days in a table', () => {
  it('are read once, even if something else is published', () => {
    const { lists, read } = listsOf(false)
    const first = atOnce(lists.read('t', 10))
    expect(first?.days).toEqual([{ date: '2026-12-25', name: '' }])
    for (let epoch = 10; epoch < 60; epoch++) expect(atOnce(lists.read('t', epoch))?.days).toBe(first?.days)
    expect(read).toEqual([10])
  })

  it('are read again for calls that began after a change, and not for those before', () => {
    const { lists, read } = listsOf(false)
    const before = lists.read('t', 12)
    lists.changed('t', 20)
    expect(lists.read('t', 19)).toBe(before)
    const after = lists.read('t', 20)
    expect(after).not.toBe(before)
    expect(lists.read('t', 99)).toBe(after)
    expect(read).toEqual([12, 20])
  })

  it('are read for each epoch before this process, of which it knows no changes', () => {
    const { lists, read } = listsOf(false)
    lists.read('t', 5)
    lists.read('t', 6)
    lists.read('t', 6)
    expect(read).toEqual([5, 6])
  })

  it('of a live table are read again after each change, by all calls', () => {
    const { lists, read } = listsOf(true)
    const before = lists.read('t', 5)
    expect(lists.read('t', 50)).toBe(before)
    lists.changed('t', 20)
    expect(lists.read('t', 5)).not.toBe(before)
    lists.changed('t', null)
    lists.read('t', 5)
    expect(read).toHaveLength(3)
  })

  it('that come later are read once for all who wait, and then known', async () => {
    const history = createTableHistory()
    history.add(state('t', false))
    let reads = 0
    const readLater = async () => {
      reads += 1
      return ['{"d":"2026-12-25"}']
    }
    const readDays = createDayLists(
      history,
      readLater,
      () => new Date(0),
      createTableChanges(() => 10),
    )
    const [first, second] = await Promise.all([readDays('t', 10), readDays('t', 10)])
    expect(first?.days).toHaveLength(1)
    expect(second).toBe(first)
    expect(atOnce(readDays('t', 10))).toBe(first)
    expect(reads).toBe(1)
  })
})
