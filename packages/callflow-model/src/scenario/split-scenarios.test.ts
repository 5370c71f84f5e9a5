import { describe, expect, it } from 'vitest'
import { readScenarios } from './read-scenarios.ts'
import { splitScenarios } from './split-scenarios.ts'

const textsOf = (text: string): string[] => {
  const split = splitScenarios(text)
  return split.ok ? split.scenarios.map((each) => each.text) : []
}

describe('a text of several scenarios', () => {
  it('becomes one text for each, to the letter and with its comments', () => {
    const one = '# At night\ntest: One # the first\nhappens:\n  - presses: "1"\n# Still of the first.\n'
    const two = '# By day\ntest:   "Two"\n'
    expect(textsOf(`${one}---\n${two}---\n# A comment at the end.\n`)).toEqual([one, two])
    expect(textsOf(`---\n${one}...\n--- \n${two}...\n`)).toEqual([one, two])
    expect(textsOf('--- {"test": "Three"}')).toEqual(['{"test": "Three"}'])
  })

  it('may be a list of YAML, whose comments stay, or of JSON', () => {
    expect(textsOf('- test: One # the first\n  happens:\n    - waits\n- test: Two\n')).toEqual([
      'test: One # the first\nhappens:\n  - waits\n',
      'test: Two\n',
    ])
    expect(textsOf('[{"test": "One", "happens": ["waits"]}, {"test": "Two"}]')).toEqual([
      'test: One\nhappens:\n  - waits\n',
      'test: Two\n',
    ])
  })

  it('means the same in parts', () => {
    const text =
      '%YAML 1.2\n---\ntest: 0042\ncall: { from: 1001 }\n---\n- test: Two\n  call: { from: "007" }\n- { test: Three }\n'
    const whole = readScenarios(text).scenarios.map(({ scenario }) => scenario)
    expect(textsOf(text).flatMap((each) => readScenarios(each).scenarios.map(({ scenario }) => scenario))).toEqual(
      whole,
    )
    expect(whole).toHaveLength(3)
  })

  it('becomes texts that can be put together again', () => {
    const parts = textsOf('%YAML 1.2\n---\ntest: One\n--- # next\n# two\ntest: Two\n...\n--- { test: Three }\n')
    expect(parts).toEqual(['test: One\n', '# next\n# two\ntest: Two\n', '{ test: Three }\n'])
    expect(textsOf(parts.join('---\n'))).toEqual(parts)
  })

  it('is not taken apart where one of them has a mistake', () => {
    expect(splitScenarios('test: One\n---\ntest: Two\nhapens: []\n')).toMatchObject({
      ok: false,
      problems: [{ line: 4, column: 1 }],
    })
  })
})
