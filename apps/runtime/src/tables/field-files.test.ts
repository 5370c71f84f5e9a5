/** CSV files as spreadsheets write them, and what each has to become. */
import { readFileSync } from 'node:fs'
import type { Cell, ColumnType, TableColumn } from '@callflow-studio/model/api'
import { atOnce } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import type { TableState } from '../store/table-store.ts'
import { readCsv } from './read-csv.ts'
import { readTable } from './read-table.ts'
import { createTableHistory } from './table-history.ts'
import { writeCsv } from './write-csv.ts'

const column = (name: string, type: ColumnType = 'text', country?: string): TableColumn => ({
  id: name,
  name,
  type,
  ...(country ? { country } : {}),
})
const CALLERS = [column('number'), column('name'), column('vip', 'boolean'), column('rate', 'number')]
const field = (name: string): Uint8Array => readFileSync(new URL(`./field/${name}.csv`, import.meta.url))
const bytes = (text: string, encoding: BufferEncoding = 'utf8'): Uint8Array => Buffer.from(text, encoding)

/** The rows of a file as lists of cells, or its mistakes. */
function read(file: Uint8Array | string, columns: readonly TableColumn[] = CALLERS) {
  const read = readCsv(typeof file === 'string' ? bytes(file) : file, columns, columns[0]?.id ?? '')
  if (!read.ok) return read.errors.map(({ line, column, message }) => `${line} ${column}: ${message}`)
  return read.rows.map((cells) => columns.map(({ id }): Cell => cells[id] ?? null))
}
const remarksOf = (file: Uint8Array | string, columns: readonly TableColumn[] = CALLERS): string[] => {
  const read = readCsv(typeof file === 'string' ? bytes(file) : file, columns, columns[0]?.id ?? '')
  return read.ok ? read.remarks.map(({ line, column, message }) => `${line} ${column}: ${message}`) : ['refused']
}
const ANNA = ['+4989123', 'Anna', true, 1]

describe('a file that a spreadsheet has written', () => {
  it('may begin with the separator, hold empty columns and rows, and write numbers and words of its country', () => {
    expect(read(field('23-excel-sep'))).toEqual([ANNA])
    expect(read(field('23-excel-empty-edges'))).toEqual([ANNA])
    expect(read(field('23-excel-german'))).toEqual([['+4989123', 'Anna', true, 1.5]])
    expect(read(field('22-tab'), [column('a'), column('b'), column('c', 'number')])).toEqual([['1', '2', 3]])
  })

  it('may be Unicode text, with or without its mark', () => {
    const text = 'Number\tNAME\tvip\trate\r\n+4989123\tJosé\tVERDADERO\t1.234,5\r\n'
    const jose = [['+4989123', 'José', true, 1234.5]]
    expect(read(bytes(`\uFEFF${text}`, 'utf16le'))).toEqual(jose)
    expect(read(bytes(text, 'utf16le'))).toEqual(jose)
    expect(read(Buffer.from(bytes(`\uFEFF${text}`, 'utf16le')).swap16())).toEqual(jose)
    expect(read(bytes(`\uFEFF${text}`, 'utf16le').subarray(0, -1))).toEqual([
      '1 null: The file is UTF-16, but damaged or incomplete. Save it as “CSV UTF-8”.',
    ])
    expect(read(bytes('number,name,vip,rate\n1,M\xfcller,,', 'latin1'))).toEqual([
      '1 null: The file is not UTF-8, most likely Windows-1252, which Excel writes as plain “CSV”. Save it as “CSV UTF-8”.',
    ])
  })

  it('names columns without regard to capitals, blanks and how accents are written', () => {
    const columns = [column('Nu\u0301mero'), column('Name')]
    expect(read(' NÚMERO ;name;\n1;Anna;\n;;\n', columns)).toEqual([['1', 'Anna']])
    expect(read('número;NAME;Name\n1;Anna;x', columns)).toEqual(['1 Name: The header line names “Name” twice.'])
  })

  it('skips empty lines and columns anywhere, and says what stands below no name', () => {
    expect(read(';;;;\r\n;number;name;vip;rate\r\n;;;;\r\n;1;Anna;;2\r\n')).toEqual([['1', 'Anna', null, 2]])
    expect(read('number,name,vip,rate,\n1,Anna,,2,lost')).toEqual([
      '2 null: Value 5 belongs to no column: the header line has no name there.',
    ])
    expect(read('sep=;\nnumber;name;vip;rate\n1;Anna;maybe;')).toEqual(['3 vip: “maybe” is not true or false.'])
  })

  it.each([
    [';', '1,5', 1.5],
    [';', '1.234,5', 1234.5],
    [';', '1 234,5', 1234.5],
    [';', '1\u202F234', 1234],
    [';', "1'234.5", 1234.5],
    [';', '2.5', 2.5],
    [';', '-0,125', -0.125],
    [';', '1.234.567', 1234567],
    ['\t', '1,234.5', 1234.5],
    ['\t', ',5', 0.5],
    ['\t', '2e3', 2000],
    [',', '1.234', 1.234],
  ])('with “%s” between values reads %s', (sign, written, number) =>
    expect(read(`number${sign}rate\n1${sign}${written}`, [column('number'), column('rate', 'number')])).toEqual([
      ['1', number],
    ]),
  )

  it('tells by its other numbers what a dot means, and says where nothing tells', () => {
    const columns = [column('number'), column('rate', 'number')]
    expect(read('number;rate\n1;1.234\n2;0,5', columns)).toEqual([
      ['1', 1234],
      ['2', 0.5],
    ])
    expect(read('number;rate\n1;1.234\n2;0.5', columns)).toEqual([
      ['1', 1.234],
      ['2', 0.5],
    ])
    expect(remarksOf('number;rate\n1;1.234\n2;0.5', columns)).toEqual([])
    expect(read('number;rate\n1;1.234', columns)).toEqual([['1', 1234]])
    expect(remarksOf('number;rate\n1;1.234', columns)).toEqual([
      '2 rate: “1.234” was read as 1234. Write it without a separator to be sure.',
    ])
  })

  it.each(['WAHR', 'VRAI', 'VERDADERO', 'VERO', 'ja', 'oui', 'sí', 'SI', 'Sim', 'ДА', 'DOĞRU', 'PRAWDA'])(
    'takes %s for true',
    (word) =>
      expect(read(`number;vip\n1;${word}`, [column('number'), column('vip', 'boolean')])).toEqual([['1', true]]),
  )
  it.each(['FALSCH', 'FAUX', 'FALSO', 'nein', 'non', 'não', 'YANLIŞ', 'HAYIR', 'FAŁSZ', 'НЕТ'])(
    'takes %s for false',
    (word) =>
      expect(read(`number;vip\n1;${word}`, [column('number'), column('vip', 'boolean')])).toEqual([['1', false]]),
  )
})

