import type { Table, TableRow } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { refusedOf, textsOf } from './cell-edits.ts'
import { createEditQueue } from './edit-queue.ts'
import { unreadRows } from './new-rows.ts'

const KEY = { id: 'k', name: 'number', type: 'text' } as const
const NAME = { id: 'n', name: 'name', type: 'text' } as const
const BALANCE = { id: 'b', name: 'balance', type: 'number' } as const
const TABLE: Table = {
  id: 't',
  name: 'Known callers',
  columns: [KEY, NAME, BALANCE],
  keyColumn: 'number',
  rowCount: 0,
  revision: 1,
  live: false,
  createdAt: '2026-01-01T00:00:00.000Z',
  updatedAt: '2026-01-01T00:00:00.000Z',
  usedBy: [],
}
const AT_0 = { row: 0, stored: '' }
const AT_1 = { row: 1, stored: '' }

/** A studio whose requests wait until the test answers them, oldest first. */
function heldStudio() {
  const rows = new Map<string, Record<string, string>>()
  const requests: { what: string; answer: () => void; refuse: () => void }[] = []
  const request = (what: string, row: () => TableRow) =>
    new Promise<TableRow>((resolve, reject) => {
      const answer = () => resolve(row())
      requests.push({ what, answer, refuse: () => reject(new Error('Another row has this key.')) })
    })
  const queue = createEditQueue({
    table: () => TABLE,
    addRow: (values) =>
      request(`add ${JSON.stringify(values)}`, () => {
        const id = `1.${rows.size + 1}`
        rows.set(id, { ...values })
        return { id, values: { ...values } }
      }),
    saveRow: (id, values) =>
      request(`save ${id} ${JSON.stringify(values)}`, () => {
        const row = { ...rows.get(id), ...values }
        rows.set(id, row)
        return { id, values: row }
      }),
    removeRows: async (ids) => {
      for (const id of ids) rows.delete(id)
    },
    onAdded: async () => undefined,
    onSaved: async () => undefined,
  })
  const settle = async () => {
    for (let turn = 0; turn < 20; turn++) await Promise.resolve()
  }
  const next = async (how: 'answer' | 'refuse' = 'answer') => {
    await settle()
    const first = requests.shift()
    first?.[how]()
    await settle()
    return first?.what
  }
  const draftAt = (index: number) => queue.store.getState().newRows[index]?.draft ?? ''
  const edits = () => queue.store.getState().edits
  return { queue, rows, next, draftAt, edits }
}

describe('a new row', () => {
  it('gets what is typed into it while it is created', async () => {
    const { queue, rows, next, draftAt, edits } = heldStudio()
    const bob = draftAt(0)
    queue.write(bob, KEY, '42', AT_0)
    queue.write(bob, NAME, 'Bob', AT_0)
    expect(await next()).toBe('add {"number":"42","name":"Bob"}')
    queue.write(bob, BALANCE, '7', AT_0) // the grid has not been drawn since
    expect(await next()).toBe('save 1.1 {"balance":"7"}')
    expect([...rows.values()]).toEqual([{ number: '42', name: 'Bob', balance: '7' }])
    expect(edits().size).toBe(0)
  })

  it('is followed by the next one at once, whose texts are its own', async () => {
    const { queue, rows, next, draftAt } = heldStudio()
    const [alice, bob] = [draftAt(0), () => draftAt(1)]
    queue.write(alice, KEY, '41', AT_0)
    queue.write(bob(), KEY, '42', AT_1)
    queue.write(bob(), NAME, 'Bob', AT_1)
    queue.write(alice, NAME, 'Alice', AT_0)
    while (await next()) {}
    expect([...rows.values()]).toEqual([
      { number: '41', name: 'Alice' },
      { number: '42', name: 'Bob' },
    ])
  })

  it('shows what was created until the pages hold it, and never twice', async () => {
    const { queue, next, draftAt } = heldStudio()
    queue.write(draftAt(0), KEY, '42', AT_0)
    await next()
    const shown = (read: string[]) =>
      unreadRows(queue.store.getState().newRows, (id) => read.includes(id)).map(({ row }) => row?.values.number)
    expect(shown([])).toEqual(['42', undefined])
    expect(shown(['1.1'])).toEqual([undefined])
    queue.dropRead((id) => id === '1.1')
    expect(shown([])).toEqual([undefined])
  })

  it('stays with its texts when it is refused, and goes when they are taken back', async () => {
    const { queue, rows, next, draftAt, edits } = heldStudio()
    const bob = draftAt(0)
    queue.write(bob, KEY, '42', AT_0)
    queue.write(bob, NAME, 'Bob', AT_0)
    await next('refuse')
    await next('refuse')
    expect(refusedOf(edits()).map(({ text, problem }) => [text, problem])).toEqual([
      ['42', 'Another row has this key.'],
    ])
    queue.write(bob, KEY, '43', AT_0)
    await next()
    expect([...rows.values()]).toEqual([{ number: '43', name: 'Bob' }])

    const carol = draftAt(1)
    queue.write(carol, KEY, '43', AT_1)
    await next('refuse')
    queue.takeBack(carol, KEY.id)
    expect(queue.store.getState().newRows.map(({ row }) => row?.id)).toEqual(['1.1', undefined])
  })

  it('keeps a text without a request until it has a key', async () => {
    const { queue, next, draftAt, edits } = heldStudio()
    queue.write(draftAt(0), NAME, 'Bob', AT_0)
    expect(await next()).toBeUndefined()
    expect([...edits().values()].map(({ state }) => state)).toEqual(['kept'])
    queue.write(draftAt(0), NAME, '', AT_0)
    expect(edits().size).toBe(0)
  })

  it('loses a text that is cleared while it is sent', async () => {
    const { queue, rows, next, draftAt } = heldStudio()
    const bob = draftAt(0)
    queue.write(bob, KEY, '42', AT_0)
    queue.write(bob, NAME, 'Bob', AT_0)
    await Promise.resolve()
    queue.write(bob, NAME, '', AT_0)
    while (await next()) {}
    expect([...rows.values()]).toEqual([{ number: '42', name: '' }])
  })
})

