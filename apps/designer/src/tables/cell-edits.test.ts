import type { TableColumn } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import {
  added,
  draftId,
  editOf,
  markRefused,
  NO_EDITS,
  refusedOf,
  saved,
  takenBack,
  textsOf,
  typed,
  withoutRows,
} from './cell-edits.ts'

const COLUMNS: TableColumn[] = [
  { id: 'k', name: 'number', type: 'text' },
  { id: 'b', name: 'balance', type: 'number' },
]

describe('a typed text', () => {
  it('stays until the studio has taken it', () => {
    const edits = typed(NO_EDITS, '1.1', { b: '3' })
    expect(editOf(edits, '1.1', 'b')).toMatchObject({ text: '3', state: 'saving' })
    expect(saved(edits, '1.1', { b: '3' }).size).toBe(0)
  })

  it('stays when another one was typed since it was sent', () => {
    const edits = typed(typed(NO_EDITS, '1.1', { b: '3' }), '1.1', { b: '4' })
    expect(textsOf(saved(edits, '1.1', { b: '3' }), '1.1')).toEqual({ b: '4' })
    expect(refusedOf(markRefused(edits, '1.1', { b: '3' }, COLUMNS, [{ column: 'balance', message: 'no' }]))).toEqual(
      [],
    )
  })

  it('stays with what is wrong where it is refused, and other rows are left alone', () => {
    const edits = typed(typed(NO_EDITS, '1.1', { b: 'much' }), '1.2', { b: '5' })
    const after = markRefused(edits, '1.1', { b: 'much' }, COLUMNS, [
      { column: 'balance', message: '“much” is not a number.' },
    ])
    expect(refusedOf(after)).toEqual([
      { rowId: '1.1', columnId: 'b', text: 'much', state: 'refused', problem: '“much” is not a number.' },
    ])
    expect(editOf(after, '1.2', 'b')?.state).toBe('saving')
    expect(refusedOf(typed(after, '1.1', { b: '7' }))).toEqual([])
  })

  it('is marked also where the error names no column', () => {
    const edits = typed(NO_EDITS, '1.1', { b: '3' })
    const after = markRefused(edits, '1.1', { b: '3' }, COLUMNS, [
      { column: null, message: 'Callflow Studio cannot be reached.' },
    ])
    expect(refusedOf(after).map(({ columnId }) => columnId)).toEqual(['b'])
  })

  it('is taken back, alone or with its row', () => {
    const edits = typed(typed(NO_EDITS, '1.1', { k: 'a', b: '3' }), '1.2', { b: '5' })
    expect(textsOf(takenBack(edits, '1.1', 'b'), '1.1')).toEqual({ k: 'a' })
    expect([...withoutRows(edits, new Set(['1.1'])).values()].map(({ rowId }) => rowId)).toEqual(['1.2'])
  })
})

const NEW_ROW = draftId(1)

describe('a new row', () => {
  it('keeps what fits while another cell is refused', () => {
    const edits = typed(NO_EDITS, NEW_ROW, { k: '42', b: 'much' })
    const after = markRefused(edits, NEW_ROW, { k: '42', b: 'much' }, COLUMNS, [{ column: 'balance', message: 'no' }])
    expect(editOf(after, NEW_ROW, 'k')?.state).toBe('kept')
    expect(editOf(after, NEW_ROW, 'b')?.state).toBe('refused')
    expect(textsOf(after, NEW_ROW)).toEqual({ k: '42', b: 'much' })
  })

  it('takes along what was typed while it was sent', () => {
    const edits = typed(typed(NO_EDITS, NEW_ROW, { k: '42' }), NEW_ROW, { b: '3' })
    const after = added(edits, NEW_ROW, { k: '42' }, '1.7')
    expect(textsOf(after, NEW_ROW)).toEqual({})
    expect(textsOf(after, '1.7')).toEqual({ b: '3' })
  })

  it('leaves the next new row its texts when it is created', () => {
    const edits = typed(typed(NO_EDITS, NEW_ROW, { k: '42' }), draftId(2), { k: '43' })
    const after = added(edits, NEW_ROW, { k: '42' }, '1.7')
    expect(textsOf(after, draftId(2))).toEqual({ k: '43' })
    expect(textsOf(after, '1.7')).toEqual({})
  })
})
