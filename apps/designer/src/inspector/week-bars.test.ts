import { describe, expect, it } from 'vitest'
import { barsOf } from './week-bars.ts'

describe('the week at a glance', () => {
  it('shows each day’s hours', () => {
    const bars = barsOf([{ days: ['mo', 'su'], from: '09:00', to: '17:30' }])
    expect(bars[0]).toEqual([{ from: 540, to: 1050 }])
    expect(bars[1]).toEqual([])
    expect(bars[6]).toEqual([{ from: 540, to: 1050 }])
  })

  it('goes on in the next day past midnight, from Sunday to Monday too', () => {
    const bars = barsOf([{ days: ['su'], from: '22:00', to: '02:00' }])
    expect(bars[6]).toEqual([{ from: 1320, to: 1440 }])
    expect(bars[0]).toEqual([{ from: 0, to: 120 }])
  })

  it('is whole where hours begin and end together', () => {
    expect(barsOf([{ days: ['tu'], from: '08:00', to: '08:00' }])[1]).toEqual([{ from: 0, to: 1440 }])
  })

  it('leaves out what is no time', () => {
    expect(barsOf([{ days: ['tu'], from: '9', to: '' }])[1]).toEqual([])
  })
})