describe('keys that a spreadsheet has changed', () => {
  const SHORT =
    'Excel has shortened this number, and its last digits are lost. Format the column as text in Excel, enter the number again and save the file.'

  it('are refused where digits are lost', () => {
    expect(read(field('24-ruined-keys'))).toEqual([`2 number: “4.91761E+11”: ${SHORT}`])
    expect(read('number;rate\n4,9E+11;1', [column('number', 'number'), column('rate', 'number')])).toEqual([
      `2 number: “4,9E+11”: ${SHORT}`,
    ])
    expect(read('id,number\n1,4.9e11', [column('id'), column('number', 'phone')])).toEqual([
      `2 number: “4.9e11”: ${SHORT}`,
    ])
    expect(read('code\n4E2', [column('code')])).toEqual([['4E2']])
    expect(remarksOf('id,order\n1,4.9E+11', [column('id'), column('order')])).toEqual([
      `2 order: “4.9E+11” was kept as it is. ${SHORT}`,
    ])
  })

  it('are unwrapped and trimmed, and each is told by line', () => {
    const file = Buffer.from(field('24-ruined-keys'))
      .toString()
      .replace(/^4\.91.*\r\n/m, '')
    expect(read(file)).toEqual([
      ['0049891', 'Ben', true, 1],
      ['+4989123', 'Cem', true, 1],
      ['+4989124', 'Dan', true, 1],
      ['+4989125', 'Eva', true, 1],
    ])
    expect(remarksOf(file)).toEqual([
      '2 number: Read as “0049891”, without ="".',
      '3 number: Read as “+4989123”, without the apostrophe at the beginning.',
      '4 number: Read as “+4989124”, without no-break spaces.',
      '5 number: Read as “+4989125”, without the blanks around it.',
    ])
  })

  it('may be wrapped without quotation marks around them', () => {
    expect(read('number,name\n="0049891",="Ben"\n"a,="",b",c', [column('number'), column('name')])).toEqual([
      ['0049891', 'Ben'],
      ['a,=",b', 'c'],
    ])
  })

  it('are trimmed behind the apostrophe too', () =>
    expect(read("number\n' +4989125", [column('number')])).toEqual([['+4989125']]))

  it('leave texts that are no keys as they are', () => {
    expect(read("number,name\n1, 't Hart ", [column('number'), column('name')])).toEqual([['1', " 't Hart "]])
  })

  it('are two of the same where only the spelling differs', () => {
    expect(read('name\nMu\u0308ller\nMüller', [column('name')])).toEqual([
      '3 name: The key “Müller” is already in line 2.',
    ])
    expect(read('number\n089 123459\n+49 (89) 123459', [column('number', 'phone', 'DE')])).toEqual([
      '3 number: The key “+4989123459” is already in line 2.',
    ])
  })
})

