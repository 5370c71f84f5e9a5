import { type Hours, WEEKDAYS } from '@callflow-studio/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type Bar,
  barsOf,
  DAY,
  drawBar,
  freeBar,
  isSameBar,
  moveBar,
  moveBegin,
  moveEnd,
  nowIn,
  piecesOf,
  putBar,
  timesOf,
} from './week-bars.ts'

const hours = (days: string, from: string, to: string): Hours => ({ days: days.split(' '), from, to })
const piecesOn = (day: number, weekly: readonly Hours[]) =>
  barsOf(weekly)
    .flatMap(piecesOf)
    .filter((piece) => piece.day === day)
    .map(({ from, to }) => [from, to])
const bar = (day: number, from: number, length: number): Bar => ({ day, from, length })
const first = (weekly: readonly Hours[], day: number) => {
  const found = barsOf(weekly).find((candidate) => candidate.day === day)
  if (!found) throw new Error('no bar on that day')
  return found
}

describe('the week at a glance', () => {
  it('shows each day’s hours', () => {
    const weekly = [hours('mo su', '09:00', '17:30')]
    expect(piecesOn(0, weekly)).toEqual([[540, 1050]])
    expect(piecesOn(1, weekly)).toEqual([])
    expect(piecesOn(6, weekly)).toEqual([[540, 1050]])
  })

  it('goes on in the next day past midnight, from Sunday to Monday too', () => {
    const weekly = [hours('su', '22:00', '02:00')]
    expect(piecesOn(6, weekly)).toEqual([[1320, 1440]])
    expect(piecesOn(0, weekly)).toEqual([[0, 120]])
    expect(piecesOn(0, [hours('su', '22:00', '00:00')])).toEqual([])
  })

  it('is whole where hours begin and end together', () => {
    expect(piecesOn(1, [hours('tu', '08:00', '08:00')])).toEqual([[0, 1440]])
    expect(piecesOn(2, [hours('tu', '08:00', '08:00')])).toEqual([])
  })

  it('leaves out what is no time', () => {
    expect(barsOf([hours('tu', '9', '')])).toEqual([])
  })

  it('has a line where the clock stands in the zone', () => {
    const at = new Date('2026-11-24T23:30:00Z') // a Tuesday
    expect(nowIn('UTC', at)).toEqual({ day: 1, minute: 1410 })
    expect(nowIn('Europe/Berlin', at)).toEqual({ day: 2, minute: 30 })
    expect(nowIn('Nowhere/Land', at)).toBeNull()
  })
})

describe('a bar', () => {
  it('is drawn in steps of 15 minutes, in either direction, and never shorter', () => {
    expect(drawBar(2, 541, 1018)).toEqual(bar(2, 540, 480))
    expect(drawBar(2, 1018, 541)).toEqual(bar(2, 540, 480))
    expect(drawBar(2, 600, 602)).toEqual(bar(2, 600, 15))
    expect(drawBar(2, 1440, 1500)).toEqual(bar(2, 1425, 15))
    expect(drawBar(2, -90, 2000)).toEqual(bar(2, 0, 1440))
  })

  it('moves by steps, past midnight into the days beside it', () => {
    expect(moveBar(bar(0, 540, 480), 15)).toEqual(bar(0, 555, 480))
    expect(moveBar(bar(0, 547, 480), 15)).toEqual(bar(0, 555, 480))
    expect(moveBar(bar(0, 0, 60), -15)).toEqual(bar(6, 1425, 60))
    expect(moveBar(bar(6, 1425, 60), 15)).toEqual(bar(0, 0, 60))
    expect(moveBar(bar(3, 540, 60), -DAY)).toEqual(bar(2, 540, 60))
    expect(moveBar(bar(3, 0, DAY), 15)).toEqual(bar(3, 0, DAY))
    expect(moveBar(bar(3, 0, DAY), DAY)).toEqual(bar(4, 0, DAY))
  })

  it('is resized at both ends; only from midnight on it may be the whole day', () => {
    expect(moveEnd(bar(0, 540, 480), 30)).toEqual(bar(0, 540, 510))
    expect(moveEnd(bar(0, 540, 30), -60)).toEqual(bar(0, 540, 15))
    expect(moveEnd(bar(0, 540, 480), 3000)).toEqual(bar(0, 540, 1425))
    expect(moveEnd(bar(0, 0, 1425), 15)).toEqual(bar(0, 0, DAY))
    expect(moveBegin(bar(0, 540, 480), -30)).toEqual(bar(0, 510, 510))
    expect(moveBegin(bar(0, 540, 30), 60)).toEqual(bar(0, 555, 15))
    expect(moveBegin(bar(0, 540, 480), -3000)).toEqual(bar(0, 0, 1020))
  })

  it('ends with the day at 24:00, and after it at a time of the next', () => {
    expect(timesOf(bar(0, 1080, 360))).toEqual({ from: '18:00', to: '24:00' })
    expect(timesOf(bar(0, 1320, 240))).toEqual({ from: '22:00', to: '02:00' })
  })
})

