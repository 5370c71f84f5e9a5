/** Large documents are checked and drawn beside the calls, not before them. */
import { type FlowDocument, importCallflow } from '@callflow-studio/model'
import { validationSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let pivotUrl: string
beforeAll(async () => {
  studio = await startStudio()
  ;({ pivotUrl } = await studio.publish(flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()))
})
afterAll(() => studio.stop())

/** Many steps in a row. */
function large(steps = 1500): FlowDocument {
  let drawn = flow()
  const ids = Array.from({ length: steps }, (_, index) => `s${index}`)
  for (const id of ids) drawn = drawn.step(id, 'tts', { text: 'Hello {{ caller.name | upcase }}.' })
  return drawn.chain(...ids).build()
}

/** The one who asks for it waits, three callers do not. */
async function answersCallsDuring(work: Promise<unknown>): Promise<void> {
  let isDone = false
  const working = work.finally(() => {
    isDone = true
  })
  for (let count = 0; count < 3; count++) await studio.ask(pivotUrl)
  expect(isDone).toBe(false)
  await working
}

describe('calls are answered while a large document', { timeout: 60_000 }, () => {
  const callflow = JSON.stringify({
    module: 'menu',
    data: {},
    children: Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [`${index}`, { module: 'play', data: { id: 'x' } }]),
    ),
  })
  let document: FlowDocument
  let id: string
  beforeAll(async () => {
    document = large()
    ;({ id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Large', document }, 201))
  })

  it('is checked', () => answersCallsDuring(studio.api('POST', '/validate', { document })))
  it('is imported', () => answersCallsDuring(studio.api('POST', '/import', { format: 'callflow', source: callflow })))
  it('is published', () => answersCallsDuring(studio.api('POST', `/flows/${id}/publish`, {})))
  it('is played as a draft', () => answersCallsDuring(studio.api('POST', `/flows/${id}/preview`, { does: [] })))
  it('is played as it is drawn', () =>
    answersCallsDuring(studio.api('POST', `/flows/${id}/preview`, { document, does: [] })))
  it('is saved', () =>
    answersCallsDuring(studio.api('PUT', `/flows/${id}`, { name: 'Large', document: wide(document), revision: 1 })))
})

/** The same with long texts. */
const wide = (document: FlowDocument): FlowDocument => ({
  ...document,
  nodes: document.nodes.map((node) => ({ ...node, name: 'x'.repeat(3000) })),
})

it('after a restart, calls of a large flow and of flows below it wait for their own flow only', async () => {
  const inner = await studio.publish(large(600), 'Below') // it is compiled within the 4 s of an answer on busy machines too
  const outer = await studio.publish(
    flow().step('run', 'flow.call', { flowId: inner.id, inputs: [], outputs: [] }).chain('run').build(),
    'Above',
  )
  await studio.restart()
  const asked = studio.ask(outer.pivotUrl)
  await answersCallsDuring(asked)
  expect((await asked).tree).toMatchObject({ module: 'tts', data: { text: 'Hello ALICE EXAMPLE.' } })
})

it('a draft that is saved while it is published is published as it was saved', async () => {
  const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Twice', document: large() }, 201)
  const newer = flow().step('say', 'tts', { text: 'Newer.' }).chain('say').build()
  const publishing = studio.api<{ version: number }>('POST', `/flows/${id}/publish`, {})
  await studio.api('PUT', `/flows/${id}`, { name: 'Twice', document: newer, revision: 1 })
  expect(await publishing).toMatchObject({ version: 1 })
  const { document } = await studio.api<{ document: unknown }>('GET', `/flows/${id}/versions/1`)
  expect(document).toEqual(newer)
})

it('of two who publish at once, each gets a version that calls hear as it was published', async () => {
  const says = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
  const { id, pivotUrl: url } = await studio.publish(says('First.'))
  await studio.api('PUT', `/flows/${id}`, { name: 'Twice', document: says('Second.'), revision: 1 })
  const publishing = studio.api('POST', `/flows/${id}/publish`, {})
  await studio.api('PUT', `/flows/${id}`, { name: 'Twice', document: says('Third.'), revision: 2 })
  await Promise.all([publishing, studio.api('POST', `/flows/${id}/publish`, {})])
  const stored = await studio.api<{ versions: { version: number }[] }>('GET', `/flows/${id}/versions`)
  for (const { version } of stored.versions) {
    await studio.api('POST', `/flows/${id}/versions/${version}/activate`, {})
    const { document } = await studio.api<{ document: FlowDocument }>('GET', `/flows/${id}/versions/${version}`)
    const text = document.nodes.find((node) => node.id === 'say')?.data.text
    expect((await studio.ask(url)).tree.data.text).toBe(text)
  }
})

it('a draft that was looked at and saved meanwhile is not published', async () => {
  const { id } = await studio.api<{ id: string }>('POST', '/flows', { name: 'Looked at', document: large() }, 201)
  const publishing = studio.send(`/api/flows/${id}/publish`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ revision: 1 }),
  })
  await studio.api('PUT', `/flows/${id}`, { name: 'Looked at', document: large(), revision: 1 })
  expect((await publishing).status).toBe(409)
})

it('what is said of a document knows the flows, tables and secrets beside it', async () => {
  const inner = await studio.publish(flow().step('say', 'tts', { text: 'Inner.' }).chain('say').build(), 'Inner')
  const calling = (flowId: string) =>
    flow().step('run', 'flow.call', { flowId, inputs: [], outputs: [] }).chain('run').build()
  const codes = async (document: FlowDocument) =>
    validationSchema.parse(await studio.api('POST', '/validate', { document })).diagnostics.map(({ code }) => code)
  expect(await codes(calling(inner.id))).not.toContain('flow-call.missing')
  expect(await codes(calling('none'))).toContain('flow-call.missing')
})

it('an import gives what the model gives', async () => {
  const source = { module: 'play', data: { id: 'x' }, children: {} }
  const expected = importCallflow(source)
  const { document } = await studio.api<{ document: FlowDocument }>('POST', '/import', { format: 'callflow', source })
  expect(expected.ok && document).toEqual(expected.ok && expected.value)
})
