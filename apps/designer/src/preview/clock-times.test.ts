import { emptyDocument, type FlowDocument } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { clockTimes, wallText } from './clock-times.ts'

const document = (timezone: string, holidays: unknown = []): FlowDocument => {
  const empty = emptyDocument()
  const hours = { id: 'hours', type: 'logic.schedule', name: '', position: { x: 0, y: 0 }, data: { holidays } }
  return { ...empty, settings: { ...empty.settings, timezone }, nodes: [...empty.nodes, hours] }
}
/** Wednesday evening in London, Thursday morning in Auckland. */
const now = new Date('2026-11-25T22:30:00Z')
const times = (flow: FlowDocument) =>
  Object.fromEntries(clockTimes(flow, now).map(({ id, at }) => [id, at.toISOString().slice(0, 16)]))

describe('what if it were', () => {
  it('tonight or Sunday, by the clock of the flow’s zone', () => {
    expect(times(document('Europe/London'))).toEqual({ tonight: '2026-11-25T23:00', sunday: '2026-11-29T10:00' })
    expect(times(document('Pacific/Auckland'))).toEqual({ tonight: '2026-11-26T10:00', sunday: '2026-11-28T21:00' })
  })

  it('tomorrow night, once it is eleven', () => {
    expect(times(document('Europe/Berlin'))).toMatchObject({ tomorrow: '2026-11-26T22:00' })
  })

  it('the next holiday of any step, by its name', () => {
    const flow = document('UTC', [{ date: '12-25', name: 'Christmas' }])
    expect(clockTimes(flow, now).at(-1)).toMatchObject({ id: 'holiday', name: 'Christmas' })
    expect(times(flow).holiday).toBe('2026-12-25T12:00')
  })

  it('survives a draft whose holidays are none, and a zone that nobody knows', () => {
    expect(times(document('Mars/Olympus', 'none'))).toMatchObject({ tonight: '2026-11-25T23:00' })
    expect(wallText(now, 'Mars/Olympus')).toBe('2026-11-25T22:30')
  })
})
