import { describe, expect, it } from 'vitest'
import { readDocument } from './read-document.ts'

const read = (settings: unknown) => {
  const result = readDocument({ schemaVersion: 1, nodes: [], edges: [], settings })
  if (!result.ok) throw new Error('not read')
  return result
}

describe('settings that cannot be read', () => {
  it('are told, and leave the others as they are', () => {
    const { value, diagnostics } = read({
      format: 'twiml',
      kazoo: '6',
      locale: 'de-DE',
      timezone: 'Europe/Berlin',
      x: 1,
    })
    expect(value.settings).toEqual({ format: 'twiml', locale: 'de-DE', timezone: 'Europe/Berlin', x: 1 })
    expect(diagnostics).toMatchObject([
      { severity: 'error', code: 'field.invalid', nodeId: null, field: 'settings.kazoo', fix: { value: 'any' } },
    ])
  })

  it('are as if they were left out where a flow needs them', () => {
    const { value, diagnostics } = read({ format: 'xml', timezone: 7, kazoo: '5' })
    expect(value.settings).toEqual({ format: 'kazoo', kazoo: '5', locale: 'en-US', timezone: 'UTC' })
    expect(diagnostics.map(({ field }) => field)).toEqual(['settings.format', 'settings.timezone'])
  })

  it.each([null, 'any', [], 5])('may be no object at all: %j', (settings) =>
    expect(read(settings).value.settings).toEqual({ format: 'kazoo', locale: 'en-US', timezone: 'UTC' }),
  )
})
