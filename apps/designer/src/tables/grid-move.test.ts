import { describe, expect, it } from 'vitest'
import { type CellPlace, HEAD, moveIn } from './grid-move.ts'

const SIZE = { rows: 100, columns: 3, page: 10 }
const press = (from: CellPlace, key: string, held: { shiftKey?: boolean; ctrlKey?: boolean } = {}) =>
  moveIn(SIZE, from, { key, shiftKey: false, ctrlKey: false, ...held })

describe('keys in a grid', () => {
  it('move by one cell and stop at the edges', () => {
    expect(press({ row: 5, column: 1 }, 'ArrowDown')).toEqual({ row: 6, column: 1 })
    expect(press({ row: 99, column: 1 }, 'ArrowDown')).toEqual({ row: 99, column: 1 })
    expect(press({ row: 5, column: 0 }, 'ArrowLeft')).toEqual({ row: 5, column: 0 })
    expect(press({ row: 5, column: 2 }, 'ArrowRight')).toEqual({ row: 5, column: 2 })
  })

  it('reach the names above the first row, with the arrow only', () => {
    expect(press({ row: 0, column: 1 }, 'ArrowUp')).toEqual({ row: HEAD, column: 1 })
    expect(press({ row: HEAD, column: 1 }, 'ArrowUp')).toEqual({ row: HEAD, column: 1 })
    expect(press({ row: 4, column: 1 }, 'PageUp')).toEqual({ row: 0, column: 1 })
    expect(press({ row: 4, column: 1 }, 'ArrowUp', { ctrlKey: true })).toEqual({ row: 0, column: 1 })
  })

  it('leap to ends and by pages', () => {
    expect(press({ row: 5, column: 1 }, 'End')).toEqual({ row: 5, column: 2 })
    expect(press({ row: 5, column: 1 }, 'End', { ctrlKey: true })).toEqual({ row: 99, column: 2 })
    expect(press({ row: 5, column: 1 }, 'Home', { ctrlKey: true })).toEqual({ row: 0, column: 0 })
    expect(press({ row: 95, column: 1 }, 'PageDown')).toEqual({ row: 99, column: 1 })
  })

  it('read on by Tab from row to row, and out at both ends: nobody is caught', () => {
    expect(press({ row: 5, column: 2 }, 'Tab')).toEqual({ row: 6, column: 0 })
    expect(press({ row: 6, column: 0 }, 'Tab', { shiftKey: true })).toEqual({ row: 5, column: 2 })
    expect(press({ row: 99, column: 2 }, 'Tab')).toBe('out')
    expect(press({ row: 0, column: 0 }, 'Tab', { shiftKey: true })).toBe('out')
    expect(
      moveIn({ ...SIZE, rows: 0 }, { row: HEAD, column: 0 }, { key: 'Tab', shiftKey: false, ctrlKey: false }),
    ).toBe('out')
  })

  it('that mean nothing here do nothing', () => {
    expect(press({ row: 5, column: 2 }, 'a')).toBeNull()
  })
})
