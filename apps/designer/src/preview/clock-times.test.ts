import { emptyDocument, type FlowDocument, type SpecialDay } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { cityOf, clockOf, clockTimes, wallText } from './clock-times.ts'

const document = (timezone: string, holidays: unknown = []): FlowDocument => {
  const empty = emptyDocument()
  const hours = { id: 'hours', type: 'logic.schedule', name: '', position: { x: 0, y: 0 }, data: { holidays } }
  return { ...empty, settings: { ...empty.settings, timezone }, nodes: [...empty.nodes, hours] }
}
/** Wednesday evening in London, Thursday morning in Auckland. */
const now = new Date('2026-11-25T22:30:00Z')
const times = (flow: FlowDocument) =>
  Object.fromEntries(clockTimes(clockOf(flow), now).map(({ id, at }) => [id, at.toISOString().slice(0, 16)]))

describe('what if it were', () => {
  it('tonight or Sunday, by the clock of the flow’s zone', () => {
    expect(times(document('Europe/London'))).toEqual({
      tonight: '2026-11-25T23:00',
      sunday: '2026-11-29T10:00',
      clocks: '2027-03-28T01:00',
    })
    expect(times(document('Asia/Tokyo'))).toEqual({ tonight: '2026-11-26T14:00', sunday: '2026-11-29T01:00' })
  })

  it('tomorrow night, once it is eleven', () => {
    expect(times(document('Europe/Berlin'))).toMatchObject({ tomorrow: '2026-11-26T22:00' })
  })

  it('the next holiday of any step, by its name', () => {
    const flow = document('UTC', [{ date: '12-25', name: 'Christmas' }])
    expect(clockTimes(clockOf(flow), now).at(-1)).toMatchObject({ id: 'holiday', name: 'Christmas' })
    expect(times(flow).holiday).toBe('2026-12-25T12:00')
  })

  it('survives a draft whose holidays are none, and a zone that nobody knows', () => {
    expect(times(document('Mars/Olympus', 'none'))).toMatchObject({ tonight: '2026-11-25T23:00' })
    expect(wallText(now, 'Mars/Olympus')).toBe('2026-11-25T22:30')
  })

  describe('with opening hours', () => {
    const office = {
      timezone: 'America/New_York',
      weekly: [{ days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '17:00' }],
      holidays: [{ date: '2026-11-27', name: 'Brown Friday', open: [{ from: '10:00', to: '13:00' }] }],
    }
    const flow = (data: Record<string, unknown> = {}): FlowDocument => {
      const empty = document('Europe/Berlin')
      return {
        ...empty,
        nodes: empty.nodes.map((node) =>
          node.id === 'hours' ? { ...node, name: 'Office', data: { ...office, ...data } } : node,
        ),
      }
    }
    const list = [{ date: '2026-11-26', name: 'Thanksgiving' }]
    const timesWith = (lists: SpecialDay[][], data = {}) =>
      Object.fromEntries(
        clockTimes(clockOf(flow(data)), now, lists).map(({ id, name, at }) => [
          id,
          `${at.toISOString().slice(0, 16)} ${name}`,
        ]),
      )

    it('goes by the clock of their own zone', () => {
      expect(clockOf(flow())).toMatchObject({ zone: 'America/New_York', step: 'Office' })
      expect(clockOf(flow({ timezone: '' }))).toMatchObject({ zone: 'Europe/Berlin', step: null })
      expect(clockOf(flow({ timezone: 'Mars/Base' }))).toMatchObject({ zone: 'Europe/Berlin', step: null })
      expect(cityOf('America/New_York')).toBe('New York')
    })

    it('offers when it is open, closed, and holiday', () => {
      expect(timesWith([])).toMatchObject({
        open: '2026-11-26T14:00 ',
        closed: '2026-11-25T22:30 ',
        holiday: '2026-11-27T05:00 Brown Friday',
      })
    })

    it('knows the days of the lists that the step names', () => {
      expect(timesWith([list])).toMatchObject({ open: '2026-11-27T15:00 ', holiday: '2026-11-26T17:00 Thanksgiving' })
    })
  })
})
