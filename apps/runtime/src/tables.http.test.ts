import {
  deletedRowsSchema,
  importedRowsSchema,
  type ProblemDetails,
  problemSchema,
  savedTableSchema,
  type Table,
  tableListSchema,
  tableRowSchema,
  tableRowsSchema,
  tableSchema,
} from '@callflow-studio/model/api'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const COLUMNS = [
  { name: 'number', type: 'text' },
  { name: 'balance', type: 'number' },
  { name: 'vip', type: 'boolean' },
]
const create = async (more: Record<string, unknown> = {}): Promise<Table> =>
  tableSchema.parse(
    await studio.api('POST', '/tables', { name: 'Customers', columns: COLUMNS, keyColumn: 'number', ...more }, 201),
  )
const importCsv = (id: string, csv: string | Buffer) =>
  studio.send(`/api/tables/${id}/import`, { method: 'POST', headers: { 'content-type': 'text/csv' }, body: csv })
const imported = async (id: string, csv: string | Buffer): Promise<number> => {
  const { status, text } = await importCsv(id, csv)
  expect([status, text]).toEqual([200, expect.any(String)])
  return importedRowsSchema.parse(JSON.parse(text)).rows
}
const refusedImport = async (id: string, csv: string | Buffer): Promise<ProblemDetails> => {
  const { status, text } = await importCsv(id, csv)
  expect(status).toBe(422)
  return problemSchema.parse(JSON.parse(text))
}
const refused = async (method: string, path: string, body: unknown, status = 422): Promise<ProblemDetails> =>
  problemSchema.parse(await studio.api(method, path, body, status))
const rowsOf = async (id: string, query = '') =>
  tableRowsSchema.parse(await studio.api('GET', `/tables/${id}/rows${query}`))
const keysOf = async (id: string, query = '') => (await rowsOf(id, query)).rows.map(({ values }) => values.number)
const exportOf = async (id: string) => (await studio.send(`/api/tables/${id}/export`)).text

describe('tables', () => {
  it('are created, listed, changed and deleted', async () => {
    const created = await create()
    expect(created).toMatchObject({ name: 'Customers', keyColumn: 'number', live: false, revision: 1, rowCount: 0 })
    const saved = tableSchema.parse(
      await studio.api('PUT', `/tables/${created.id}`, { ...created, name: 'Clients', live: true }),
    )
    expect(saved).toMatchObject({ name: 'Clients', live: true, revision: 2, columns: created.columns })
    expect(tableListSchema.parse(await studio.api('GET', '/tables')).tables).toContainEqual(saved)
    await studio.api('DELETE', `/tables/${created.id}`, undefined, 204)
    for (const [method, path] of [
      ['GET', ''],
      ['DELETE', ''],
      ['GET', '/rows'],
      ['GET', '/export'],
    ] as const)
      await studio.api(method, `/tables/${created.id}${path}`, undefined, 404)
  })

  it('of two editors: the second gets 409', async () => {
    const created = await create()
    await studio.api('PUT', `/tables/${created.id}`, { ...created, name: 'First' })
    const { current } = await refused('PUT', `/tables/${created.id}`, { ...created, name: 'Second' }, 409)
    expect(current?.revision).toBe(2)
  })

  it('need columns with names of their own, and a key among them', async () => {
    const table = { name: 'x', columns: COLUMNS, keyColumn: 'number' }
    await refused('POST', '/tables', { ...table, columns: [] })
    await refused('POST', '/tables', { ...table, keyColumn: 'nothing' })
    await refused('POST', '/tables', { ...table, columns: [...COLUMNS, { name: 'Number', type: 'text' }] })
    await refused('POST', '/tables', { ...table, columns: [{ name: 'number', type: 'date' }] })
  })

  it('say which flows would miss them', async () => {
    const { id } = await create()
    const flow = await studio.api<{ id: string }>(
      'POST',
      '/flows',
      { name: 'User', document: { nodes: [{ id: 'x', type: 'data.table', data: { table: id } }], edges: [] } },
      201,
    )
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ usedBy: [{ id: flow.id, name: 'User' }] })
  })

  it('are there after a restart', async () => {
    const { id } = await create()
    await imported(id, 'number,balance,vip\n1,2,true')
    await studio.restart()
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 1 })
    expect(await keysOf(id)).toEqual(['1'])
  })
})

