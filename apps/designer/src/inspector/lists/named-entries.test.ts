import { describe, expect, it } from 'vitest'
import { nextNumber, renamed } from './named-entries.ts'

describe('entries with names', () => {
  it('keep place and content under another name', () => {
    const entries = [
      ['101', { a: 1 }],
      ['102', 5],
    ] as const
    expect(renamed(entries, 0, '201')).toEqual([
      ['201', { a: 1 }],
      ['102', 5],
    ])
    expect(renamed(entries, 0, '102')).toBe(entries)
    expect(renamed(entries, 0, '')).toBe(entries)
  })

  it('get the next number', () => {
    expect(nextNumber([], 101)).toBe('101')
    expect(
      nextNumber(
        [
          ['105', {}],
          ['102', {}],
          ['x', {}],
        ],
        101,
      ),
    ).toBe('106')
  })
})
