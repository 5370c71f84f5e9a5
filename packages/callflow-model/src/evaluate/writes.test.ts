import { describe, expect, it } from 'vitest'
import { checkReferences } from '../compile/check-references.ts'
import { compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { ReferenceLookup } from '../nodes/contract/checks.ts'
import { summaryOf } from '../nodes/index.ts'
import { addressesIn, callOf, continuationsIn, line, NOW } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'

const count = (more: Record<string, unknown> = {}) => ({
  change: 'add',
  table: 't',
  key: '{{ caller.number }}',
  column: 'count',
  value: 1,
  keepFor: 'forever',
  assign: [{ name: 'calls', column: 'count' }],
  ...more,
})
const counting = (more: Record<string, unknown> = {}, text = '{{ vars.calls }}') =>
  flow()
    .step('count', 'data.remember', count(more))
    .step('say', 'tts', { text })
    .step('bad', 'tts', { text: '{{ vars.error.code }}: {{ vars.error.message }}' })
    .chain('count')
    .edge('count.next', 'say')
    .edge('count.error', 'bad')
const asked = async (document: FlowDocument, table = memoryTable(), params = {}) =>
  callOf(document, {}, NOW, table.services).askAsync(params)

describe('a step that counts', () => {
  it('gives the new count to the steps after it, from call to call', async () => {
    const table = memoryTable()
    const document = counting().build()
    expect((await asked(document, table)).tree.data.text).toBe('1')
    const second = await asked(document, table)
    expect(second.tree.data.text).toBe('2')
    expect(second.trace.find(({ nodeId }) => nodeId === 'count')).toMatchObject({
      took: 'next',
      detail: 'count 1 → 2 for +14155550100',
    })
    expect((await asked(document, table, { 'Caller-ID-Number': '+1' })).tree.data.text).toBe('1')
  })

  it('adds what a template says, also less than nothing', async () => {
    const table = memoryTable()
    await asked(counting({ value: '{{ caller.number | size }}' }).build(), table)
    expect((await asked(counting({ value: -2 }).build(), table)).tree.data.text).toBe('10')
  })

  it.each([
    [
      'what is no number',
      { value: '{{ caller.name }}' },
      'table.value: “Alice Example” is not a number, so nothing was counted.',
    ],
    ['a table that is gone', { table: 'gone' }, 'table.gone: The table is gone.'],
  ])('fails by its own port: %s', async (_, more, text) =>
    expect((await asked(counting(more).build())).tree.data.text).toBe(text),
  )

  it('fails where there is no time left, or nobody to write', async () => {
    const table = memoryTable()
    const late = await callOf(counting().build(), {}, NOW, table.services, () => 3800).askAsync()
    expect(late.tree.data.text).toBe('table.busy: No time was left to write.')
    expect(table.writes).toEqual([])
    expect((await callOf(counting().build()).askAsync()).tree.data.text).toContain('table.failed')
  })

  it('counts once where several paths meet, and each time that the call comes by', async () => {
    const table = memoryTable()
    const document = counting({}, 'Again').edge('say._', 'count').build()
    const call = callOf(document, {}, NOW, table.services)
    const first = await call.askAsync()
    const [again] = continuationsIn(first.tree)
    expect(table.writes).toHaveLength(1)
    await call.askAsync({}, again)
    expect(table.writes).toHaveLength(2)
  })

  it('happens inside a sub-flow too, and is seen by a later look-up of the same answer', async () => {
    const table = memoryTable()
    const main = flow()
      .step('sub', 'flow.call', { flowId: 'inner', inputs: [], outputs: [{ name: 'calls', from: 'calls' }] })
      .step('look', 'data.table', {
        table: 't',
        column: 'key',
        key: '{{ caller.number }}',
        assign: [{ name: 'read', column: 'count' }],
      })
      .step('say', 'tts', { text: '{{ vars.calls }} {{ vars.read }}' })
      .chain('sub', 'look')
      .edge('look.found', 'say')
      .build()
    const inner = flow().step('count', 'data.remember', count()).chain('count').build()
    const answer = await callOf(main, { inner }, NOW, table.services).askAsync()
    expect(line(answer.tree)).toBe('tts')
    expect(answer.tree.data.text).toBe('1 1')
  })

  it('works where the flow answers TwiML, also after what the caller hears', async () => {
    const table = memoryTable()
    const document = counting().build()
    document.settings.format = 'twiml'
    const call = callOf(document, {}, NOW, table.services)
    expect((await call.askTwimlAsync()).verbs[0]).toMatchObject({ name: 'Say', text: '1' })
    const later = counting().step('hello', 'tts', { text: 'Hello' }).edge('hello._', 'count').build()
    later.settings.format = 'twiml'
    later.edges = later.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: 'hello' } : edge))
    const second = callOf(later, {}, NOW, table.services)
    const first = await second.askTwimlAsync()
    expect(first.verbs.map(({ name }) => name)).toEqual(['Say', 'Redirect'])
    expect(table.writes).toHaveLength(1)
    const next = await second.askTwimlAsync({}, addressesIn(first.verbs)[0])
    expect(next.verbs[0]).toMatchObject({ name: 'Say', text: '2' })
  })
})