describe('columns', () => {
  it('keep their values when they are renamed, moved or joined by others', async () => {
    const table = await create()
    await imported(table.id, 'number,balance,vip\n0042,3.5,true')
    const [number, balance] = table.columns
    await studio.api('PUT', `/tables/${table.id}`, {
      ...table,
      columns: [{ ...balance, name: 'amount' }, number, { name: 'note', type: 'text' }],
    })
    expect((await rowsOf(table.id)).rows[0]?.values).toEqual({ amount: 3.5, number: '0042', note: null })
  })

  it('that go take their values along, even if one of that name comes back', async () => {
    const table = await create()
    await imported(table.id, 'number,balance,vip\n1,3.5,true')
    const without = tableSchema.parse(
      await studio.api('PUT', `/tables/${table.id}`, { ...table, columns: table.columns.slice(0, 2) }),
    )
    await studio.api('PUT', `/tables/${table.id}`, { ...without, columns: [...without.columns, COLUMNS[2]] })
    expect((await rowsOf(table.id)).rows[0]?.values.vip).toBeNull()
  })

  it('get another type where all values fit', async () => {
    const table = await create()
    await imported(table.id, 'number,balance,vip\n1,3.5,true\n2,4,false')
    const [number, balance, vip] = table.columns
    const change = { ...table, columns: [{ ...number, type: 'number' }, { ...balance, type: 'text' }, vip] }
    await studio.api('PUT', `/tables/${table.id}`, change)
    expect((await rowsOf(table.id)).rows.map(({ values }) => values)).toEqual([
      { number: 1, balance: '3.5', vip: true },
      { number: 2, balance: '4', vip: false },
    ])
  })

  it('become phone numbers, with a report of what was changed and what stays text', async () => {
    const table = await create()
    await imported(table.id, 'number,balance,vip\n(089) 123459,,\n+4989123458,,\nanonymous,,\n0000000,,')
    const [number, balance, vip] = table.columns
    const columns = [{ ...number, type: 'phone', country: 'DE' }, balance, vip]
    const saved = savedTableSchema.parse(await studio.api('PUT', `/tables/${table.id}`, { ...table, columns }))
    expect(saved.columns[0]).toMatchObject({ type: 'phone', country: 'DE' })
    expect(saved.remarks).toEqual([
      { line: 1, column: 'number', message: '“(089) 123459” is +4989123459 now.' },
      { line: 4, column: 'number', message: '“0000000” stays as it is: it is no phone number of DE.' },
    ])
    expect(await keysOf(table.id)).toEqual(['+4989123459', '+4989123458', 'anonymous', '0000000'])
    const path = `/tables/${table.id}/rows`
    await studio.api('POST', path, { values: { number: '0049 89 123457' } }, 201)
    expect(await keysOf(table.id, '?search=123457')).toEqual(['+4989123457'])
    expect((await refused('POST', path, { values: { number: '089/123457' } })).errors?.[0]?.message).toBe(
      'The key “+4989123457” is taken by row 5.',
    )
    await refused('PUT', `/tables/${table.id}`, { ...table, columns: [{ ...number, type: 'phone', country: 'XX' }] })
  })

  it('stay as they are where one value does not fit, or a new key stands twice', async () => {
    const table = await create()
    await imported(table.id, 'number,balance,vip\n1,3.5,true\ntwo,3.5,')
    const [number, balance, vip] = table.columns
    const path = `/tables/${table.id}`
    const { errors } = await refused('PUT', path, { ...table, columns: [{ ...number, type: 'number' }, balance, vip] })
    expect(errors).toEqual([{ line: 2, column: 'number', message: '“two” is not a number. Write it like 3.5.' }])
    expect((await refused('PUT', path, { ...table, keyColumn: 'balance' })).errors?.[0]?.message).toBe(
      'The key “3.5” is already in line 1.',
    )
    expect(await studio.api('GET', path)).toEqual(
      table.rowCount === 0 ? expect.objectContaining({ revision: 1 }) : table,
    )
    expect(await keysOf(table.id)).toEqual(['1', 'two'])
  })
})

