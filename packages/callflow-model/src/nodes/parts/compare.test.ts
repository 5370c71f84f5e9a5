import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compile } from '../../compile/compile.ts'
import type { FlowDocument } from '../../document/flow-document.ts'
import { callOf } from '../../testing/answers.ts'
import { flow } from '../../testing/flow-builder.ts'
import { compare, type Operator } from './compare.ts'

describe('more and less', () => {
  it.each<[string, Operator, string, boolean]>([
    ['10', 'gt', '9', true],
    ['09:30', 'gte', '09:00', true],
    ['9:30', 'lt', '17:00', true],
    ['08:59', 'gte', '9:00', false],
    ['9:30 am', 'lt', '1 pm', true],
    ['12:15 AM', 'lt', '00:30', true],
    ['23:59:59', 'lt', '24:00', true],
    ['2026-11-30', 'lt', '2026-12-01', true],
    ['2026-11-30T10:00:00-05:00', 'gte', '2026-11-30', true],
    ['2026-11-30T23:00:00-05:00', 'gt', '2026-12-01T03:30:00Z', true],
    ['2026-11-30 10:00', 'gt', '2026-11-30 09:59', true],
    ['09:30', 'gt', '9', false],
    ['1,234', 'gt', '5', false],
    ['soon', 'gt', '09:00', false],
    ['25:00', 'gt', '09:00', false],
    ['', 'lt', '5', false],
  ])('%s %s %s', (left, op, right, holds) => expect(compare(op, left, right)).toBe(holds))
})

describe('phone numbers', () => {
  it.each<[string, Operator, string, boolean]>([
    ['+14155550142', 'starts_with', '+1 415', true],
    ['+14155550142', 'starts_with', '001 (415)', true],
    ['+14155550142', 'equals', '+1 415 555 0142', true],
    ['+14155550142', 'equals', '(415) 555-0142', true],
    ['4155550142', 'equals', '+1 415 555-0142', true],
    ['4155550142', 'starts_with', '+1 415', true],
    ['+14155550142', 'not_equals', '+1.415.555.0142', false],
    ['+14155550142', 'in', '+1 415 555 0199, +1 415 555 0142', true],
    ['+14155550142', 'ends_with', '01 42', true],
    ['+14155550142', 'starts_with', '+1 416', false],
    ['anonymous', 'equals', 'anonymous', true],
    ['anonymous', 'starts_with', '+1', false],
    ['0042', 'equals', '42', false],
    ['+14155550142', 'equals', '', false],
    ['+14155550142', 'starts_with', '', true],
  ])('of the call: %s %s %s', (left, op, right, holds) =>
    expect(compare(op, left, right, { phoneLocale: 'en-US' })).toBe(holds),
  )

  it('are told by their plus where the studio does not know them for numbers', () => {
    expect(compare('equals', '+14155550142', '+1 (415) 555-0142')).toBe(true)
    expect(compare('equals', '10-20', '1020')).toBe(false)
  })

  it('compare as people write them in a call', async () => {
    const drawn = (right: string) =>
      flow()
        .step('if', 'logic.condition', {
          combine: 'all',
          rules: [{ left: '{{ caller.number }}', op: 'starts_with', right }],
        })
        .step('switch', 'logic.switch', {
          value: '{{caller.number}}',
          cases: [{ port: 'a', op: 'equals', right: '(415) 555-0100' }],
        })
        .step('yes', 'tts', { text: 'yes' })
        .step('no', 'tts', { text: 'no' })
        .chain('if')
        .edge('if.true', 'switch')
        .edge('switch.a', 'yes')
        .edge('if.false', 'no')
        .build()
    expect(callOf(drawn('+1 415')).ask().tree).toMatchObject({ data: { text: 'yes' } })
    expect(callOf(drawn('+1 416')).ask().tree).toMatchObject({ data: { text: 'no' } })
  })
})

const rule = (left: string, op: Operator, right = '') =>
  compile(
    flow()
      .step('a', 'logic.condition', { combine: 'all', rules: [{ left, op, right }] })
      .chain('a')
      .build(),
  )
    .diagnostics.filter(({ code }) => code.startsWith('comparison.'))
    .map(({ code, field, fix }) => [code, field, ...(fix?.kind === 'set-field' ? [fix.value] : [])])

describe('comparisons that can never hold', () => {
  it.each<[string, Operator, string, unknown[]]>([
    ['{{ vars.a }}', 'gte', '09:00', []],
    ['{{ vars.a }}', 'gte', '2026-12-24', []],
    ['{{ vars.a }}', 'gte', '{{ vars.b }}', []],
    ['{{ vars.a }}', 'gt', '1,234', [['comparison.never', 'rules.0.right', '1234']]],
    ['{{ vars.a }}', 'gt', '1,5', [['comparison.never', 'rules.0.right', '1.5']]],
    ['{{ vars.a }}', 'lt', 'noon', [['comparison.never', 'rules.0.right']]],
    ['balance', 'lt', '5', [['comparison.never', 'rules.0.left']]],
    ['{{ caller.number }}', 'equals', '', [['comparison.empty', 'rules.0.right']]],
    ['{{ caller.number }}', 'gt', ' ', [['comparison.empty', 'rules.0.right']]],
    ['', 'equals', '1', [['comparison.empty', 'rules.0.left']]],
    ['{{ caller.number }}', 'is_empty', '', []],
  ])('%s %s %s', (left, op, right, problems) => expect(rule(left, op, right)).toEqual(problems))

  it('are told of a switch too, its value once', () => {
    const cases = ['', '1,234'].map((right, index) => ({ port: `p${index}`, op: index === 0 ? 'equals' : 'gt', right }))
    const { diagnostics } = compile(flow().step('a', 'logic.switch', { value: '', cases }).chain('a').build())
    expect(diagnostics.filter(({ code }) => code.startsWith('comparison.')).map(({ field }) => field)).toEqual([
      'value',
      'cases.0.right',
      'cases.1.right',
    ])
  })
})

it('19: “at least 00:00” holds at any time of day', () => {
  const file = readFileSync(new URL('../../compile/field/19-time-comparison.json', import.meta.url), 'utf8')
  const { document } = JSON.parse(file) as { document: FlowDocument }
  expect(callOf(document).ask().tree).toMatchObject({ data: { text: 'true' } })
})
