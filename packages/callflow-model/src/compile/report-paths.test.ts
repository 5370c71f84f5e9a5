import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { FlowDocument } from '../document/flow-document.ts'
import { callOf, continuationsIn } from '../testing/answers.ts'
import { anyFlow } from '../testing/arbitraries.ts'
import { flow } from '../testing/flow-builder.ts'
import { compile } from './compile.ts'
import { reportPaths } from './report-paths.ts'

const say = { text: 'Hello' }
const MENU = {
  prompt: { type: 'tts', text: 'Press 1' },
  choices: [{ digits: '1', label: 'Sales' }],
  attempts: 3,
  timeoutMs: 5000,
  interdigitTimeoutMs: 2000,
}
const pathsOf = (document: FlowDocument) =>
  reportPaths(compile(document).flow).paths.map(({ steps, requests, cuts, backTo }) => ({
    path: steps.map(({ nodeId, port }) => (port === null ? nodeId : `${nodeId}.${port}`)).join(' '),
    requests: `${requests.least} to ${requests.most}`,
    cuts: cuts.map(({ nodeId, reason }) => `${nodeId}: ${reason}`),
    backTo,
  }))

describe('the flow report', () => {
  it('lists each path with its requests, from one attempt of each question to all of them', () => {
    const document = flow()
      .step('menu', 'input.menu', MENU)
      .step('box', 'voicemail', { id: '0123456789abcdef0123456789abcdef' })
      .step('time', 'tts', { text: 'It is {{ now }}' })
      .chain('menu')
      .edge('menu.1', 'box')
      .edge('box', 'time')
      .build()
    expect(pathsOf(document)).toEqual([
      { path: 'start.next menu.1 box._ time', requests: '3 to 5', cuts: ['time: clock'], backTo: null },
      { path: 'start.next menu.timeout', requests: '4 to 4', cuts: [], backTo: null },
      { path: 'start.next menu.invalid', requests: '4 to 4', cuts: [], backTo: null },
    ])
  })

  it('says where a path loops, without a bound', () => {
    const document = flow().step('a', 'tts', say).step('b', 'user', { id: 'u' }).chain('a', 'b', 'a').build()
    expect(pathsOf(document)).toEqual([
      { path: 'start.next a._ b._', requests: '2 to null', cuts: ['a: back edge'], backTo: 'a' },
    ])
  })

  it('goes into sub-flows that are known', () => {
    const sub = flow().step('menu', 'input.menu', MENU).chain('menu').build()
    const main = flow()
      .step('call', 'flow.call', { flowId: 'sub', inputs: [], outputs: [] })
      .step('bye', 'tts', say)
      .chain('call', 'bye')
      .build()
    const context = { prepared: (id: string) => (id === 'sub' ? compile(sub).flow : null) }
    const compiled = compile(main, context)
    const { paths } = reportPaths(compiled.flow, context)
    expect(paths.map(({ requests }) => requests)).toEqual([
      { least: 2, most: 4 },
      { least: 4, most: 4 },
      { least: 4, most: 4 },
    ])
    expect(paths[0]?.steps).toContainEqual({ flowId: 'sub', nodeId: 'menu', port: '1' })
    expect(compiled.mostRequests).toBe(4)
    expect(compiled.cuts).toEqual([])
  })

  it('stops where nobody would read on', () => {
    const builder = flow()
    const ids = Array.from({ length: 20 }, (_, index) => `r${index}`)
    for (const id of ids) builder.step(id, 'user', { id })
    builder.chain(...ids)
    ids.slice(1).forEach((id, index) => {
      builder.edge(`r${index}.USER_BUSY`, id)
    })
    const { paths, isComplete } = reportPaths(compile(builder.build()).flow)
    expect(isComplete).toBe(false)
    expect(paths).toHaveLength(200)
  })

  it('never promises fewer requests than a call makes', () => {
    fc.assert(
      fc.property(
        anyFlow(8),
        fc.array(fc.constantFrom('', '1', '2', '12', '#'), { maxLength: 12 }),
        fc.nat(),
        (document, pressed, pick) => {
          // A step may call its own flow.
          const context = { flowId: 'main', prepared: () => null }
          const { flow: prepared, mostRequests } = compile(document, context)
          const { paths, isComplete } = reportPaths(prepared, context)
          if (!isComplete) return
          const call = callOf(document)
          let answer = call.ask()
          let requests = 1
          for (const digits of pressed) {
            const addresses = continuationsIn(answer.tree)
            const address = addresses[pick % Math.max(1, addresses.length)]
            if (!address) break
            const expected = call.sealed.get(address)?.expected
            answer = call.ask(expected ? { Digits: { [expected]: digits } } : {}, address)
            requests++
          }
          const most = Math.max(1, ...paths.map((path) => path.requests.most ?? Number.POSITIVE_INFINITY))
          expect(requests).toBeLessThanOrEqual(most)
          expect(requests).toBeLessThanOrEqual(mostRequests ?? Number.POSITIVE_INFINITY)
        },
      ),
      { numRuns: 300 },
    )
  })
})
