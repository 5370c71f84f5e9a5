import { describe, expect, it } from 'vitest'
import { importSourceOf } from './import-source.ts'

const document = { nodes: [{ id: 'start' }], edges: [] }
const callflow = { module: 'tts', data: { text: 'Hi', name: 'no name of the flow' } }
const kindAndName = (content: unknown, fileName: string | null = 'night line.json') => {
  const { kind, name } = importSourceOf(
    typeof content === 'string' ? content : JSON.stringify(content),
    fileName,
    'Imported',
  )
  return `${kind} ${name}`
}

describe('what is imported', () => {
  it.each([
    ['a flow as the studio exports it', { name: 'Front desk', document }, 'document Front desk'],
    ['a bare document', document, 'document night line'],
    ['a bare module', callflow, 'callflow night line'],
    ['a callflow with its numbers', { flow: callflow, numbers: ['1'], name: ' Front desk ' }, 'callflow Front desk'],
    ['an answer of KAZOO’s API', { data: { name: 'Front desk', flow: callflow } }, 'callflow Front desk'],
    ['a callflow without a name', { data: { flow: callflow } }, 'callflow night line'],
    ['TwiML', '\n<?xml version="1.0"?><Response/>', 'twiml night line'],
    ['TwiML with a mark at the front', '\uFEFF<Response/>', 'twiml night line'],
    ['something else', 'hello', 'callflow night line'],
    ['a document that is none', { name: 'x', document: { nodes: 1 } }, 'callflow x'],
  ])('%s', (_, content, expected) => expect(kindAndName(content)).toBe(expected))

  it('is called after its numbers where it comes from no file, or else as is said', () => {
    expect(kindAndName(callflow, null)).toBe('callflow Imported')
    expect(kindAndName(callflow, '.json')).toBe('callflow Imported')
    const numbered = { flow: callflow, numbers: ['+14155550100', '2001'] }
    expect(kindAndName(numbered, null)).toBe('callflow +14155550100, 2001')
    expect(kindAndName({ data: numbered }, null)).toBe('callflow +14155550100, 2001')
    expect(kindAndName(numbered)).toBe('callflow night line')
    expect(kindAndName({ flow: callflow, numbers: [] }, null)).toBe('callflow Imported')
    expect(kindAndName('<Response/>', 'Night.TwiML')).toBe('twiml Night')
  })
})