describe('rows', () => {
  it('are added, edited and removed one by one', async () => {
    const { id } = await create()
    const path = `/tables/${id}/rows`
    const row = tableRowSchema.parse(
      await studio.api('POST', path, { values: { number: '0042', balance: '3.50', vip: 'yes' } }, 201),
    )
    expect(row.values).toEqual({ number: '0042', balance: 3.5, vip: true })
    const edited = await studio.api('PUT', `${path}/${row.id}`, { values: { balance: null, vip: false } })
    expect(edited).toEqual({ id: row.id, values: { number: '0042', balance: null, vip: false } })
    expect(await rowsOf(id)).toEqual({ rows: [edited], total: 1 })
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 1, revision: 1 })
    await studio.api('DELETE', `${path}/${row.id}`, undefined, 204)
    expect(await rowsOf(id)).toEqual({ rows: [], total: 0 })
    await studio.api('DELETE', `${path}/${row.id}`, undefined, 404)
  })

  it('keep their place and their key', async () => {
    const { id } = await create()
    await imported(id, 'number,balance,vip\n1,,\n2,,\n3,,')
    const { rows } = await rowsOf(id)
    await studio.api('PUT', `/tables/${id}/rows/${rows[1]?.id}`, { values: { number: '22' } })
    expect(await keysOf(id)).toEqual(['1', '22', '3'])
    await studio.api('PUT', `/tables/${id}/rows/${rows[1]?.id}`, { values: { number: '22' } })
  })

  it('are refused with a wrong type, an unknown column, an empty key or one that is taken', async () => {
    const { id } = await create()
    const path = `/tables/${id}/rows`
    await studio.api('POST', path, { values: { number: '1' } }, 201)
    for (const values of [
      { number: '2', balance: 'much' },
      { number: '2', vip: 'maybe' },
      { number: '2', colour: 'red' },
      { number: '' },
      { balance: 1 },
      { number: '1' },
      { number: 'x'.repeat(2001) },
      { number: '4.91761E+11' },
    ])
      expect((await refused('POST', path, { values })).errors).toHaveLength(1)
    expect(await keysOf(id)).toEqual(['1'])
  })

  it('of an earlier import are nobody’s any more', async () => {
    const { id } = await create()
    await imported(id, 'number,balance,vip\n1,,')
    const [old] = (await rowsOf(id)).rows
    await imported(id, 'number,balance,vip\n2,,')
    await studio.api('PUT', `/tables/${id}/rows/${old?.id}`, { values: { number: '3' } }, 404)
    expect(await keysOf(id)).toEqual(['2'])
  })

  it('are shown page by page, sorted and searched', async () => {
    const { id } = await create()
    const lines = Array.from({ length: 25 }, (_, index) => `n${index},${(index * 7) % 25},${index % 2 === 0}`)
    await imported(id, ['number,balance,vip', ...lines, 'ÄRGER,,'].join('\n'))
    expect((await rowsOf(id, '?limit=10&offset=20')).rows).toHaveLength(6)
    expect((await rowsOf(id, '?limit=10')).total).toBe(26)
    expect((await keysOf(id, '?limit=2&sort=balance')).slice(0, 2)).toEqual(['n0', 'n18'])
    expect(await keysOf(id, '?limit=1&sort=balance&descending=true')).toEqual(['n7'])
    expect((await keysOf(id, '?sort=balance&descending=true')).at(-1)).toBe('ÄRGER') // empty cells come last
    expect(await rowsOf(id, '?search=N2&limit=3')).toMatchObject({ total: 6 })
    expect(await keysOf(id, `?search=${encodeURIComponent('ärg')}`)).toEqual(['ÄRGER'])
    expect(await rowsOf(id, '?search=%25')).toMatchObject({ total: 0 })
    await imported(id, 'number,balance,vip\n"a ""b"" c\\d",,\n"x\ny",,\nc,,')
    for (const [search, total] of [
      ['"B"', 1],
      ['c\\d', 1],
      ['x\ny', 1],
      ['c', 2],
      ['\\n', 0],
    ] as const)
      expect(await rowsOf(id, `?search=${encodeURIComponent(search)}`)).toMatchObject({ total })
    for (const wrong of ['?limit=0', '?limit=501', '?offset=-1', '?sort=nothing', '?descending=maybe'])
      await studio.api('GET', `/tables/${id}/rows${wrong}`, undefined, 422)
  })
})

