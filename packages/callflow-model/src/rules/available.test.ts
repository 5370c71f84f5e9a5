import { describe, expect, it } from 'vitest'
import { definitionOf } from '../nodes/index.ts'
import { whyUnavailable } from './available.ts'

const why = (type: string, format: 'kazoo' | 'twiml', profile: 'any' | '4.3' | '5.0-dev' | '5') => {
  const definition = definitionOf(type)
  return definition ? whyUnavailable(definition, { format, profile }) : undefined
}

describe('a step that a flow cannot hold', () => {
  it('is one that a KAZOO of the flow lacks', () => {
    expect(why('answer', 'kazoo', '4.3')).toEqual({
      short: 'KAZOO 5.0-dev, 5',
      message: 'KAZOO 4.3 does not have this step. To use it, set the flow to KAZOO 5.0-dev or 5.',
      fix: { kind: 'set-setting', label: 'Set the flow to KAZOO 5', setting: 'kazoo', value: '5' },
    })
    expect(why('answer', 'kazoo', 'any')?.message).toMatch(/^KAZOO 4.3 does not have this step\./)
    expect(why('answer', 'kazoo', '5')).toBeNull()
  })

  it('is none for which another module is written', () => {
    expect(why('noop', 'kazoo', '4.3')).toBeNull()
    expect(why('wait_for_hangup', 'kazoo', 'any')).toBeNull()
  })

  it('is one without a counterpart in TwiML', () => {
    expect(why('park', 'twiml', '5')?.short).toBe('not in TwiML')
    expect(why('tts', 'twiml', '4.3')).toBeNull()
    expect(why('logic.set', 'twiml', '4.3')).toBeNull()
  })
})
