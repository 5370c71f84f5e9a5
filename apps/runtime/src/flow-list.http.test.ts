/** The list of flows: short and quick however large the flows are, and searched by the server. */
import { request } from 'node:http'
import type { FlowDocument } from '@callflow-studio/model'
import { flowListSchema } from '@callflow-studio/model/api'
import { flow } from '@callflow-studio/model/testing'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startStudio, type TestStudio } from './testing/studio.ts'
import { queryStored } from './testing/test-store.ts'

let studio: TestStudio
beforeAll(async () => {
  studio = await startStudio()
})
afterAll(() => studio.stop())

const FLOWS = 60
const saying = (text: string) => flow().step('say', 'tts', { text }).chain('say').build()
const create = async (name: string, document: FlowDocument) =>
  (await studio.api<{ id: string }>('POST', '/flows', { name, document }, 201)).id
const listOf = async (query = '') => flowListSchema.parse(await studio.api('GET', `/flows${query}`)).flows
const found = async (q: string) => (await listOf(`?q=${encodeURIComponent(q)}`)).map(({ name }) => name)

describe('searching the list', () => {
  it('finds names and what the flow says, all words in any order', async () => {
    const id = await create('Front desk', saying('Welcome to Harbour Dental +14155550142'))
    await create('After hours', saying('We are closed. ÄRZTE call 112.'))
    expect(await found('front')).toEqual(['Front desk'])
    expect(await found('5550142 dental')).toEqual(['Front desk'])
    expect(await found('dental ivr2')).toEqual([])
    expect(await found('ärzte')).toEqual(['After hours'])
    expect(await found(' ')).toHaveLength(2)
    await studio.api('PUT', `/flows/${id}`, { name: 'Lobby', document: saying('Good morning.'), revision: 1 })
    expect(await found('dental')).toEqual([])
    expect(await found('lobby morning')).toEqual(['Lobby'])
    await studio.api('DELETE', `/flows/${id}`, undefined, 204)
    expect(await found('lobby')).toEqual([])
    expect((await listOf('?trash=true&q=lobby')).map(({ name }) => name)).toEqual(['Lobby'])
  })
})

describe('a list of large flows', () => {
  const large = (seed: number) => {
    let drawn = flow()
    const ids = Array.from({ length: 200 }, (_, index) => `s${index}`)
    for (const id of ids) drawn = drawn.step(id, 'tts', { text: `Text ${seed} of ${id}, some words long.` })
    const document = drawn.chain(...ids).build()
    for (const [index, node] of document.nodes.entries())
      node.position = { x: (index % 14) * 300 + ((seed * index) % 90), y: Math.floor(index / 14) * 130 + seed }
    return document
  }

  it('is short, reads no document, and is the same after a restart and for flows of older studios', async () => {
    for (let index = 0; index < FLOWS; index++) {
      const id = await create(`Flow ${index}`, large(index))
      if (index % 20 === 0) await studio.api('POST', `/flows/${id}/publish`, {})
    }
    const before = await listOf()
    expect(before.filter(({ steps }) => steps === 200)).toHaveLength(FLOWS)
    expect(await sizeOf('/api/flows')).toBeLessThan(400 * (FLOWS + 2))
    const older = "delete from flow_summaries where flow_id in (select id from flows where name like 'Flow 1%')"
    await studio.restart({}, async () => void (await queryStored(studio.dataDir, older)))
    const strip = (flows: typeof before) => flows.map(({ pivotUrl: _, ...shown }) => shown)
    expect(strip(await listOf())).toEqual(strip(before))
  }, 300_000)
})

/** Of an answer as it crosses the network. */
function sizeOf(path: string): Promise<number> {
  return new Promise((resolve, reject) => {
    request(studio.url + path, { headers: { 'accept-encoding': 'gzip' } }, (incoming) => {
      let size = 0
      incoming.on('data', (chunk: Buffer) => {
        size += chunk.length
      })
      incoming.on('end', () => resolve(size))
    })
      .on('error', reject)
      .end()
  })
}