describe('undo', () => {
  it('restores what was typed last, also while that is still on its way', async () => {
    const { queue, rows, next, draftAt } = heldStudio()
    const bob = draftAt(0)
    queue.write(bob, KEY, '42', AT_0)
    queue.write(bob, NAME, 'Bob', AT_0)
    await next()
    queue.write('1.1', NAME, 'Robert', AT_0) // drawn before the pages held the name
    queue.write('1.1', NAME, 'Rob', AT_0)
    expect(queue.undo()).toEqual({ row: 0, columnId: 'n' })
    while (await next()) {}
    expect(rows.get('1.1')?.name).toBe('Robert')
    queue.undo()
    await next()
    expect(rows.get('1.1')?.name).toBe('Bob')
  })

  it('takes back the cells of a new row one by one, but not the key that creates it', async () => {
    const { queue, next, draftAt, edits } = heldStudio()
    const bob = draftAt(0)
    queue.write(bob, NAME, 'Bob', AT_0)
    queue.write(bob, KEY, '42', AT_0)
    queue.undo()
    expect(queue.undo()).toBeNull()
    expect(await next()).toBe('add {"number":"42"}')
    expect(textsOf(edits(), '1.1')).toEqual({})
  })

  it('sends only the last of several texts typed into a cell', async () => {
    const { queue, rows, next } = heldStudio()
    rows.set('1.1', { number: '42', name: 'Bob' })
    for (const name of ['Rob', 'Robert', 'Bobby']) queue.write('1.1', NAME, name, { row: 0, stored: 'Bob' })
    expect(await next()).toBe('save 1.1 {"name":"Bobby"}')
    expect(await next()).toBeUndefined()
  })
})

describe('a pasted range', () => {
  const line = (rowId: string | null, row: number, ...texts: string[]) => ({
    rowId,
    row,
    cells: texts.map((text, index) => ({ column: TABLE.columns[index] ?? KEY, text, stored: '' })),
  })

  it('fills rows, creates new ones in order, and is undone at once', async () => {
    const { queue, rows, next, draftAt, edits } = heldStudio()
    queue.write(draftAt(0), KEY, '1', AT_0)
    expect(await next()).toBe('add {"number":"1"}')
    const old = {
      ...line('1.1', 0),
      cells: [
        { column: NAME, text: 'Ann', stored: '' },
        { column: BALANCE, text: '1', stored: '' },
      ],
    }
    queue.writeRange([
      old,
      line(draftAt(1), 1, '2', 'Bob', '2'),
      line(null, 2, '', '', ''),
      line(null, 3, '3', 'Cem', '3'),
    ])
    expect(textsOf(edits(), '1.1')).toEqual({ n: 'Ann', b: '1' })
    expect(await next()).toBe('save 1.1 {"name":"Ann","balance":"1"}')
    expect(await next()).toBe('add {"number":"2","name":"Bob","balance":"2"}')
    expect(await next()).toBe('add {"number":"3","name":"Cem","balance":"3"}')
    expect(rows.size).toBe(3)
    expect(edits().size).toBe(0)
    expect(queue.store.getState().newRows.at(-1)?.row).toBeNull()

    expect(queue.undo()).toEqual({ row: 0, columnId: 'n' })
    await next()
    await next()
    expect([...rows.values()]).toEqual([{ number: '1', name: '', balance: '' }])
    expect(queue.undo()).toBeNull()
  })

  it('marks the cells that do not fit and saves the others', async () => {
    const { queue, next, draftAt, edits } = heldStudio()
    queue.write(draftAt(0), KEY, '1', AT_0)
    await next()
    const cells = [
      { column: NAME, text: 'Ann', stored: '' },
      { column: BALANCE, text: 'much', stored: '' },
    ]
    queue.writeRange([{ rowId: '1.1', row: 0, cells }])
    expect(await next('refuse')).toBe('save 1.1 {"name":"Ann","balance":"much"}')
    expect(await next()).toBe('save 1.1 {"name":"Ann"}')
    expect(await next('refuse')).toBe('save 1.1 {"balance":"much"}')
    expect(refusedOf(edits()).map(({ text }) => text)).toEqual(['much'])
  })

  it('keeps rows without a key, and rows that were refused, until they are undone', async () => {
    const { queue, next, draftAt, edits } = heldStudio()
    queue.writeRange([line(draftAt(0), 0, '', 'Ann', ''), line(null, 1, '7', 'Bob', '')])
    expect(await next('refuse')).toBe('add {"number":"7","name":"Bob"}')
    expect([...edits().values()].map(({ text, state }) => `${text} ${state}`)).toEqual([
      'Ann kept',
      '7 refused',
      'Bob kept',
    ])
    queue.undo()
    await next()
    expect(edits().size).toBe(0)
    expect(queue.store.getState().newRows).toHaveLength(1)
  })
})
