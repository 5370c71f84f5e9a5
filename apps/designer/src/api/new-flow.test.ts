import { emptyDocument, hasOwnZone } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { newFlowSettings, withOwn, withSettings } from './new-flow.ts'

const berlin = { timezone: 'Europe/Berlin', locale: 'de-DE' }

describe('a new flow', () => {
  it('begins in the zone and language of the browser', () => {
    const settings = newFlowSettings({ defaultTimezone: null, defaultLocale: null }, berlin)
    expect(withSettings(emptyDocument(), settings).settings).toEqual({ format: 'kazoo', ...berlin })
  })

  it('begins in those of the installation where they are set', () => {
    expect(newFlowSettings({ defaultTimezone: 'Asia/Kolkata', defaultLocale: 'en-IN' }, berlin)).toEqual({
      locale: 'en-IN',
      timezone: 'Asia/Kolkata',
      timezoneChosen: true,
    })
    expect(newFlowSettings({ defaultTimezone: null, defaultLocale: 'fr-CH' }, berlin)).toEqual({
      locale: 'fr-CH',
      timezone: 'Europe/Berlin',
    })
  })

  it('that begins with an example has tables of its own', () => {
    const node = (id: string, table: string) => ({ id, type: 'data.table', position: { x: 0, y: 0 }, data: { table } })
    const document = { ...emptyDocument(), nodes: [node('a', 'theirs'), node('b', 'other')] }
    expect(withOwn(document, new Map([['theirs', 'own']])).nodes).toEqual([node('a', 'own'), node('b', 'other')])
  })

  it('that begins with an example has switches of its own', () => {
    const node = (own: string) => ({
      id: 'a',
      type: 'data.switch',
      position: { x: 0, y: 0 },
      data: { switch: own, state: 'open' },
    })
    const document = { ...emptyDocument(), nodes: [node('theirs')] }
    expect(withOwn(document, new Map([['theirs', 'own']])).nodes).toEqual([node('own')])
  })

  it('may begin in UTC where the installation says so', () => {
    const { settings } = emptyDocument(newFlowSettings({ defaultTimezone: 'UTC', defaultLocale: null }, berlin))
    expect(hasOwnZone(settings)).toBe(true)
    expect(hasOwnZone(emptyDocument().settings)).toBe(false)
  })
})
