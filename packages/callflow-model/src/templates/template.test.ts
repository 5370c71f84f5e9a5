import { describe, expect, it } from 'vitest'
import { templateOf } from './json-template.ts'
import { parseTemplate, type Scope, type Template } from './template.ts'

const template = (text: string): Template => {
  const parsed = parseTemplate(text)
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  return parsed.value
}
const scope: Scope = {
  caller: { name: 'Alice', number: '+1415' },
  vars: { n: 7, yes: true, list: ['a', 'b'], person: { name: 'Bo' }, none: null },
  sip: { 'X-Tier': 'gold' },
  digits: { pin: '0042' },
  now: '2026-11-24T09:30:00+01:00',
}
const render = (text: string): unknown => template(text).render(scope)

describe('a template', () => {
  it('is a constant where it holds none', () => {
    expect(template('Hello').constant).toBe('Hello')
    expect(template('a { b } %').constant).toBe('a { b } %')
  })

  it('reads plain paths, quoted names too, without the Liquid engine', () => {
    expect(render('Hello {{ caller.name }}, {{sip["X-Tier"]}}{{ sip[\'X-Tier\'] }}.')).toBe('Hello Alice, goldgold.')
    expect(render('{{ digits.pin }}')).toBe('0042')
  })

  it('keeps the type of exactly one output, filters included', () => {
    expect(render('{{ vars.n }}')).toBe(7)
    expect(render('{{ vars.n | plus: 1 }}')).toBe(8)
    expect(render('{{ vars.yes }}')).toBe(true)
    expect(render('{{ vars.list }}')).toEqual(['a', 'b'])
    expect(render(' {{ vars.n }}')).toBe(' 7')
  })

  it('renders unset values empty in texts, and undefined alone', () => {
    expect(render('a{{ vars.gone }}b{{ vars.none }}c')).toBe('abc')
    expect(render('{{ vars.gone.deeper }}')).toBeUndefined()
  })

  it('never reads a prototype', () => {
    expect(render('{{ caller.constructor }}')).toBeUndefined()
    expect(render('{{ caller.__proto__ }}')).toBeUndefined()
    expect(render('x{{ caller.toString | upcase }}')).toBe('x')
  })

  it('knows Liquid: conditions, loops, filters, the time in its own zone', () => {
    expect(render('{% if vars.n > 5 %}many{% endif %}')).toBe('many')
    expect(render('{% for item in vars.list %}{{ item }},{% endfor %}')).toBe('a,b,')
    expect(render('{{ now | date: "%H:%M" }}')).toBe('09:30')
    expect(render('{{ "now" | date: "%Y" }}')).toBe('2026')
  })

  it('takes the call’s clock for the words now and today', () => {
    expect(template('{{ "today" | date: "%F" }}').reads).toContainEqual(['now'])
  })

  it('stands also in lists and objects, whose keys are never templates', () => {
    const value = templateOf({ list: ['{{ vars.n }}', 'x'], '{{ key }}': { name: 'Hi {{ caller.name }}' }, n: 1 })
    expect(value.render(scope)).toEqual({ list: [7, 'x'], '{{ key }}': { name: 'Hi Alice' }, n: 1 })
    expect(value.reads).toEqual([
      ['vars', 'n'],
      ['caller', 'name'],
    ])
    expect(templateOf(false).render(scope)).toBe(false)
  })

  it('has no tags that reach for other templates, and reports unknown filters and broken syntax', () => {
    const codes = (text: string) => parseTemplate(text).diagnostics.map(({ code }) => code)
    expect(codes('{% include "x" %}')).toEqual(['template.syntax'])
    expect(codes('{{ caller.name')).toEqual(['template.syntax'])
    expect(codes('{{ caller.name | nofilter }}')).toEqual(['template.unknown-filter'])
  })

  it('says what it reads; a dynamic index reads everything below', () => {
    expect(template('{{ caller.name }} {{ vars.n }}').reads).toEqual([
      ['caller', 'name'],
      ['vars', 'n'],
    ])
    expect(template('{{ digits[vars.n] }}').reads).toEqual([['digits'], ['vars', 'n']])
    expect(template('{% assign d = digits %}{{ d.pin }}').reads).toEqual([['digits']])
  })

  it('changes nothing that other templates see', () => {
    const scope = { vars: { n: 7 } }
    expect(template('{% increment vars %}{% increment fresh %}').render(scope)).toBe('00')
    expect(scope).toEqual({ vars: { n: 7 } })
  })

  it('stops at limits of memory, of work, and of its own length', () => {
    expect(() =>
      render('{% assign x = "0123456789" %}{% for i in (1..30) %}{% assign x = x | append: x %}{% endfor %}{{ x }}'),
    ).toThrow(/too long for this template/)
    const big = { vars: { big: 'x'.repeat(1_100_000) } }
    expect(() => template('{{ "x" | append: vars.big }}').render(big)).toThrow(/too long for this template/)
    expect(() => render(`{% for i in (1..2000) %}${'x'.repeat(1000)}{% endfor %}`)).toThrow(/million/)
    expect(parseTemplate(`${'x'.repeat(100_001)}{% if x %}{% endif %}`).ok).toBe(false)
  })

  it('stops work without end', () => {
    expect(() => render('{% for a in (1..100000000) %}x{% endfor %}')).toThrow()
  })
})
