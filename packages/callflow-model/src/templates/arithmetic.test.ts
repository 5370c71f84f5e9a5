import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseTemplate } from './template.ts'

function render(source: string, vars: Record<string, unknown> = {}) {
  const parsed = parseTemplate(source)
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  return parsed.value.render({ vars })
}

describe('arithmetic in templates', () => {
  it.each([
    ['{{ 5 | divided_by: 3 }}', 1],
    ['{{ -5 | divided_by: 3 }}', -2],
    ['{{ "5" | divided_by: "3" }}', 1],
    ['{{ 5 | divided_by: 3.0 | round: 2 }}', 1.67],
    ['{{ 5.0 | divided_by: 2 }}', 2.5],
    ['{{ 7 | times: 1.0 | divided_by: 2 }}', 3.5],
    ['{{ "7.0" | divided_by: 2 }}', 3.5],
    ['{{ 0.1 | plus: 0.2 }}', 0.3],
    ['{{ "19.99" | times: 100 }}', 1999],
    ['{{ 1.1 | times: 3 }} €', '3.3 €'],
    ['{{ 4.35 | times: 100 | minus: 0.5 }}', 434.5],
    ['{{ 7 | modulo: 3 }} {{ -7 | modulo: 3 }} {{ 7.5 | modulo: 2 }}', '1 2 1.5'],
    ['{{ 9007199254740991 | minus: 1 }}', 9007199254740990],
    ['{{ "abc" | plus: 1 }} {{ nothing | plus: 1 }}', '1 1'],
    ['{% if 4.0 == 4 %}same{% endif %} {% assign x = 3.0 | times: 2 %}{{ x }}', 'same 6'],
  ])('%s', (source, value) => expect(render(source)).toBe(value))

  it.each([
    '{{ 5 | divided_by: 0 }}',
    '{{ 5 | modulo: 0 }}',
    'You owe {{ 5.5 | divided_by: 0.0 }}',
    '{{ 1 | divided_by: vars.none }}',
  ])('fails for a division by zero: %s', (source) => expect(() => render(source)).toThrow(/divided by 0/))

  it('adds up cents exactly', () =>
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), fc.integer({ min: 0, max: 10 ** 9 }), (a, b) => {
        expect(render('{{ vars.a | plus: vars.b }}', { a: a / 100, b: b / 100 })).toBe((a + b) / 100)
      }),
    ))
})

describe('lists and objects in a text', () => {
  it.each(['for {{ vars.a }}', 'for {{ vars.a | default: "" }}', '{% if true %}for {{ vars.a }}{% endif %}'])(
    'are JSON in any text: %s',
    (source) => {
      expect(render(source, { a: ['Bob'] })).toBe('for ["Bob"]')
      expect(render(source, { a: { name: 'Bob' } })).toBe('for {"name":"Bob"}')
    },
  )
})
