import { describe, expect, it } from 'vitest'
import { readFlowFile } from './flow-file.ts'

const document = { nodes: [{ id: 'start' }], edges: [] }

describe('a file with a flow', () => {
  it('gives name and document as they were exported', () => {
    expect(readFlowFile(JSON.stringify({ name: 'Front desk', document }), 'x.json')).toEqual({
      name: 'Front desk',
      document,
    })
  })

  it('may be a bare document; it is named after the file', () => {
    expect(readFlowFile(JSON.stringify(document), 'night.json')).toEqual({ name: 'night', document })
  })

  it('is refused where it holds no flow', () => {
    expect(readFlowFile('{"module":"tts","data":{}}', 'x.json')).toBeNull()
    expect(readFlowFile('no json', 'x.json')).toBeNull()
  })
})
