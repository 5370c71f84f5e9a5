/** What a document may cost: however large it is, each part of it is looked at a fixed number of times. */
import { describe, expect, it, vi } from 'vitest'
import { importCallflow } from '../convert/import-callflow.ts'
import { emptyDocument } from '../document/flow-document.ts'
import { readDocument } from '../document/read-document.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { compare, MAX_PATTERN_LENGTH, patternProblem } from '../nodes/compare.ts'
import { definitionOf } from '../nodes/index.ts'
import { flow } from '../testing/flow-builder.ts'
import { compile } from './compile.ts'

describe('the cost of a document', () => {
  it('grows with its ways out, not with their square', () => {
    const definition = definitionOf('logic.switch')
    if (!definition) throw new Error('There is no switch.')
    const asked = (count: number): number => {
      const cases = Array.from({ length: count }, (_, index) => ({
        op: 'equals',
        right: `${index}`,
        port: `p${index}`,
      }))
      let drawn = flow().step('end', 'hangup').step('which', 'logic.switch', { value: '{{ caller.number }}', cases })
      drawn = drawn.chain('which')
      for (const { port } of cases) drawn = drawn.edge(`which.${port}`, 'end')
      const document = drawn.build()
      const ports = vi.spyOn(definition, 'ports')
      compile(document)
      const { length } = ports.mock.calls
      ports.mockRestore()
      return length
    }
    expect(asked(200)).toBe(asked(2))
  })

  it('is shown with 200 problems at most, and how many more there are', () => {
    const step = (_: unknown, index: number) => ({ id: `n${index}`, type: 'tts', position: { x: 0, y: 0 }, data: {} })
    const { diagnostics } = compile({ ...emptyDocument(), nodes: Array.from({ length: 300 }, step) })
    expect(diagnostics).toHaveLength(201)
    expect(diagnostics.at(-1)).toMatchObject({ code: 'document.more-problems', message: /^And \d+ more\./ })
    const read = readDocument({ ...emptyDocument(), nodes: Array.from({ length: 300 }, () => []) })
    expect(read.diagnostics).toHaveLength(201)
  })

  it('may hold a callflow with more children than a function takes arguments', () => {
    const branches = Object.fromEntries(Array.from({ length: 200_000 }, (_, index) => [`${index}`, 1]))
    const imported = importCallflow({ module: 'menu', data: {}, children: branches })
    expect(imported.diagnostics.length).toBeGreaterThan(0)
  })
})

describe('a pattern', () => {
  it(`has at most ${MAX_PATTERN_LENGTH} characters`, () => {
    expect(patternProblem('a'.repeat(MAX_PATTERN_LENGTH))).toBeNull()
    expect(patternProblem('a'.repeat(MAX_PATTERN_LENGTH + 1))).toBe('is longer than 1024 characters')
    expect(() => compare('matches', 'a', 'a'.repeat(5000))).toThrow('at most 1024 characters')
  })
})

describe('the time of an answer', () => {
  it('is kept within one step: its texts share what is left', () => {
    const assignments = Array.from({ length: 60 }, (_, index) => ({ name: `v${index}`, value: 'x {{ "a" | upcase }}' }))
    const document = flow()
      .step('set', 'logic.set', { assignments })
      .step('say', 'tts', { text: 'Done.' })
      .chain('set', 'say')
      .build()
    let elapsedMs = 0
    const answer = answerCall({
      start: { flowId: 'f', version: 1, flow: compile(document).flow },
      epoch: 1,
      facts: parseCallFacts({ 'Call-ID': 'c' }),
      continuation: null,
      now: new Date(0),
      seal: () => 'https://studio.example.com/pivot/k/t',
      resolve: () => null,
      elapsedMs: () => {
        elapsedMs += 100 // as if each question for the time had been a slow text
        return elapsedMs
      },
    })
    if (answer instanceof Promise) throw new Error('It makes no look-up.')
    expect(elapsedMs).toBeLessThan(5000)
    expect(answer.failures[0]?.message).toBe('The answer was not ready in time.')
    expect(answer.body).not.toContain('Done.')
  })
})