describe('rows of a large table', () => {
  const csvOf = (keys: readonly string[]) => ['number,balance,vip', ...keys.map((key) => `"${key}",,`)].join('\n')

  it('are found by how their key begins, to the letter, in the order of the keys', async () => {
    const { id } = await create()
    await imported(id, csvOf(['+4915', '+4920', '+491', 'b', 'B', '%', '+49', '+4920 \u{1F600}', '+5']))
    expect(await rowsOf(id, `?key=${encodeURIComponent('+49')}&limit=2`)).toMatchObject({ total: 5 })
    expect(await keysOf(id, `?key=${encodeURIComponent('+49')}`)).toEqual([
      '+49',
      '+491',
      '+4915',
      '+4920',
      '+4920 \u{1F600}',
    ])
    expect(await keysOf(id, '?key=b')).toEqual(['b'])
    expect(await keysOf(id, '?key=%25')).toEqual(['%'])
    expect(await keysOf(id, `?key=${encodeURIComponent('+49')}&search=91&descending=true`)).toEqual(['+4915', '+491'])
  })

  it('are found by a key that is a number, as it is now', async () => {
    const { id } = await create({ keyColumn: 'balance' })
    await imported(id, 'number,balance,vip\na,12,\nb,120,\nc,2,')
    const [first] = (await rowsOf(id, '?key=12')).rows
    expect(await keysOf(id, '?key=12')).toEqual(['a', 'b'])
    await studio.api('PUT', `/tables/${id}/rows/${first?.id}`, { values: { balance: 3 } })
    expect(await keysOf(id, '?key=12')).toEqual(['b'])
  })

  it('are removed many at once; those that are gone do not count', async () => {
    const { id } = await create()
    await imported(id, csvOf(Array.from({ length: 600 }, (_, index) => `n${String(index).padStart(3, '0')}`)))
    const path = `/tables/${id}/rows/delete`
    const ids = (await rowsOf(id, '?limit=200&offset=50')).rows.map((row) => row.id)
    await studio.api('DELETE', `/tables/${id}/rows/${ids[0]}`, undefined, 204)
    const answer = await studio.api('POST', path, { ids: [...ids.slice(0, 197), '1.1', 'nobody', ''] })
    expect(deletedRowsSchema.parse(answer)).toEqual({ deleted: 196 })
    expect(await rowsOf(id, '?limit=1&offset=49')).toMatchObject({ total: 403, rows: [{ values: { number: 'n049' } }] })
    expect(await keysOf(id, '?limit=1&offset=50')).toEqual(['n247'])
    expect(await studio.api('GET', `/tables/${id}`)).toMatchObject({ rowCount: 403, revision: 1 })
    expect(await studio.api('POST', path, { ids: [ids[0]] })).toEqual({ deleted: 0 })
    await refused('POST', path, { ids: [] })
    await refused('POST', path, { ids: Array(201).fill('1.1') })
    await refused('POST', '/tables/nothing/rows/delete', { ids }, 404)
  })
})

