/** What a document may cost: however large it is, each part of it is looked at a fixed number of times. */
import { describe, expect, it, vi } from 'vitest'
import { importCallflow } from '../convert/import-callflow.ts'
import { emptyDocument } from '../document/flow-document.ts'
import { readDocument } from '../document/read-document.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { definitionOf } from '../nodes/index.ts'
import { compare, MAX_PATTERN_LENGTH, patternProblem } from '../nodes/parts/compare.ts'
import { callOf, NOW } from '../testing/answers.ts'
import { flow } from '../testing/flow-builder.ts'
import { compile } from './compile.ts'

describe('the cost of a document', () => {
  it('grows with its ports, not with their square', () => {
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

describe('what an answer computes', () => {
  /** The words of what failed in a call whose long text is the variable `long`. */
  async function failureOf(type: string, data: Record<string, unknown>, long: string): Promise<string | undefined> {
    const document = flow()
      .step('first', type, data)
      .step('say', 'tts', { text: 'Done.' })
      .chain('first', 'say')
      .build()
    const variables = [{ name: 'long', type: 'string' as const, default: long }]
    const answer = await answerCall({
      start: { flowId: 'f', version: 1, flow: compile({ ...document, variables }).flow },
      epoch: 1,
      facts: parseCallFacts({ 'Call-ID': 'c' }),
      continuation: null,
      now: new Date(0),
      seal: () => 'https://studio.example.com/pivot/k/t',
      resolve: () => null,
    })
    return answer.failures[0]?.message
  }
  const condition = (op: string, right: string) => ({ combine: 'all', rules: [{ left: '{{ vars.long }}', op, right }] })
  const set = (value: string, count = 1) => ({
    assignments: Array.from({ length: count }, (_, index) => ({ name: `v${index}`, value })),
  })
  const words = (length: number): string => 'word '.repeat(length / 5)

  it('is little for a pattern on a short text, and too much on a long one', async () => {
    const pattern = condition('matches', '([a-c]{1,10}){1,100}[x-z]')
    expect(await failureOf('logic.condition', pattern, words(100))).toBeUndefined()
    expect(await failureOf('logic.condition', pattern, words(10_000))).toBe(
      'The text has 10,000 characters, too many for this pattern. Compare with a shorter text, or use a simpler pattern.',
    )
    expect(await failureOf('logic.condition', condition('matches', '^\\w+ \\w+'), words(10_000))).toBeUndefined()
  })

  it.each([
    ['a list that is sorted', 'logic.set', set('{{ vars.long | split: " " | sort | first }}', 20)],
    ['each character of it', 'logic.set', set('{{ vars.long | split: "" | where: "a", 5 }}')],
    ['a text again and again', 'logic.set', set('{{ vars.long | upcase }}', 50)],
    [
      'loops in loops',
      'logic.set',
      set('{% assign l = vars.long | split: " " %}{% for a in l %}{% for b in l %}{% endfor %}{% endfor %}'),
    ],
    ['plain texts', 'logic.set', set('x{{ vars.long }}', 50)],
    [
      'lists of values',
      'logic.condition',
      {
        combine: 'any',
        rules: Array.from({ length: 50 }, () => ({
          left: 'x',
          op: 'in',
          right: '{{ vars.long }}',
        })),
      },
    ],
  ])('is limited for %s', async (_, type, data) => {
    expect(await failureOf(type, data, words(500))).toBeUndefined()
    expect(await failureOf(type, data, words(90_000))).toMatch(/^The text or list is too long for this template\./)
  })

  it.each(['a{1,500}'.repeat(100), '(a|b|c|d){1,1000}', '((abcdefgh){1,20}){1,50}'])(
    'has no room for the pattern %s: publishing says so',
    (pattern) => {
      expect(patternProblem(pattern)).toBe('repeats more than a pattern may; use smaller numbers in { }')
      expect(() => compare('matches', 'a', pattern)).toThrow('repeats more')
    },
  )

  it('has no room for many large patterns in one step', () => {
    const rules = Array.from({ length: 20 }, (_, index) => ({ left: 'a', op: 'matches', right: `a{1,500}${index}` }))
    const document = flow().step('test', 'logic.condition', { combine: 'any', rules }).chain('test').build()
    const found = compile(document).diagnostics.filter(({ code }) => code === 'pattern.syntax')
    expect(found[0]).toMatchObject({
      nodeId: 'test',
      message: 'The pattern in rule 10 is too much beside the others; use fewer patterns, or simpler ones.',
    })
    expect(found.length).toBeGreaterThan(5)
  })

  it.each([
    '^\\+1\\d{10}$',
    '[A-Z]{2}\\d{2}[A-Z0-9]{4}\\d{7}([A-Z0-9]?){0,16}',
    'a{1,500}',
    '[^\\]]{100}',
    '\\p{L}{5,}',
  ])('has room for the pattern %s', (pattern) => expect(patternProblem(pattern)).toBeNull())
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
  it('does not fail a text in which the machine pauses', () => {
    const document = flow()
      .step('say', 'tts', { text: '{{ caller.name | upcase }} is {{ caller.number }}.' })
      .chain('say')
      .build()
    let paused = 0
    const clock = vi.spyOn(performance, 'now').mockImplementation(() => {
      paused += 1000
      return paused
    })
    try {
      const { failures, tree } = callOf(document, {}, NOW, undefined, () => Math.min(paused, 3000)).ask()
      expect(failures).toEqual([])
      expect(tree.data.text).toBe('ALICE EXAMPLE is +14155550100.')
    } finally {
      clock.mockRestore()
    }
  })
})
