import { describe, expect, it } from 'vitest'
import { nodeTypes } from './index.ts'
import { documentReferences, referencesOf } from './references.ts'

const node = (type: string, data: Record<string, unknown>) => ({ id: 'n', type, position: { x: 0, y: 0 }, data })
const namedBy = (type: string, data: Record<string, unknown>) =>
  referencesOf(node(type, data)).map(({ field, ...reference }) => [
    field,
    reference.kind === 'entity' ? reference.entities.join('|') : reference.kind,
    'name' in reference ? reference.name : 'id' in reference ? reference.id : `${reference.host}:${reference.port}`,
  ])

describe('the references of a step', () => {
  it('are KAZOO’s objects by the fields that hold their ids', () => {
    expect(namedBy('voicemail', { id: 'box' })).toEqual([['id', 'voicemail-box', 'box']])
    expect(namedBy('temporal_route', { rules: ['a', 'b'], rule_set: 's' })).toEqual([
      ['rules.0', 'temporal-rule', 'a'],
      ['rules.1', 'temporal-rule', 'b'],
      ['rule_set', 'rule-set', 's'],
    ])
    expect(namedBy('ring_group', { endpoints: [{ endpoint_type: 'user', id: 'u' }] })).toEqual([
      ['endpoints.0.id', 'device|user|group', 'u'],
    ])
    expect(namedBy('input.menu', { prompt: { type: 'media', id: 'welcome' } })).toEqual([
      ['prompt.id', 'media', 'welcome'],
    ])
  })

  it('are tables with their columns, flows, switches and servers', () => {
    expect(referencesOf(node('data.table', { table: 't', column: 'number', key: '1', assign: [] }))).toEqual([
      { kind: 'table', id: 't', field: 'table', use: 'reads', columns: [{ name: 'number', field: 'column' }] },
    ])
    expect(namedBy('logic.schedule', { weekly: [], holidays: [], lists: ['t'], switch: 's' })).toEqual([
      ['lists.0', 'table', 't'],
      ['switch', 'switch', 's'],
    ])
    expect(namedBy('flow.call', { flowId: 'f', inputs: [], outputs: [{ name: 'a', from: 'b' }] })).toEqual([
      ['flowId', 'flow', 'f'],
      ['outputs.0.name', 'variable', 'a'],
    ])
    expect(namedBy('data.http', { url: 'https://crm.example.test/x' })).toEqual([
      ['url', 'server', 'crm.example.test:443'],
    ])
  })

  it('are the variables and secrets that templates read, by any spelling', () => {
    const headers = [{ name: 'Authorization', value: 'Bearer {{ secrets["crm-key"] }}' }]
    expect(namedBy('data.http', { url: 'https://{{ vars.host }}/', headers })).toEqual([
      ['url', 'variable', 'host'],
      ['headers.0.value', 'secret', 'crm-key'],
    ])
  })

  it('are none where a text only looks like one', () => {
    expect(namedBy('tts', { text: 'The secrets.crm are out' })).toEqual([])
    expect(namedBy('webhook', { uri: 'https://x.example.test', custom_data: { table: 't', switch: 's' } })).toEqual([])
    expect(namedBy('data.http', { url: '' })).toEqual([])
    expect(namedBy('voicemail', { id: '{{ vars.box }}' })).toEqual([['id', 'variable', 'box']])
    expect(namedBy('of.another.studio', { table: 't', value: '{{ secrets.crm }}' })).toEqual([
      ['value', 'secret', 'crm'],
    ])
  })

  it('name each variable that the step sets', () => {
    for (const definition of nodeTypes) {
      if (definition.kind !== 'studio') continue
      const data = definition.create((base) => base)
      const set = referencesOf(node(definition.type, data)).flatMap((reference) =>
        reference.kind === 'variable' && reference.use === 'sets' ? [reference.name] : [],
      )
      expect(set).toEqual(definition.sets(data))
    }
  })
})

it('gives the references of a whole document by node', () => {
  const nodes = [node('voicemail', { id: 'box' }), { ...node('menu', { id: 'm' }), id: 'second' }]
  expect(documentReferences(nodes)).toMatchObject([
    { nodeId: 'n', id: 'box' },
    { nodeId: 'second', id: 'm' },
  ])
})