describe('CSV', () => {
  it('replaces the rows; columns may stand in any order, separated as Excel does it', async () => {
    const { id } = await create()
    await imported(id, 'number,balance,vip\nold,,')
    expect(await imported(id, '\ufeffvip;number;balance\r\nTRUE;"a;b ""c""";-3.5e1\r\n\r\nno;"x";\r\n')).toBe(2)
    expect((await rowsOf(id)).rows.map(({ values }) => values)).toEqual([
      { number: 'a;b "c"', balance: -35, vip: true },
      { number: 'x', balance: null, vip: false },
    ])
    expect(await imported(id, 'number\tbalance\tvip\n1\t2\t0')).toBe(1)
    expect(await imported(id, 'number,balance,vip')).toBe(0)
  })

  it('comes out as it went in', async () => {
    const { id } = await create()
    const csv = '\ufeffnumber,balance,vip\r\n"a, ""b""",3.5,true\r\n"two\nlines",,false\r\n+14155550100,,\r\nZoë,0,\r\n'
    await imported(id, csv)
    expect(await exportOf(id)).toBe(csv)
    await imported(id, await exportOf(id))
    expect(await exportOf(id)).toBe(csv)
    const forSpreadsheets = (await studio.send(`/api/tables/${id}/export?spreadsheet=true`)).text
    expect(forSpreadsheets).toBe(csv.replace('+1415', "'+1415"))
    await imported(id, forSpreadsheets)
    expect(await exportOf(id)).toBe(csv)
  })

  it('is imported with a remark for what was read in another way', async () => {
    const { id } = await create()
    const { text } = await importCsv(
      id,
      `number,balance,vip\n${Array.from({ length: 120 }, (_, n) => ` ${n},,`).join('\n')}`,
    )
    const { rows, remarks, remarkCount } = importedRowsSchema.parse(JSON.parse(text))
    expect([rows, remarks.length, remarkCount]).toEqual([120, 100, 120])
    expect(remarks[0]).toEqual({ line: 2, column: 'number', message: 'Read as “0”, without the blanks around it.' })
  })

  it('is refused with a report by line, and nothing of it is imported', async () => {
    const { id } = await create()
    await imported(id, 'number,balance,vip\nold,,')
    const { errors, errorCount } = await refusedImport(
      id,
      [
        'number,balance,vip',
        '1,2,true',
        '2',
        '3,2,true,x',
        '4,much,true',
        '"5\n5",1,maybe',
        ',1,',
        '1,1,',
        '',
        '6,9007199254740993,',
      ].join('\n'),
    )
    expect(errors).toEqual([
      { line: 3, column: null, message: 'The line has 1 values, the header line has 3.' },
      { line: 4, column: null, message: 'The line has 4 values, the header line has 3.' },
      { line: 5, column: 'balance', message: '“much” is not a number. Write it like 3.5.' },
      { line: 6, column: 'vip', message: '“maybe” is not true or false.' },
      { line: 8, column: 'number', message: 'The key is empty.' },
      { line: 9, column: 'number', message: 'The key “1” is already in line 2.' },
      {
        line: 11,
        column: 'balance',
        message: '“9007199254740993” has too many digits for a number. Make this a text column.',
      },
    ])
    expect(errorCount).toBe(7)
    expect(await keysOf(id)).toEqual(['old'])
  })

  it('is refused as a whole for its header, its quotation marks or its encoding', async () => {
    const { id } = await create()
    const first = async (csv: string | Buffer) => (await refusedImport(id, csv)).errors?.[0]
    expect(await first('')).toMatchObject({ line: 1 })
    expect(await first('number,balance\n1,2')).toMatchObject({ line: 1, column: 'vip' })
    expect(await first('number,balance,vip,more\n1,2,,')).toMatchObject({ line: 1, column: 'more' })
    expect(await first('number,balance,vip,vip\n1,2,,')).toMatchObject({ line: 1, column: 'vip' })
    expect(await first('number,balance,vip\n1,2,\n"3,4,\n5,6,')).toMatchObject({
      column: null,
      message: 'A quotation mark is opened and never closed.',
    })
    expect(await first('number,balance,vip\n1,2,\na"b,4,')).toMatchObject({ line: 3, column: null })
    expect(await first(Buffer.from('number,balance,vip\nZo\xeb,1,', 'latin1'))).toMatchObject({ line: 1 })
  })

  it('that would fill the memory is refused, and so is one with too many rows', async () => {
    const { id } = await create()
    const first = async (csv: string) => (await refusedImport(id, csv)).errors?.[0]
    expect(await first(`number,balance,vip\n1,2,\n${','.repeat(10_000_000)}`)).toMatchObject({ line: 3, column: null })
    const rows = Array.from({ length: 200_001 }, (_, index) => `${index},,`).join('\n')
    expect(await first(`number,balance,vip\n${rows}`)).toEqual({
      line: 200_002,
      column: null,
      message: 'A table has at most 200000 rows.',
    })
    expect(await rowsOf(id)).toMatchObject({ total: 0 })
  }, 30_000)

  it('with mistakes in every line reports the first hundred and how many there are', async () => {
    const { id } = await create()
    const { errors, errorCount } = await refusedImport(id, `number,balance,vip\n${'x,y,z\n'.repeat(500)}`)
    expect([errors?.length, errorCount]).toEqual([100, 1000])
    expect((await refusedImport(id, `number,balance,vip\n${'x\n'.repeat(50_000)}`)).errorCount).toBe(10_000)
  })

  it('has to be text/csv, from this studio’s own pages', async () => {
    const { id } = await create()
    const sent = (headers: Record<string, string>) =>
      studio.send(`/api/tables/${id}/import`, { method: 'POST', headers, body: 'number,balance,vip' })
    expect((await sent({ 'content-type': 'text/csv; charset=utf-8' })).status).toBe(200)
    expect((await sent({ 'content-type': 'application/json' })).status).toBe(415)
    expect((await sent({ 'content-type': 'text/plain' })).status).toBe(415)
    expect((await sent({})).status).toBe(415)
    expect((await sent({ 'content-type': 'text/csv', origin: 'https://evil.example.com' })).status).toBe(403)
    expect(
      (await studio.send('/api/flows', { method: 'POST', headers: { 'content-type': 'text/csv' }, body: '{}' })).status,
    ).toBe(415)
  })

  it('of 100,000 rows is imported, searched and exported while others are answered at once', async () => {
    const { id } = await create()
    const lines = Array.from(
      { length: 100_000 },
      (_, index) => `+1415${String(index).padStart(7, '0')},${index / 4},${index % 3 === 0}`,
    )
    let isDone = false
    const took: number[] = []
    const answering = (async () => {
      while (!isDone) {
        const begun = performance.now()
        await studio.send('/healthz')
        took.push(performance.now() - begun)
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
    })()
    const saving = (async () => {
      while (!isDone) {
        await studio.api('POST', '/flows', { name: 'Saved meanwhile' }, 201)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })()
    expect(await imported(id, ['number,balance,vip', ...lines].join('\n'))).toBe(100_000)
    expect(await rowsOf(id, '?search=0099999&limit=5')).toMatchObject({ total: 1 })
    expect((await exportOf(id)).length).toBeGreaterThan(2_000_000)
    isDone = true
    await Promise.all([answering, saving])
    took.sort((a, b) => a - b)
    // Two cores, shared with the thread that imports: what counts is that nothing waits for the import as a whole.
    expect(took[Math.floor(took.length * 0.99)]).toBeLessThan(250)
  }, 60_000)
})
