import { describe, expect, it } from 'vitest'
import { jsonProblem } from './json-problem.ts'

const place = (text: string) => {
  const problem = jsonProblem(text)
  return problem && [problem.line, problem.column, problem.found]
}

describe('what is no JSON', () => {
  it('is told with its line and column', () => {
    expect(place('{\n  "a": 1\n  "b": 2\n}')).toEqual([3, 3, '"'])
    expect(place('{"a": [1, 2}')).toEqual([1, 12, '}'])
    expect(place('{"a": 1,}')).toEqual([1, 9, '}'])
    expect(place("{'a': 1}")).toEqual([1, 2, "'"])
    expect(place('{"a": yes}')).toEqual([1, 7, 'y'])
    expect(place('{"a": 1} x')).toEqual([1, 10, 'x'])
    expect(place('[1 2]')).toEqual([1, 4, '2'])
  })

  it('is told where the text ends too early', () => {
    expect(place('{"a": 1')).toEqual([1, 8, ''])
    expect(place('{"a": "never closed')).toEqual([1, 7, '"'])
  })

  it('is nothing where the text is JSON, or empty', () => {
    for (const text of ['', '  ', '{}', '[]', '"a\\u00e9"', '-1.5e3', '{"a": [true, null, {"b": ""}]}'])
      expect(jsonProblem(text)).toBeNull()
  })
})
