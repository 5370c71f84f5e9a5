import { describe, expect, it } from 'vitest'
import { type CallTuple, REQUEST_BODY, RESPONSE_BODY } from './call-entry.ts'
import { createCallQueue } from './call-queue.ts'

const row = (id: number, body = 'x'.repeat(10)): CallTuple => [
  id,
  0,
  '',
  '',
  '',
  1,
  '',
  '',
  '',
  1,
  200,
  1,
  'waiting',
  null,
  null,
  0,
  null,
  'POST',
  '/',
  '',
  body,
  '',
  body,
  '[]',
  null,
  null,
]
const ids = (rows: CallTuple[]) => rows.map(([id]) => id)
const bodies = (rows: CallTuple[]) => rows.map((one) => [one[REQUEST_BODY], one[RESPONSE_BODY]])

describe('the queue of the call log', () => {
  it('gives rows in the order they came', () => {
    const queue = createCallQueue({ rows: 10, bodies: 1000 })
    for (let id = 1; id <= 5; id++) queue.add(row(id))
    expect(ids(queue.take(2))).toEqual([1, 2])
    expect(ids(queue.take(9))).toEqual([3, 4, 5])
    expect(queue.dropped()).toEqual({ bodies: 0, rows: 0 })
  })

  it('drops the oldest bodies first when it is full, keeps the rows, and counts', () => {
    const queue = createCallQueue({ rows: 10, bodies: 50 })
    for (let id = 1; id <= 5; id++) queue.add(row(id))
    const taken = queue.take(10)
    expect(ids(taken)).toEqual([1, 2, 3, 4, 5])
    const [whole, none] = [
      ['x'.repeat(10), 'x'.repeat(10)],
      [null, null],
    ]
    expect(bodies(taken)).toEqual([none, none, none, whole, whole])
    expect(queue.dropped()).toEqual({ bodies: 3, rows: 0 })
  })

  it('drops the oldest rows when even they are too many', () => {
    const queue = createCallQueue({ rows: 3, bodies: 1000 })
    for (let id = 1; id <= 5; id++) queue.add(row(id))
    expect(ids(queue.take(10))).toEqual([3, 4, 5])
    expect(queue.dropped().rows).toBe(2)
  })

  it('takes back what could not be written, before all others', () => {
    const queue = createCallQueue({ rows: 10, bodies: 1000 })
    for (let id = 1; id <= 3; id++) queue.add(row(id))
    const failed = queue.take(2)
    queue.add(row(4))
    queue.putBack(failed)
    expect(ids(queue.take(10))).toEqual([1, 2, 3, 4])
  })

  it('never holds more than its limits, however long nobody writes', () => {
    const queue = createCallQueue({ rows: 100, bodies: 500 })
    for (let id = 1; id <= 10_000; id++) queue.add(row(id, 'y'.repeat(id % 40)))
    expect(queue.size()).toBeLessThanOrEqual(100)
    const rows = queue.take(1000)
    const held = rows.reduce(
      (sum, one) => sum + (one[REQUEST_BODY]?.length ?? 0) + (one[RESPONSE_BODY]?.length ?? 0),
      0,
    )
    expect(held).toBeLessThanOrEqual(500)
    expect(rows.length + queue.dropped().rows).toBe(10_000)
  })
})
