/** Flows whose texts administrators reported as spoken wrongly, and what callers hear of them now. */
import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { type AnsweredModule, callOf } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'

const read = <T>(name: string) => JSON.parse(readFileSync(new URL(`field/${name}.json`, import.meta.url), 'utf8')) as T
const documentOf = (name: string) => read<{ document: FlowDocument }>(name).document

function spoken(document: FlowDocument, now?: Date, params?: Record<string, unknown>): unknown[] {
  const texts: unknown[] = []
  for (let at: AnsweredModule | undefined = callOf(document, {}, now).ask(params).tree; at; at = at.children?._)
    texts.push(at.data.text)
  return texts
}

afterEach(() => vi.unstubAllEnvs())

describe('texts of flows from the field', () => {
  it('11, hold sums as people write them, up to a step that cannot be worked out', () => {
    expect(spoken(documentOf('11-arithmetic')).slice(0, 3)).toEqual(['1', '0.3', '1999'])
    expect(callOf(documentOf('11-arithmetic')).ask().failures).toMatchObject([{ nodeId: 'n3' }])
  })

  it('12, hold dates of the flow’s zone, in any zone of the server', () => {
    const report = readFileSync(new URL('field/12-date-server-zone.txt', import.meta.url), 'utf8')
    const zones = [...report.matchAll(/TZ=([\w/]+)/g)].map(([, zone]) => zone)
    expect(zones).toEqual(['America/Los_Angeles', 'UTC'])
    for (const zone of zones) {
      vi.stubEnv('TZ', zone)
      expect(spoken(documentOf('12-date-server-zone'))).toEqual(['Friday, December 25', '17:00'])
    }
  })

  it('14, hold days and months of the flow’s language', () =>
    expect(spoken(documentOf('14-date-names'), new Date('2026-12-25T09:30:00Z'))).toEqual([
      'Heute ist Freitag, 25. Dezember.',
    ]))

  it('28, hold lists and objects the same alone and beside filters', () => {
    const { reply } = read<{ reply: { name: string }[] }>('28-two-renderers')
    const said = (text: string) =>
      spoken(flow().step('a', 'tts', { text }).chain('a').build(), undefined, {
        'Caller-ID-Name': 'Ann',
        Odd: { list: ['Bob'], object: reply[0] },
      })
    expect(said('for {{ request.Odd.list }}')).toEqual(['for ["Bob"]'])
    expect(said('{{ caller.name | upcase }} {{ request.Odd.list }}')).toEqual(['ANN ["Bob"]'])
    expect(said('for {{ request.Odd.object }}')).toEqual(['for {"name":"Ann","id":7}'])
    expect(said('{{ caller.name | upcase }} {{ request.Odd.object }}')).toEqual(['ANN {"name":"Ann","id":7}'])
  })
})
