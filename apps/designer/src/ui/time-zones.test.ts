import { describe, expect, it, vi } from 'vitest'
import { findZones, zonesWith } from './time-zones.ts'

/** As browsers list them: some by their old names, some by the new ones. */
const ZONES = [
  'UTC',
  'America/New_York',
  'America/Los_Angeles',
  'America/St_Johns',
  'Asia/Calcutta',
  'Asia/Kolkata',
  'Europe/Berlin',
  'Europe/Kiev',
  'Europe/London',
  'America/Argentina/Buenos_Aires',
  'Asia/Kathmandu',
]

describe('time zones', () => {
  it.each([
    ['new york', ['America/New_York']],
    ['New_York', ['America/New_York']],
    ['  york ', ['America/New_York']],
    ['america/new_y', ['America/New_York']],
    ['kolkata', ['Asia/Calcutta', 'Asia/Kolkata']],
    ['mumbai', ['Asia/Calcutta', 'Asia/Kolkata']],
    ['kyiv', ['Europe/Kiev']],
    ['munich', ['Europe/Berlin']],
    ['buenos', ['America/Argentina/Buenos_Aires']],
    ['pacific time', ['America/Los_Angeles']],
    ['gmt+1', ['Europe/Berlin', 'Europe/London']],
    ['UTC+2', ['Europe/Berlin', 'Europe/Kiev']],
    ['utc-5', ['America/New_York']],
    ['gmt -03:30', ['America/St_Johns']],
    ['+5:45', ['Asia/Kathmandu']],
    ['+0545', ['Asia/Kathmandu']],
    ['utc', ['UTC', 'Europe/London']],
    ['nowhere', []],
  ])('are found by “%s”', (query, found) => expect(findZones(ZONES, query)).toEqual(found))

  it('are all there before anything is typed, also one that the browser does not know', () => {
    expect(findZones(ZONES, '')).toEqual(ZONES)
    expect(findZones(['Mars/Olympus'], 'olympus')).toEqual(['Mars/Olympus'])
    expect(zonesWith('Mars/Olympus')[0]).toBe('Mars/Olympus')
  })

  it('asks the clocks of no zone before something is typed', () => {
    const asked = vi.spyOn(Intl, 'DateTimeFormat')
    expect(findZones(ZONES, '')).toEqual(ZONES)
    expect(findZones(ZONES, ' ')).toEqual(ZONES)
    expect(asked).not.toHaveBeenCalled()
    asked.mockRestore()
  })
})