describe('putting a bar', () => {
  const weekly = [hours('mo tu we', '09:00', '17:00'), hours('sa', '10:00', '14:00')]

  it('takes its day out of the line of many, and leaves the others', () => {
    expect(putBar(weekly, first(weekly, 1), bar(1, 600, 480))).toEqual([
      hours('mo we', '09:00', '17:00'),
      hours('tu', '10:00', '18:00'),
      hours('sa', '10:00', '14:00'),
    ])
  })

  it('joins the line that has the same hours', () => {
    expect(putBar(weekly, first(weekly, 5), bar(5, 540, 480))).toEqual([hours('mo tu we sa', '09:00', '17:00')])
    expect(putBar(weekly, null, bar(3, 540, 480))).toEqual([hours('mo tu we th', '09:00', '17:00'), weekly[1]])
  })

  it('changes a line of one day where it stands', () => {
    const noted = [{ ...hours('sa', '10:00', '14:00'), note: 'kept' }, weekly[0] as Hours]
    expect(putBar(noted, first(noted, 5), bar(6, 600, 300))[0]).toEqual({
      ...hours('su', '10:00', '15:00'),
      note: 'kept',
    })
  })

  it('to another day at the same hours stays in its line', () => {
    expect(putBar(weekly, first(weekly, 2), bar(3, 540, 480))).toEqual([hours('mo tu th', '09:00', '17:00'), weekly[1]])
  })

  it('deletes one day’s, and the line with the last of them', () => {
    expect(putBar(weekly, first(weekly, 1), null)).toEqual([hours('mo we', '09:00', '17:00'), weekly[1]])
    expect(putBar(weekly, first(weekly, 5), null)).toEqual([weekly[0]])
  })

  it('changes nothing else, for any move', () => {
    const anyBar = fc.record({ day: fc.nat(6), one: fc.nat(DAY), other: fc.nat(DAY) })
    fc.assert(
      fc.property(fc.array(anyBar, { minLength: 1, maxLength: 12 }), fc.nat(), anyBar, (drawn, pick, target) => {
        const before = drawn.reduce<Hours[]>(
          (list, { day, one, other }) => putBar(list, null, drawBar(day, one, other)),
          [],
        )
        const bars = barsOf(before)
        const chosen = bars[pick % bars.length]
        if (!chosen) return
        const moved = drawBar(target.day, target.one, target.other)
        const after = barsOf(putBar(before, chosen, moved))
        const kept = bars.filter((one) => one !== chosen)
        for (const one of [...kept, moved]) expect(after.some((other) => isSameBar(one, other))).toBe(true)
        for (const one of after) expect([...kept, moved].some((other) => isSameBar(one, other))).toBe(true)
      }),
    )
  })
})

describe('hours that are added to a day', () => {
  it('are 9 to 17, or where there is room', () => {
    expect(freeBar([], 2)).toEqual(bar(2, 540, 480))
    expect(freeBar([hours('we', '08:00', '12:00')], 2)).toEqual(bar(2, 720, 480))
    expect(freeBar([hours('we', '09:00', '17:00')], 2)).toEqual(bar(2, 1020, 180))
    expect(freeBar([hours('we', '00:00', '23:00')], 2)).toEqual(bar(2, 1380, 60))
    expect(freeBar([hours('tu', '22:00', '02:00')], 2)).toEqual(bar(2, 540, 480))
    expect(freeBar([hours(WEEKDAYS.join(' '), '00:00', '24:00')], 2)).toBeNull()
  })
})
