import { definitionOf, emptyDocument, type FlowDocument, type NodeDefinition } from '@callflow-studio/model'
import { sampleCallSchema } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { contentOf, pickerGroups, templateText } from './picker-values.ts'
import { sampleScope } from './sample-scope.ts'
import { exitTaken, renderedText } from './try-step.ts'
import { valuePieces } from './value-pieces.ts'

const NOW = new Date('2026-11-24T09:30:00Z')
const call = { ...sampleCallSchema.parse({}), sip: { 'X-Priority': 'high' }, custom: { crm_id: '48213' } }
const document: FlowDocument = {
  ...emptyDocument(),
  nodes: [
    { id: 'start', type: 'start', position: { x: 0, y: 0 }, data: {} },
    { id: 'ask', type: 'input.digits', name: 'Ask for the PIN', position: { x: 0, y: 0 }, data: { variable: 'pin' } },
    { id: 'say', type: 'tts', position: { x: 0, y: 0 }, data: { text: '' } },
  ],
  edges: [
    { id: 'e1', source: 'start', sourceHandle: 'next', target: 'ask' },
    { id: 'e2', source: 'ask', sourceHandle: 'next', target: 'say' },
  ],
}
const scope = sampleScope(document, call, null, NOW)
const condition = definitionOf('logic.condition') as NodeDefinition

describe('the value picker', () => {
  it('lists what is set on the way here first, then the call with the sample caller’s content', () => {
    const groups = pickerGroups(document, 'say', scope)
    expect(groups[0]).toMatchObject({ id: 'before', values: [{ path: 'vars.pin', setBy: ['Ask for the PIN'] }] })
    expect(groups[1]?.values[0]).toMatchObject({ path: 'caller.number', content: '+14155550100' })
  })

  it('offers SIP headers and custom values that the sample caller brings', () => {
    const paths = pickerGroups(document, 'say', scope).flatMap(({ values }) => values.map(({ path }) => path))
    expect(paths).toContain('sip["X-Priority"]')
    expect(paths).toContain('custom.crm_id')
  })

  it('offers secrets by name alone, and only where they may stand', () => {
    const secrets = (query?: string, names?: string[]) =>
      pickerGroups(document, 'say', scope, query, names).find(({ id }) => id === 'secrets')?.values
    expect(secrets('', ['crm', 'billing'])).toMatchObject([
      { path: 'secrets.crm', content: '' },
      { path: 'secrets.billing', content: '' },
    ])
    expect(secrets('bill', ['crm', 'billing'])).toMatchObject([{ path: 'secrets.billing' }])
    expect(secrets()).toBeUndefined()
  })

  it('searches names and the steps that set them', () => {
    expect(pickerGroups(document, 'say', scope, 'pin')).toMatchObject([
      { id: 'before', values: [{ path: 'vars.pin' }] },
    ])
    expect(pickerGroups(document, 'say', scope, 'nothing like it')).toEqual([])
  })

  it('writes the template with its changes, and what is said if the value is empty', () => {
    expect(templateText('vars.next', ['date'], null, 'en-US')).toBe('{{ vars.next | date: "%A, %-d %B" }}')
    expect(templateText('vars.next', [], 'soon', 'en-US')).toBe('{{ vars.next | default: "soon" }}')
    expect(renderedText(templateText('vars.unset', ['digits'], 'the "usual"', 'en-US'), scope)).toBe('the "usual"')
  })

  it('writes money in the currency of the flow’s language', () => {
    const money = (locale: string) => templateText('vars.balance', ['money'], null, locale)
    expect(money('en-US')).toBe('{{ vars.balance | money: "USD" }}')
    expect(money('de-CH')).toBe('{{ vars.balance | money: "CHF" }}')
    expect(money('fr')).toBe('{{ vars.balance | money: "EUR" }}')
    expect(money('')).toBe('{{ vars.balance | money: "USD" }}')
  })

  it('reads digits one by one', () => {
    expect(renderedText('{{ custom.crm_id | split: "" | join: " " }}', scope)).toBe('4 8 2 1 3')
  })

  it('shows the flow’s local time', () => {
    expect(contentOf('now', scope)).toBe('2026-11-24T09:30:00+00:00')
  })
})

describe('Try it', () => {
  const rule = (left: string, op: string, right: string) => ({ combine: 'all', rules: [{ left, op, right }] })

  it('takes the way that the model would take for the sample caller', () => {
    expect(exitTaken(condition, rule('{{ caller.number }}', 'starts_with', '+1415'), scope)).toBe('true')
    expect(exitTaken(condition, rule('{{ sip["X-Priority"] }}', 'equals', 'low'), scope)).toBe('false')
  })

  it('says nothing where a pattern cannot be read', () => {
    expect(exitTaken(condition, rule('{{ caller.number }}', 'matches', '('), scope)).toBeNull()
  })
})

describe('values in a text', () => {
  it('are set apart from what is said', () => {
    expect(valuePieces('Hello {{ caller.name | upcase }}!')).toEqual([
      { kind: 'text', text: 'Hello ', from: 0 },
      { kind: 'value', text: 'caller.name | upcase', from: 6 },
      { kind: 'text', text: '!', from: 32 },
    ])
    expect(valuePieces('Hello {{ caller')).toEqual([{ kind: 'text', text: 'Hello {{ caller', from: 0 }])
  })
})
