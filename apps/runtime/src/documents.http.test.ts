/** Large documents are checked and drawn beside the calls, not before them. */
import { type FlowDocument, importCallflow } from '@callflow-studio/model'
import { validationSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'

let studio: TestStudio
let pivotUrl: string
beforeAll(async () => {
  studio = await startStudio()
  ;({ pivotUrl } = await studio.publish(flow().step('say', 'tts', { text: 'Hello.' }).chain('say').build()))
})
afterAll(() => studio.stop())

/** Thousands of steps in a row. */
function large(): FlowDocument {
  let drawn = flow()
  const ids = Array.from({ length: 1500 }, (_, index) => `s${index}`)
  for (const id of ids) drawn = drawn.step(id, 'tts', { text: 'Hello {{ caller.name | upcase }}.' })
  return drawn.chain(...ids).build()
}

it('calls are answered while a large document is checked, and while one is imported', { timeout: 60_000 }, async () => {
  const document = large()
  const callflow = JSON.stringify({
    module: 'menu',
    data: {},
    children: Object.fromEntries(
      Array.from({ length: 1500 }, (_, index) => [`${index}`, { module: 'play', data: { id: 'x' } }]),
    ),
  })
  for (const [path, body] of [
    ['/validate', { document }],
    ['/import', { format: 'callflow', source: callflow }],
  ] as const) {
    let isDone = false
    const working = studio.api('POST', path, body).then((answer) => {
      isDone = true
      return answer
    })
    for (let count = 0; count < 3; count++) await studio.ask(pivotUrl)
    expect(isDone).toBe(false)
    await working
  }
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