describe('a step that remembers', () => {
  it('keeps values as what they are, and forgets them', async () => {
    const table = memoryTable()
    const document = counting({ change: 'set', column: 'name', value: '{{ caller.name }}', assign: [] }).build()
    const set = await asked(document, table)
    expect(table.rows.get('+14155550100')).toEqual({ key: '+14155550100', name: 'Alice Example' })
    expect(set.trace[1]?.detail).toBe('name nothing → Alice Example for +14155550100')
    const forget = await asked(counting({ change: 'forget' }).build(), table)
    expect(table.rows.size).toBe(0)
    expect(forget.trace[1]?.detail).toBe('forgot +14155550100')
    const again = await asked(counting({ change: 'forget' }).build(), table)
    expect(again.trace[1]?.detail).toBe('nothing to forget for +14155550100')
  })

  it.each([
    ['for good', { keepFor: 'forever' }, 'UTC', null],
    ['for a day, unless it says how long', { keepFor: 'duration' }, 'UTC', '2026-11-25T09:30:00Z'],
    ['for some time', { keepFor: 'duration', keepAmount: 90, keepUnit: 'minutes' }, 'UTC', '2026-11-24T11:00:00Z'],
    ['until the flow’s midnight', { keepFor: 'day' }, 'Europe/Berlin', '2026-11-24T23:00:00Z'],
    ['until a midnight that is later than UTC’s', { keepFor: 'day' }, 'America/New_York', '2026-11-25T05:00:00Z'],
  ])('%s', async (_, more, timezone, until) => {
    const table = memoryTable()
    const document = counting(more).build()
    document.settings.timezone = timezone
    await asked(document, table)
    expect(table.writes).toMatchObject([{ expiresAt: until === null ? null : Date.parse(until) }])
  })

  it('is not seen in the log where what is kept, or whose row it is, is sensitive', async () => {
    const table = memoryTable()
    const hidden = counting({ change: 'set', column: 'name', key: '{{ vars.pin }}', value: '{{ vars.pin }}' })
      .step('set', 'logic.set', { assignments: [{ name: 'pin', value: '4711' }] })
      .chain('set', 'count')
      .build()
    hidden.variables = [{ name: 'pin', sensitive: true }]
    hidden.edges = hidden.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: 'set' } : edge))
    const answer = await asked(hidden, table)
    expect(table.writes).toMatchObject([{ key: '4711' }])
    expect(answer.trace.find(({ nodeId }) => nodeId === 'count')?.detail).toBe('name •••• → •••• for ••••')
  })
})

describe('what is wrong with it, before a call finds out', () => {
  const problems = (data: Record<string, unknown>) =>
    compile(counting(data).build())
      .diagnostics.filter(({ severity }) => severity === 'error')
      .map(({ code, field }) => [code, field])
  it.each([
    ['no table', { table: '' }, ['table.missing', 'table']],
    ['no column', { column: '' }, ['table.no-column', 'column']],
    ['no row', { key: ' ' }, ['table.no-key', 'key']],
    ['no number', { value: 'one' }, ['table.value', 'value']],
    ['a yes or no', { value: true }, ['table.value', 'value']],
    ['a list', { value: [5] }, ['table.value', 'value']],
    [
      'a template in the number of hours',
      { keepFor: 'duration', keepAmount: '{{ vars.x }}' },
      ['field.invalid', 'keepAmount'],
    ],
    ['no name', { assign: [{ name: 'a b', column: 'count' }] }, ['variable.name', 'assign.0.name']],
  ])('%s', (_, data, problem) => expect(problems(data)).toEqual([problem]))

  it('is nothing for a step that forgets, beside its table and its row', () =>
    expect(problems({ change: 'forget', column: '', value: 'x', assign: [{ name: '', column: '' }] })).toEqual([]))

  it('a midnight that nobody has said the zone of is a warning, with the way to choose one', () =>
    expect(compile(counting({ keepFor: 'day' }).build()).diagnostics).toContainEqual(
      expect.objectContaining({ code: 'schedule.no-timezone', field: 'keepFor', fix: expect.anything() }),
    ))

  const references = (live: boolean): ReferenceLookup => ({
    flow: () => null,
    table: (id) =>
      id === 't'
        ? {
            name: 'Counts',
            columns: [
              { name: 'who', type: 'text' },
              { name: 'count', type: 'number' },
              { name: 'note', type: 'text' },
            ],
            keyColumn: 'who',
            live,
          }
        : null,
  })
  it.each([
    ['a table that is not live', {}, false, ['table.not-live', 'table']],
    ['a table that is gone', { table: 'x' }, true, ['table.missing', 'table']],
    ['a column that is gone', { column: 'x' }, true, ['table.no-column', 'column']],
    ['the column of the key', { column: 'who' }, true, ['table.no-column', 'column']],
    ['a count in a column of text', { column: 'note' }, true, ['table.value', 'column']],
    [
      'a value of a column that is gone',
      { assign: [{ name: 'a', column: 'x' }] },
      true,
      ['table.no-column', 'assign.0.column'],
    ],
  ])('%s', (_, data, live, [code, field]) =>
    expect(checkReferences(counting(data).build(), references(live))).toMatchObject([{ nodeId: 'count', code, field }]),
  )
  it('nothing, where all is there', () => expect(checkReferences(counting().build(), references(true))).toEqual([]))
})

describe('its card', () => {
  const card = (data: Record<string, unknown>) =>
    summaryOf({ id: 'n', type: 'data.remember', position: { x: 0, y: 0 }, data: count(data) })
  it.each([
    [{ keepFor: 'day' }, 'Count calls per caller, until midnight'],
    [{ key: 'everybody', value: -1 }, 'Count by -1 of everybody'],
    [{ keepFor: 'duration', keepAmount: 1, keepUnit: 'hours' }, 'Count calls per caller, for 1 hour'],
    [{ change: 'set', column: 'language', value: '{{ vars.lang }}' }, 'Remember language = {{ vars.lang }} per caller'],
    [{ keepFor: 'duration' }, 'Count calls per caller, for 24 hours'],
    [{ change: 'forget' }, 'Forget per caller'],
    [{ key: '{{ vars.order }}' }, 'Count calls for {{ vars.order }}'],
    [{ table: '' }, ''],
  ])('says what it does', (data, text) => expect(card(data)).toBe(text))
})
