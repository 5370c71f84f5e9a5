/** Tests that are kept with their flow. */
import type { Flow, FlowTest, FlowTestList } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const GREETING = '# For everyone\ntest: Says hello\nhappens:\n  - hears: hello\n'
const SILENCE = 'test: Says nothing else # at all\nexpect: { requests: 1 }\n'

const newFlow = async (more: object = {}) =>
  (await studio.api<Flow>('POST', '/flows', { name: 'A flow', document: saying('Hello.'), ...more }, 201)).id
const add = async (id: string, text: string) =>
  (await studio.api<FlowTestList>('POST', `/flows/${id}/tests`, { text }, 201)).tests
const list = async (id: string) => (await studio.api<FlowTestList>('GET', `/flows/${id}/tests`)).tests

describe('tests of a flow', () => {
  it('are kept to the letter, one each, in the order in which they came', async () => {
    const id = await newFlow()
    const made = await add(id, `${GREETING}---\n${SILENCE}`)
    expect(made.map(({ name, text, lastRun }) => [name, text, lastRun])).toEqual([
      ['Says hello', GREETING, null],
      ['Says nothing else', SILENCE, null],
    ])
    const [third] = await add(id, '{"test": "As JSON"}')
    expect(await list(id)).toEqual([...made, third])
  })

  it('are changed and deleted one by one', async () => {
    const id = await newFlow()
    const [one, two] = (await add(id, `${GREETING}---\n${SILENCE}`)) as [FlowTest, FlowTest]
    const changed = await studio.api<FlowTest>('PUT', `/flows/${id}/tests/${one.id}`, { text: 'test: Renamed' })
    expect(changed).toMatchObject({ id: one.id, name: 'Renamed', text: 'test: Renamed', createdAt: one.createdAt })
    await studio.api('DELETE', `/flows/${id}/tests/${two.id}`, undefined, 204)
    expect(await list(id)).toEqual([changed])
    await studio.api('DELETE', `/flows/${id}/tests/${two.id}`, undefined, 404)
    await studio.api('PUT', `/flows/${await newFlow()}/tests/${one.id}`, { text: 'test: Of another flow' }, 404)
  })

  it.each([
    ['a word that is no key', 'test: A\n---\ntest: B\nhapens: []', 4, 1],
    ['what nobody can do in a call', 'test: A\nhappens:\n  - sings: a song', 3, 5],
    ['no YAML', 'test: "A', 1, 9],
    ['nothing', '# only a comment', 1, 1],
  ])('are refused with the place of a mistake, and none of them is kept: %s', async (_, text, line, column) => {
    const id = await newFlow()
    const problem = await studio.api<object>('POST', `/flows/${id}/tests`, { text }, 422)
    expect(problem).toMatchObject({ testProblems: [{ severity: 'error', line, column }] })
    expect(await list(id)).toEqual([])
  })

  it('are one call each', async () => {
    const id = await newFlow()
    const [test] = (await add(id, GREETING)) as [FlowTest]
    const text = `${GREETING}---\n${SILENCE}`
    expect(await studio.api('PUT', `/flows/${id}/tests/${test.id}`, { text }, 422)).toMatchObject({
      detail: 'Line 1, column 1: This is more than one test. Add the others as tests of their own.',
    })
    expect(await list(id)).toEqual([test])
  })

  it('go to the trash and come back with their flow', async () => {
    const id = await newFlow()
    const tests = await add(id, GREETING)
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    await studio.api('GET', `/flows/${id}/tests`, undefined, 404)
    await studio.api('POST', `/flows/${id}/tests`, { text: SILENCE }, 404)
    await studio.api('PUT', `/flows/${id}/tests/${tests[0]?.id}`, { text: SILENCE }, 404)
    await studio.api('POST', `/flows/${id}/restore`)
    expect(await list(id)).toEqual(tests)
  })

  it('can be exported as one text, which makes the same tests again', async () => {
    const id = await newFlow()
    await add(id, `${GREETING}---\n${SILENCE}`)
    await add(id, '{"test": "As JSON"}')
    const { headers, text } = await studio.send(`/api/flows/${id}/tests/export`)
    expect(text).toBe(`${GREETING}---\n${SILENCE}---\n{"test": "As JSON"}\n`)
    expect(headers).toMatchObject({
      'content-type': 'application/yaml; charset=utf-8',
      'content-disposition': "attachment; filename*=UTF-8''A%20flow.yaml",
    })
    const again = await add(await newFlow(), text)
    expect(again.map(({ name }) => name)).toEqual(['Says hello', 'Says nothing else', 'As JSON'])
    expect((await studio.send('/api/flows/missing/tests/export')).status).toBe(404)
  })

  it('are copied with their flow', async () => {
    const id = await newFlow()
    const tests = await add(id, `${GREETING}---\n${SILENCE}`)
    const copies = await list(await newFlow({ testsOf: id }))
    expect(copies.map(({ name, text }) => [name, text])).toEqual(tests.map(({ name, text }) => [name, text]))
    expect(copies.map((copy) => copy.id)).not.toEqual(tests.map((test) => test.id))
    await studio.api('POST', '/flows', { name: 'A copy of nothing', testsOf: 'missing' }, 404)
  })

  it('are a thousand at most', async () => {
    const id = await newFlow()
    const text = Array.from({ length: 1000 }, (_, number) => `test: Number ${number}`).join('\n---\n')
    await add(id, text)
    await studio.api('POST', `/flows/${id}/tests`, { text: SILENCE }, 422)
    expect(await list(id)).toHaveLength(1000)
  })
})
