import { emptyDocument, type FlowNode } from '@callflow-studio/model'
import { sampleCallSchema } from '@callflow-studio/model/api'
import { describe, expect, it } from 'vitest'
import { sampleScope } from '../values/sample-scope.ts'
import { askedVariables, readsDigits, typedValue } from './asked-values.ts'

const step = (data: Record<string, unknown>): FlowNode => ({
  id: 'ask',
  type: 'data.http',
  position: { x: 0, y: 0 },
  data: { method: 'GET', headers: [], body: { type: 'none' }, timeoutMs: 3000, assign: [], ...data },
})
const scope = (variables: { name: string; default?: unknown }[] = []) =>
  sampleScope({ ...emptyDocument(), variables }, sampleCallSchema.parse({}), null, new Date(0))

describe('what has to be told before a look-up is tried', () => {
  it('is each variable that it reads anywhere and that has no value yet', () => {
    const node = step({
      url: 'https://crm.example.com/{{ vars.id }}/{{ caller.number }}',
      headers: [{ name: 'X-Team', value: '{{ vars.team }}' }],
      body: { type: 'json', content: '{"id": "{{ vars.id | upcase }}"}' },
    })
    expect(askedVariables(node, scope())).toEqual(['id', 'team'])
    expect(askedVariables(node, scope([{ name: 'team', default: 'north' }, { name: 'id' }]))).toEqual(['id'])
  })

  it('cannot be what the caller types', () => {
    expect(readsDigits(step({ url: 'https://crm.example.com/{{ digits.pin }}' }))).toBe(true)
    expect(readsDigits(step({ url: 'https://crm.example.com/' }))).toBe(false)
  })

  it('is taken as the kind that the flow declares', () => {
    const document = {
      variables: [
        { name: 'count', type: 'number' as const },
        { name: 'order', type: 'json' as const },
      ],
    }
    expect(typedValue('7', 'count', document)).toBe(7)
    expect(typedValue('seven', 'count', document)).toBe('seven')
    expect(typedValue('[1]', 'order', document)).toEqual([1])
    expect(typedValue('0042', 'id', document)).toBe('0042')
  })
})
