import { definitionOf } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { entryKindsOf, fieldsOf, visibleFields } from '../form/form-fields.ts'
import { asKind, entryKindOf } from './sequence.ts'

const fieldsOfType = (type: string) => {
  const definition = definitionOf(type)
  if (!definition) throw new Error(`no step ${type}`)
  return fieldsOf(definition.data)
}
const declared = () => {
  const macros = fieldsOfType('audio_macro').find(({ path }) => path === 'macros')
  const kinds = macros && entryKindsOf(macros.schema)
  if (!kinds) throw new Error('the sequence has no kinds')
  return kinds
}

describe('a sequence', () => {
  it('has the kinds that the schema has, and a new entry of each', () => {
    const { key, kinds } = declared()
    expect(key).toBe('macro')
    expect(kinds.map(({ value }) => value)).toEqual(['tts', 'play', 'prompt', 'say', 'tone'])
    expect(kinds.map(({ create }) => create())[0]).toEqual({ macro: 'tts', text: '' })
    expect(kinds[0]?.fields.map(({ path }) => path)).not.toContain('macro')
  })

  it('turns an entry into another kind, and keeps what both know and what nobody knows', () => {
    const { key, kinds } = declared()
    const [tts, play] = kinds
    if (!tts || !play) throw new Error('kinds are missing')
    expect(asKind({ macro: 'tts', text: 'Hi', terminators: ['#'], x: 1 }, tts, play)).toEqual({
      macro: 'play',
      terminators: ['#'],
      x: 1,
    })
    expect(entryKindOf({ macro: 'video' }, key, kinds)).toBeUndefined()
    expect(entryKindOf('tts', key, kinds)).toBeUndefined()
  })
})

describe('fields that matter', () => {
  const shown = (type: string, data: Record<string, unknown>, problem = '') => {
    const all = fieldsOfType(type)
    return visibleFields(all, all, data, (path) => path === problem).map(({ path }) => path)
  }

  it('are those of the chosen action', () => {
    expect(shown('dynamic_cid', { action: 'static' })).toContain('caller_id')
    expect(shown('dynamic_cid', { action: 'static' })).not.toContain('id')
    expect(shown('dynamic_cid', { action: 'list' })).toContain('id')
    expect(shown('dynamic_cid', {})).toContain('min_digits') // manual, if left alone
    expect(shown('record_call', { action: 'stop' })).toEqual(['action', 'skip_module'])
    expect(shown('record_call', { action: 'start' })).toContain('url')
  })

  it('are also those with a problem, and all where the action is known in the call only', () => {
    expect(shown('record_call', { action: 'stop' }, 'url')).toContain('url')
    expect(shown('record_call', { action: '{{ vars.what }}' })).toContain('url')
  })
})