describe('a column of phone numbers', () => {
  const NUMBERS = [column('number', 'phone', 'DE'), column('name')]

  it('keeps one spelling of each', () => {
    expect(read(field('20-keys'), NUMBERS)).toEqual([
      ['+4989123456', 'Ann'],
      ['+4989123457', 'Ben'],
      ['+4989123458', 'Cem'],
      ['+4989123459', 'Dan'],
    ])
    const report = readFileSync(new URL('./field/20-keys.txt', import.meta.url), 'utf8')
    expect(report.match(/\+\d+/g)).toEqual(read(field('20-keys'), NUMBERS).map(([number]) => number))
    const columns = [column('number', 'phone')]
    expect(read('number\n0049 89 123456\nanonymous \n 4711\n089 123459', columns)).toEqual([
      ['+4989123456'],
      ['anonymous'],
      ['4711'],
      ['089 123459'],
    ])
    expect(remarksOf('number\n089 123459', columns)).toEqual([
      '2 number: “089 123459” stays as it is: the column has no country for numbers without a prefix.',
    ])
  })

  it('says in a column of text that a number is found in this spelling only', () => {
    expect(remarksOf('number\n+4989123456\n+49 89 123457\n', [column('number')])).toEqual([
      '3 number: “+49 89 123457” is found only if it is written like that. In a column of the type Phone number, the spelling does not matter.',
    ])
  })
})

describe('a look-up', () => {
  /** Which of the keys that are stored it finds. */
  function found(key: string, stored: readonly string[], { type, country }: TableColumn, ofFlow?: string) {
    const history = createTableHistory()
    const shape = { name: 'T', columns: [column('key', type, country)], keyColumn: 'key', live: false }
    history.add({ ...shape, epoch: 1, tableId: 't', revision: 1, generation: 1, deleted: false, at: 0 })
    const readRow = (_: TableState, __: string, value: string) =>
      stored.includes(value) ? { cells: JSON.stringify({ key: value }), expiresAt: null } : null
    const query = { table: 't', column: 'key', key, country: ofFlow, epoch: 1, at: 0 }
    const reply = atOnce(readTable(query, history, readRow))
    return reply.kind === 'found' ? reply.row.key : reply.kind
  }

  it('finds a phone number in any spelling', () => {
    const phone = column('key', 'phone', 'DE')
    for (const key of ['+4989123459', '4989123459', '089 123459', '(089) 123459', '0049-89-123459', ' +49 89 123459 '])
      expect(found(key, ['+4989123459'], phone)).toBe('+4989123459')
    expect(found('089 123459', ['+4989123459'], column('key', 'phone'), 'DE')).toBe('+4989123459')
    expect(found('089 123459', ['+4989123459'], column('key', 'phone'), 'US')).toBe('not_found')
    expect(found('+4989123459', ['4989123459'], column('key', 'phone'))).toBe('4989123459')
    expect(found('anonymous ', ['anonymous'], phone)).toBe('anonymous')
    expect(found('4711', ['4711', '+494711'], phone)).toBe('4711')
  })

  it('finds names with letters and accents composed or not, in old rows too', () => {
    const text = column('key')
    expect(found('Mu\u0308ller', ['Müller'], text)).toBe('Müller')
    expect(found('Müller', ['Mu\u0308ller'], text)).toBe('Mu\u0308ller')
  })
})

describe('a file that is written', () => {
  const columns = [column('key'), column('number', 'phone'), column('text')]
  const rows = [
    { key: 'Müller', number: '+4989123', text: '=1+1' },
    { key: "'=1", text: "'-x" },
    { key: "'5", text: "'t Hart" },
    { key: '="x"', text: '@sum' },
    { key: '-1', text: '\t' },
  ]

  it.each([false, true])(
    'begins with the mark of its encoding and comes back as it was (for spreadsheets: %s)',
    async (it) => {
      const csv = await writeCsv({ columns, keyColumn: 'key', forSpreadsheets: it }, rows)
      expect([...csv.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf])
      expect(read(csv, columns)).toEqual(rows.map(({ key, number, text }) => [key, number ?? null, text]))
    },
  )

  it('for spreadsheets holds no formula', async () => {
    const csv = Buffer.from(await writeCsv({ columns, keyColumn: 'key', forSpreadsheets: true }, rows)).toString()
    expect(csv.split('\r\n')[1]).toBe("Müller,'+4989123,'=1+1")
    expect(csv).not.toMatch(/(^|[,\n"])[=+\-@\t]/)
  })
})
