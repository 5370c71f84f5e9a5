/** Callflows brought in, published and asked for over real HTTP: what KAZOO gets is what was brought in. */
import type { FlowDocument } from '@callflow-studio/model'
import { kazooRefusals, SAMPLE_CALLFLOWS } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Module, startStudio, type TestStudio } from './testing/studio.ts'

interface Imported {
  document: FlowDocument
  diagnostics: { severity: string; nodeId: string | null; field: string | null; message: string }[]
}

let studio: TestStudio
beforeAll(async () => {
  // The samples are written for KAZOO's development line.
  studio = await startStudio({ environment: { KAZOO_VERSION: '5.0-dev' } })
})
afterAll(() => studio.stop())

const importFrom = (source: unknown, format = 'callflow', status = 200): Promise<Imported> =>
  studio.api<Imported>('POST', '/import', { format, source }, status)

/** KAZOO ignores empty children; the studio does not draw them. */
function withoutEmpty({ children = {}, ...module }: Module): Module {
  const kept = Object.entries(children).filter(([, child]) => Object.keys(child).length > 0)
  return kept.length === 0
    ? module
    : { ...module, children: Object.fromEntries(kept.map(([key, child]) => [key, withoutEmpty(child)])) }
}

describe('a callflow that KAZOO accepts is answered as it was imported', () => {
  const accepted = SAMPLE_CALLFLOWS.filter(({ flow }) => kazooRefusals(flow).length === 0)

  it('which are most of the samples', () => expect(accepted.length).toBeGreaterThan(10))

  it.each(accepted.map(({ name, flow }) => [name, flow] as const))('%s', async (_, flow) => {
    const { document, diagnostics } = await importFrom(JSON.stringify({ data: { name: 'x', flow } }))
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([])
    const { id, pivotUrl } = await studio.publish(document)
    const { status, tree } = await studio.ask(pivotUrl)
    expect(status).toBe(200)
    expect(tree).toEqual(withoutEmpty(flow))
    expect(await studio.api('GET', `/flows/${id}/export?format=callflow`)).toEqual(withoutEmpty(flow))
  })
})

describe('what is imported', () => {
  it('is not stored until somebody creates a flow of it', async () => {
    const count = async () => (await studio.api<{ flows: unknown[] }>('GET', '/flows')).flows.length
    const before = await count()
    const { document } = await importFrom({ module: 'hangup', data: {} })
    expect(await count()).toBe(before)
    await studio.api('POST', '/flows', { name: 'x', document }, 201)
    expect(await count()).toBe(before + 1)
  })

  it('with mistakes is drawn, and each is said of the very step and field', async () => {
    const { document, diagnostics } = await importFrom({
      module: 'tts',
      data: { text: 'Hello' },
      children: { _: { module: 'voicemail', data: { id: '100' } } },
    })
    const box = document.nodes.find(({ type }) => type === 'voicemail')
    expect(diagnostics).toContainEqual(expect.objectContaining({ severity: 'error', nodeId: box?.id, field: 'id' }))
  })

  it.each([
    ['callflow', '{"module":\n "tts" "data"}', 'Line 2, column 8'],
    ['twiml', '<Response>\n<Say>Hello</Response>', 'Line 2'],
  ])('as %s that cannot be read is refused with the place', async (format, source, place) => {
    const problem = await importFrom(source, format, 422)
    expect(problem.diagnostics[0]?.message).toContain(place)
  })
})
