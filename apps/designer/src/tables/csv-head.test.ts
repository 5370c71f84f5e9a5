import { describe, expect, it } from 'vitest'
import { csvHead, tableNameOf } from './csv-head.ts'

describe('the head of a CSV file', () => {
  it('names the columns, quoted ones too, without the mark of the encoding', () => {
    expect(csvHead('\uFEFFnumber,"name, first","a ""b"""\r\n1,2,3')).toEqual(['number', 'name, first', 'a "b"'])
  })

  it('is none where a name is missing or used twice', () => {
    expect(csvHead('')).toBeNull()
    expect(csvHead('a,,b')).toBeNull()
    expect(csvHead('a,a')).toBeNull()
  })

  it('gives the table the name of the file', () => {
    expect(tableNameOf('Known callers.CSV')).toBe('Known callers')
  })
})
