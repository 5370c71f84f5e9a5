/** Answers hold 64 KiB: what does not fit is asked for later, never lost. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { allModules } from '../testing/all-modules.ts'
import { type AnsweredModule, SAMPLE_PARAMS, VOICE_URL } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { memoryTable } from '../testing/memory-table.ts'
import type { Continuation, ResolvedFlow } from './answer.ts'
import { answerCall } from './answer-call.ts'

/** KAZOO's menu with this many exits, each into the next flow; the last ones say something. */
function level(index: number, exits: number, depth: number, text: string): FlowDocument {
  let drawn = flow().step('menu', 'menu', { id: '0123456789abcdef0123456789abcdef' }).chain('menu')
  for (let edge = 0; edge < exits; edge++) {
    const id = `way${edge}`
    drawn =
      index + 1 < depth
        ? drawn.step(id, 'flow.call', { flowId: `level${index + 1}`, inputs: [], outputs: [] })
        : drawn.step(id, 'tts', { text: `${text} ${edge}` })
    drawn = drawn.edge(`menu.${edge}`, id)
  }
  return drawn.build()
}

/** @returns the first answer of nested menus, and the states that its continuations carry */
async function answerOf(exits: number, depth: number, text = 'Hello', before?: (inner: FlowDocument) => FlowDocument) {
  const flows = new Map<string, ResolvedFlow>(
    Array.from({ length: depth }, (_, index) => {
      const drawn = level(index, exits, depth, text)
      const document = index === 0 && before ? before(drawn) : drawn
      return [`level${index}`, { flowId: `level${index}`, version: 1, flow: compile(document).flow }] as const
    }),
  )
  const start = flows.get('level0')
  if (!start) throw new Error('There is no flow.')
  const sealed: Continuation[] = []
  const asked: string[] = []
  const { services } = memoryTable({
    async lookUp({ url }) {
      asked.push(url)
      return { ok: true, status: 200, text: '{}', contentType: 'application/json', durationMs: 1 }
    },
  })
  const answer = await answerCall({
    start,
    epoch: 1,
    facts: parseCallFacts(SAMPLE_PARAMS),
    continuation: null,
    now: new Date(0),
    // As long as a sealed token of this state.
    seal(state) {
      sealed.push(state)
      return `${VOICE_URL}${'x'.repeat(60 + Math.ceil((JSON.stringify(state).length * 4) / 3))}`
    },
    resolve: (flowId) => flows.get(flowId) ?? null,
    services,
  })
  return { answer, asked, modules: allModules(JSON.parse(answer.body) as AnsweredModule) }
}

describe('an answer', () => {
  it('of ten menus within each other, with ten exits each, is cut earlier instead of lost', async () => {
    const { answer, modules } = await answerOf(10, 10)
    expect(answer.failures).toEqual([])
    expect(answer.body.length).toBeLessThanOrEqual(64 * 1024)
    expect(modules[0]?.module).toBe('menu')
    expect(answer.isWaiting).toBe(true)
  })

  it('of one step that no cut makes small enough is warned of before', () => {
    const long = Object.fromEntries(Array.from({ length: 55 }, (_, index) => [`x${index}`, 'x'.repeat(1000)]))
    let drawn = flow()
      .step('menu', 'menu', { id: '0123456789abcdef0123456789abcdef', ...long })
      .chain('menu')
    for (let edge = 0; edge < 12; edge++)
      drawn = drawn.step(`say${edge}`, 'tts', { text: 'x' }).edge(`menu.${edge}`, `say${edge}`)
    const found = compile(drawn.build()).diagnostics.filter(({ code }) => code === 'answer.too-large')
    expect(found).toMatchObject([
      {
        severity: 'warning',
        nodeId: 'menu',
        message: expect.stringMatching(/^With its 12 exits this step takes \d+ KiB/),
      },
    ])
  })

  it('that fits is not cut', async () => {
    const { answer } = await answerOf(3, 3)
    expect(answer.isWaiting).toBe(false)
  })

  it('that is made again asks other servers once', async () => {
    const asking = (inner: FlowDocument): FlowDocument => ({
      ...inner,
      nodes: [
        ...inner.nodes,
        {
          id: 'ask',
          type: 'data.http',
          position: { x: 0, y: 0 },
          data: {
            method: 'GET',
            url: 'https://crm.example/',
            headers: [],
            body: { type: 'none' },
            timeoutMs: 1000,
            assign: [],
          },
        },
      ],
      edges: [
        ...inner.edges.map((edge) => (edge.source === 'start' ? { ...edge, target: 'ask' } : edge)),
        { id: 'asked', source: 'ask', sourceHandle: 'success', target: 'menu' },
      ],
    })
    const { answer, asked } = await answerOf(10, 10, 'Hello', asking)
    expect(answer.failures).toEqual([])
    expect(asked).toEqual(['https://crm.example/'])
  })

  it('of menus of any width and depth fits, without a failure', () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 12 }),
        fc.integer({ min: 1, max: 19 }),
        fc.string({ unit: 'grapheme', minLength: 1, maxLength: 500 }),
        async (exits, depth, text) => {
          const { answer, modules } = await answerOf(exits, depth, text)
          expect(answer.failures).toEqual([])
          expect(Buffer.byteLength(answer.body)).toBeLessThanOrEqual(64 * 1024)
          expect(modules[0]?.module).toBe('menu')
        },
      ),
      { numRuns: 40 },
    ))
})
