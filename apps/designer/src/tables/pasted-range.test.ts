import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { pastedRange, pastedText } from './pasted-range.ts'

const rowsOf = (text: string) => pastedRange(text, 'en').rows
const EXCEL = readFileSync(new URL('./field/26-excel-range.txt', import.meta.url), 'utf8')

describe('a pasted range', () => {
  it('of a spreadsheet has rows and columns', () => {
    expect(rowsOf(EXCEL)).toEqual([
      ['+4989123', 'Muster, Anna', 'TRUE', '1.5'],
      ['+4989124', 'Zwei', 'FALSE', '2'],
    ])
    expect(rowsOf('1\t2\r\n3\r\n')).toEqual([
      ['1', '2'],
      ['3', ''],
    ])
    expect(rowsOf('a\t"two\nlines, ""quoted"""\n')).toEqual([['a', 'two\nlines, "quoted"']])
  })

  it('is one cell where it has neither tab nor line break', () => {
    expect(rowsOf('"as it is"\n')).toEqual([['"as it is"']])
    expect(rowsOf('')).toEqual([['']])
  })

  it('keeps quotation marks that are part of a text', () => {
    expect(rowsOf('"a" b\tc\nd\te')).toEqual([
      ['"a" b', 'c'],
      ['d', 'e'],
    ])
  })

  it('is read as a file is', () => {
    const NUMBER = { id: 'n', name: 'n', type: 'number' } as const
    const TEXT = { id: 't', name: 't', type: 'text' } as const
    const german = pastedRange('1.234\t0,5', 'en').decimals
    expect(pastedText('1.234', NUMBER, false, german)).toBe('1234')
    expect(pastedText('1.234', NUMBER, false, pastedRange('1.234', 'de').decimals)).toBe('1234')
    expect(pastedText('1.234', NUMBER, false, pastedRange('1.234', 'en').decimals)).toBe('1.234')
    expect(pastedText('\u00A0+49\u00A089 ', TEXT, true, german)).toBe('+4989')
    expect(pastedText(' a ', TEXT, false, german)).toBe(' a ')
  })
})
