/** What is nested far deeper than anybody writes: a clear error or a flow, never an exception. */
import { describe, expect, it } from 'vitest'
import { importCallflow } from './import-callflow.ts'
import { importTwiml } from './import-twiml.ts'
import { readJsonText } from './read-json-text.ts'

const wrap = (open: string, inside: string, close: string, times: number): string =>
  open.repeat(times) + inside + close.repeat(times)
const callflow = (levels: number): string =>
  wrap('{"module":"play","data":{"id":"a"},"children":{"_":', '{}', '}}', levels)
const withData = (data: string): string => `{"module":"play","data":{"id":"a","odd":${data}}}`

describe('a deep import', () => {
  it.each([
    ['a callflow of 3,000 levels', callflow(3000)],
    ['a callflow of 20,000 levels', callflow(20_000)],
    ['data nested 5,000 deep', withData(wrap('[', '', ']', 5000))],
    ['data nested 50,000 deep', withData(wrap('{"a":', '1', '}', 50_000))],
    ['brackets without end', '['.repeat(100_000)],
    ['brackets that close', wrap('[', '', ']', 100_000)],
    ['envelopes', wrap('{"flow":', '{}', '}', 50_000)],
    ['comments and last commas around them', `// a\n${wrap('[', '1,', ']', 50_000)}`],
  ])('%s', (_, text) => {
    const results = [importCallflow(text), importCallflow(parsed(text))]
    for (const result of results) {
      if (!result.ok) expect(result.diagnostics[0]?.message).toMatch(/\.$/)
      expect(() => JSON.stringify(result)).not.toThrow()
    }
    expect(() => readJsonText(text)).not.toThrow()
  })

  it('names the step whose data is nested too deeply, and draws the others', () => {
    const result = importCallflow(JSON.parse(withData(wrap('[', '', ']', 5000))))
    expect(result.ok && result.value.nodes).toHaveLength(3)
    expect(result.diagnostics).toContainEqual(
      expect.objectContaining({
        code: 'document.too-large',
        field: 'data',
        message: expect.stringContaining('100 deep'),
      }),
    )
  })

  it('TwiML elements and text without end', () => {
    for (const xml of [wrap('<Gather>', '', '</Gather>', 20_000), '<Response>'.repeat(50_000)])
      expect(importTwiml(xml).ok).toBe(false)
  })
})

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
