import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { importSourceOf, importSourcesOf } from './import-source.ts'

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

describe('a list of callflows', () => {
  const namesOf = (text: string, fileName: string | null = null) =>
    importSourcesOf(text, fileName, 'Imported').map(({ kind, name }) => `${kind} ${name}`)
  const field = (name: string) => readFileSync(new URL(`./field/${name}`, import.meta.url), 'utf8')

  it('is a flow for each, named after its name, its numbers or its id', () => {
    expect(namesOf(field('41-list.json'))).toEqual(['callflow 1', 'callflow 2'])
    const flow = { module: 'hangup', data: {} }
    const rows = [
      { id: 'x', doc: { _id: 'x', name: 'Night', numbers: ['1'], flow } },
      { id: 'y', doc: { _id: 'y', flow } },
      { id: 'z', doc: { flow } },
    ]
    expect(namesOf(JSON.stringify({ total_rows: 3, rows }), 'dump.json')).toEqual([
      'callflow Night',
      'callflow y',
      'callflow dump 3',
    ])
    expect(namesOf(JSON.stringify([{ name: 'Front desk', document }, callflow]))).toEqual([
      'document Front desk',
      'callflow Imported 2',
    ])
  })

  it('names the entries that hold no flow', () =>
    expect(namesOf('{"data": [{"id": "a", "numbers": ["2001"]}, {"id": "b"}, null]}')).toEqual([
      'summary 2001',
      'summary b',
      'summary Imported 3',
    ]))

  it('is one flow where it is no list', () => {
    expect(namesOf(JSON.stringify(callflow))).toEqual(['callflow Imported'])
    expect(namesOf(field('41-fragment.txt'))).toEqual(['callflow Imported'])
    expect(namesOf(field('41-comments.txt'), 'a.json')).toEqual(['callflow a'])
    expect(namesOf(`curl x -d '{"data": {"name": "Front desk", "flow": {"module": "hangup"}}}'`)).toEqual([
      'callflow Front desk',
    ])
    expect(namesOf('[]')).toEqual(['callflow Imported'])
  })
})
