import { describe, expect, it } from 'vitest'
import { callflowsIn, readPastedJson } from './pasted-json.ts'

const read = (text: string): unknown => {
  const result = readPastedJson(text)
  return result.ok ? result.value : result.message
}
const HANGUP = { module: 'hangup', data: {} }

describe('JSON as people have it', () => {
  it.each([
    ['comments and last commas', '{"module": "hangup", // ends\n "data": {}, /* x */ }', HANGUP],
    ['a part of an object', '"flow": {"module": "hangup", "data": {}}', { flow: HANGUP }],
    ['a part with a comma after it', '  "flow": {"module": "hangup", "data": {}},\n', { flow: HANGUP }],
    [
      'a curl command',
      `curl -X PUT -H 'Content-Type: application/json' http://x/v2/callflows \\\n  -d '{"data": {"flow": {"module": "hangup", "data": {}}}}'`,
      { data: { flow: HANGUP } },
    ],
    [
      'a curl command with quotes in quotes',
      `$ curl --data-raw "{\\"module\\": \\"hangup\\", \\"data\\": {}}" http://x`,
      HANGUP,
    ],
    [
      'a curl command whose text holds an apostrophe',
      `curl http://x -d '{"module":"tts","data":{"text":"It'\\''s"}}'`,
      { module: 'tts', data: { text: "It's" } },
    ],
    ['an option with an equals sign', `curl http://x --data='{"a":1}'`, { a: 1 }],
    ['a byte order mark', '\uFEFF{"a": 1}', { a: 1 }],
  ])('%s', (_, text, value) => expect(read(text)).toEqual(value))

  it('says where it cannot be read', () => {
    expect(read('{"a": 1,, }')).toMatch(/^This is not valid JSON\. Line 1, column \d+: /)
    expect(read('curl http://x -d @file.json')).toMatch(/^This is not valid JSON\./)
    expect(read('['.repeat(100_000))).toMatch(/nested too deeply|not valid JSON/)
  })
})

describe('callflows in a value', () => {
  it.each([
    ['itself', HANGUP, [HANGUP]],
    ['its document', { flow: HANGUP, numbers: ['1'] }, [{ flow: HANGUP, numbers: ['1'] }]],
    [
      'Crossbar’s list',
      { data: [{ id: 'a', flow: HANGUP }, { id: 'b' }], status: 'success' },
      [{ id: 'a', flow: HANGUP }, { id: 'b' }],
    ],
    ['a plain list', [HANGUP, HANGUP], [HANGUP, HANGUP]],
    ['CouchDB’s rows', { total_rows: 1, rows: [{ id: 'a', doc: { flow: HANGUP } }] }, [{ flow: HANGUP }]],
    ['an envelope around one', { data: { flow: HANGUP } }, [{ data: { flow: HANGUP } }]],
    ['a module whose data holds a list', { module: 'x', data: [1] }, [{ module: 'x', data: [1] }]],
  ])('%s', (_, value, found) => expect(callflowsIn(value)).toEqual(found))
})
