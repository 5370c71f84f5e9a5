/** A store that answers later: the evaluation waits for its rows and makes the same answer. */
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { callOf, NOW, type TestAnswer } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'
import type { Services } from './answer.ts'

const find = (key: string, name: string) => ({
  table: 't',
  column: 'key',
  key,
  assign: [{ name, column: 'name' }],
})

/** Asked at once and later: what is seen of both. */
async function both(document: FlowDocument, rows: Record<string, string> = {}) {
  const answers: (TestAnswer & { reads: string[]; writes: number })[] = []
  for (const isLater of [false, true]) {
    const reads: string[] = []
    const memory = memoryTable()
    for (const [key, name] of Object.entries(rows)) memory.rows.set(key, { key, name })
    const services: Services = {
      ...memory.services,
      readTable: (query, nodeId) => {
        reads.push(query.key)
        const reply = memory.services.readTable(query, nodeId)
        return isLater ? Promise.resolve(reply) : reply
      },
    }
    const answer = await callOf(document, {}, NOW, services).askAsync()
    answers.push({ ...answer, reads, writes: memory.writes.length })
  }
  const [atOnce, later] = answers
  if (!atOnce || !later) throw new Error('not asked')
  return { atOnce, later }
}

/** Replayed continuations are sealed under later numbers. */
const seen = ({ body, trace, modules, failures, warnings, variables }: TestAnswer) => ({
  body: body.replaceAll(/token\d+/g, 'token'),
  trace,
  modules,
  failures,
  warnings,
  variables,
})

describe('a table that answers later', () => {
  it('is waited for before the first KAZOO step', async () => {
    const document = flow()
      .step('find', 'data.table', find('{{ caller.number }}', 'name'))
      .step('say', 'tts', { text: 'Hello {{ vars.name }}' })
      .edge('start', 'find')
      .edge('find.found', 'say')
      .build()
    const { atOnce, later } = await both(document, { '+14155550100': 'Ada' })
    expect(later.tree.data.text).toBe('Hello Ada')
    expect(seen(later)).toEqual(seen(atOnce))
    expect(later.reads).toEqual(atOnce.reads)
  })

  it('is waited for in each branch after a KAZOO step, and read once for each', async () => {
    const builder = flow()
      .step('menu', 'menu', { id: '0'.repeat(32) })
      .edge('start', 'menu')
    for (const key of ['1', '2', '3'])
      builder
        .step(`find${key}`, 'data.table', find(`row${key}`, `name${key}`))
        .step(`say${key}`, 'tts', { text: `Hello {{ vars.name${key} }}` })
        .edge(`menu.${key}`, `find${key}`)
        .edge(`find${key}.found`, `say${key}`)
    const { atOnce, later } = await both(builder.build(), { row1: 'Ada', row2: 'Bo', row3: 'Cy' })
    expect(later.tree.children?.['3']?.data.text).toBe('Hello Cy')
    expect(seen(later)).toEqual(seen(atOnce))
    expect(later.reads).toEqual(['row1', 'row2', 'row3'])
  })

  it('sees what the same answer has written, and nothing is written twice', async () => {
    const document = flow()
      .step('first', 'data.table', find('{{ caller.number }}', 'before'))
      .step('count', 'data.remember', {
        change: 'add',
        table: 't',
        key: '{{ caller.number }}',
        column: 'name',
        value: 1,
        keepFor: 'forever',
        assign: [],
      })
      .step('second', 'data.table', find('{{ caller.number }}', 'after'))
      .step('say', 'tts', { text: '{{ vars.before }} {{ vars.after }}' })
      .step('third', 'data.table', find('other', 'other'))
      .step('bye', 'tts', { text: '{{ vars.after }}' })
      .edge('start', 'first')
      .edge('first.found', 'count')
      .edge('count.next', 'second')
      .edge('second.found', 'say')
      .edge('say._', 'third')
      .edge('third.not_found', 'bye')
      .build()
    const { atOnce, later } = await both(document, { '+14155550100': '1' })
    expect(later.tree.data.text).toBe('1 2')
    expect([atOnce.writes, later.writes]).toEqual([1, 1])
    expect(seen(later)).toEqual(seen(atOnce))
  })

  it('is waited for where it holds special days, before and after a KAZOO step', async () => {
    const document = flow()
      .step('hours', 'logic.schedule', { timezone: 'UTC', weekly: [], holidays: [], lists: ['h', 'gone'] })
      .step('say', 'tts', { text: 'Closed today.' })
      .step('again', 'logic.schedule', { timezone: 'UTC', weekly: [], holidays: [], lists: ['h'] })
      .step('bye', 'tts', { text: 'Goodbye.' })
      .edge('start', 'hours')
      .edge('hours.holiday', 'say')
      .edge('say._', 'again')
      .edge('again.holiday', 'bye')
      .build()
    const days = { name: 'Holidays', days: [{ date: NOW.toISOString().slice(0, 10), name: 'Today' }], problems: [] }
    const ask = (specialDays: Services['specialDays']) =>
      callOf(document, {}, NOW, memoryTable(specialDays ? { specialDays } : {}).services).askAsync()
    const find = (id: string) => (id === 'h' ? days : null)
    const later = await ask(async (id) => find(id))
    expect(later.tree.children?._?.data.text).toBe('Goodbye.')
    expect(seen(later)).toEqual(seen(await ask(find)))
  })

  it('counts as a list without days where it cannot be read, and the call continues', async () => {
    const document = flow()
      .step('hours', 'logic.schedule', { timezone: 'UTC', weekly: [], holidays: [], lists: ['h'] })
      .step('say', 'tts', { text: 'Closed.' })
      .edge('start', 'hours')
      .edge('hours.closed', 'say')
      .build()
    const services = memoryTable({ specialDays: () => Promise.reject(new Error('The store is gone.')) }).services
    const answer = await callOf(document, {}, NOW, services).askAsync()
    expect(answer.tree.data.text).toBe('Closed.')
    expect(answer.warnings).toEqual([
      { nodeId: 'hours', message: 'The lists of special days could not be read, so their days do not count.' },
    ])
  })

  it('that fails is a failure of the step', async () => {
    const document = flow()
      .step('find', 'data.table', find('x', 'name'))
      .step('failed', 'tts', { text: '{{ vars.error.code }}' })
      .edge('start', 'find')
      .edge('find.error', 'failed')
      .build()
    const services = memoryTable({ readTable: () => Promise.reject(new Error('The store is gone.')) }).services
    const answer = await callOf(document, {}, NOW, services).askAsync()
    expect(answer.tree.data.text).toBe('table.failed')
    expect(answer.failures).toMatchObject([{ nodeId: 'find', message: 'The store is gone.' }])
  })
})
