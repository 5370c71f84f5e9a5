import type { Json } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { keptPlaces, lineFor, lostValues } from './kept-values.ts'
import { actOfKey } from './reply-keys.ts'
import { openAtFirst, type ReplyRow, replyRows, rowId } from './reply-rows.ts'

const patient: Json = {
  id: 48213,
  name: { first: 'Robin', last: 'Sample' },
  visits: [{ date: '2026-11-24' }, { date: '2026-12-01' }],
  notes: [],
}
const ids = (rows: readonly ReplyRow[]) => rows.map(({ id }) => id)
const all = () => true

describe('a reply as a tree', () => {
  it('shows names and entries under what holds them', () => {
    const rows = replyRows(patient, all)
    expect(ids(rows).slice(0, 5)).toEqual(['[]', '["id"]', '["name"]', '["name","first"]', '["name","last"]'])
    expect(rows.find(({ id }) => id === '["visits",1,"date"]')).toMatchObject({ level: 4, key: 'date', count: null })
    expect(rows.find(({ id }) => id === '["visits"]')).toMatchObject({ count: 2, isOpen: true })
  })

  it('hides what is folded, and does not unfold what is empty', () => {
    expect(ids(replyRows(patient, (id) => id === '[]'))).toHaveLength(5)
    expect(replyRows(patient, all).find(({ id }) => id === '["notes"]')).toMatchObject({ count: 0, isOpen: false })
  })

  it('is one line for a reply that is a single value', () => {
    expect(replyRows('Robin', all)).toMatchObject([{ id: '[]', key: null, value: 'Robin', count: null }])
  })

  it('shows a long list a piece at a time', () => {
    const long: Json = Array.from({ length: 120 }, (_, index) => index)
    expect(replyRows(long, all)).toHaveLength(52)
    expect(replyRows(long, all).at(-1)).toMatchObject({ id: '[]+', level: 2, more: 70 })
    expect(replyRows(long, all, () => 200).filter(({ more }) => more > 0)).toEqual([])
  })

  it('unfolds level by level while few lines show', () => {
    expect([...openAtFirst(patient)]).toEqual(['[]', '["name"]', '["visits"]', '["visits",0]', '["visits",1]'])
    expect([...openAtFirst(patient, 8)]).toEqual(['[]', '["name"]'])
    expect([...openAtFirst(7)]).toEqual([])
  })
})

describe('keys on the tree', () => {
  const rows = replyRows(patient, (id) => id !== '["visits"]')
  const on = (id: string, key: string) => {
    const act = actOfKey(
      key,
      rows,
      rows.findIndex((row) => row.id === id),
    )
    return act?.kind === 'go' ? act.to.id : act?.kind
  }

  it('walk the lines that show', () => {
    expect(on('["id"]', 'ArrowDown')).toBe('["name"]')
    expect(on('["name","last"]', 'ArrowDown')).toBe('["visits"]')
    expect(on('[]', 'ArrowUp')).toBe('[]')
    expect(on('["id"]', 'End')).toBe('["notes"]')
    expect(on('["notes"]', 'Home')).toBe('[]')
  })

  it('unfold, go in, fold, and go out', () => {
    expect(on('["visits"]', 'ArrowRight')).toBe('toggle')
    expect(on('["name"]', 'ArrowRight')).toBe('["name","first"]')
    expect(on('["name"]', 'ArrowLeft')).toBe('toggle')
    expect(on('["name","last"]', 'ArrowLeft')).toBe('["name"]')
    expect(on('["notes"]', 'ArrowRight')).toBe('["notes"]')
  })

  it('keep a value, and leave all other keys alone', () => {
    expect(on('["id"]', 'Enter')).toBe('choose')
    expect(on('["id"]', 'Tab')).toBeUndefined()
  })
})

describe('what is kept of a reply', () => {
  const lines = [
    { name: 'first', path: "$['name']['first']" },
    { name: 'dates', path: '$.visits[*].date' },
    { name: 'code', from: 'status' as const },
    { name: 'gone', path: '$.nothing' },
  ]

  it('is marked at each place that a path leads to, however it is written', () => {
    const kept = keptPlaces(lines, patient)
    expect(kept.get(rowId(['name', 'first']))).toEqual([{ index: 0, name: 'first' }])
    expect(kept.get(rowId(['visits', 1, 'date']))).toEqual([{ index: 1, name: 'dates' }])
    expect(kept.size).toBe(3)
  })

  it('is missing where nothing is at a path', () => {
    expect(lostValues(lines, patient).map(({ name }) => name)).toEqual(['gone'])
  })

  it('becomes a line of the step', () => {
    expect(lineFor({ from: 'json', place: ['id'], path: '$.id' }, 'patient_id')).toEqual({
      name: 'patient_id',
      path: '$.id',
    })
    expect(lineFor({ from: 'status' }, 'code')).toEqual({ name: 'code', from: 'status' })
  })
})
