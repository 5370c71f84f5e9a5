import { describe, expect, it } from 'vitest'
import { csvHead, tableNameOf } from './csv-head.ts'

const headOf = (text: string, encoding: BufferEncoding = 'utf8') => csvHead(Buffer.from(text, encoding))

describe('the head of a CSV file', () => {
  it('names the columns, quoted ones too, without the mark of the encoding', () => {
    expect(headOf('\uFEFFnumber,"name, first","a ""b"""\r\n1,2,3')).toEqual(['number', 'name, first', 'a "b"'])
  })

  it.each([
    ['Rufnummer;Name;Rabatt\r\n+4989123;Anna;1', ['Rufnummer', 'Name', 'Rabatt']],
    ['a\tb\tc\r\n1\t2\t3', ['a', 'b', 'c']],
    ['sep=;\r\nnumber;name, first\r\n', ['number', 'name, first']],
    [';;\n;number;name;\n', ['number', 'name']],
    ['number,name,', ['number', 'name']],
  ])('of %j is found by its separator, without empty columns', (text, names) => expect(headOf(text)).toEqual(names))

  it('is read from Unicode text', () => {
    expect(headOf('\uFEFFNúmero\tName\r\n', 'utf16le')).toEqual(['Número', 'Name'])
  })

  it('is none where there is no name, or one is used twice', () => {
    expect(headOf('')).toBeNull()
    expect(headOf(',,')).toBeNull()
    expect(headOf('a, A')).toBeNull()
  })

  it('gives the table the name of the file', () => {
    expect(tableNameOf('Known callers.CSV')).toBe('Known callers')
    expect(tableNameOf('Known callers.txt')).toBe('Known callers')
  })
})
