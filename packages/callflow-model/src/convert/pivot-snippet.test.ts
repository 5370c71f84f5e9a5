import { describe, expect, it } from 'vitest'
import { emptyDocument, type FlowDocument } from '../document/flow-document.ts'
import { pivotCurl, pivotSnippet } from './pivot-snippet.ts'

const URL = 'https://flows.example/pivot/k7'

const withFallback = (text: string): FlowDocument => ({
  ...emptyDocument(),
  nodes: [...emptyDocument().nodes, { id: 'sorry', type: 'tts', position: { x: 0, y: 90 }, data: { text } }],
  edges: [{ id: 'e', source: 'error', sourceHandle: 'next', target: 'sorry' }],
})

describe('what to paste into KAZOO', () => {
  it('asks by POST and spells every field out, for the code and the schema of KAZOO differ in their defaults', () => {
    expect(pivotSnippet(emptyDocument(), URL)).toMatchObject({
      module: 'pivot',
      data: { voice_url: URL, method: 'post', req_format: 'kazoo', req_body_format: 'json' },
    })
  })

  it('carries the drawn fallback, and plays a recording where none is drawn', () => {
    expect(pivotSnippet(withFallback('Please call again.'), URL).children._).toMatchObject({
      module: 'tts',
      data: { text: 'Please call again.' },
    })
    expect(pivotSnippet(emptyDocument(), URL).children._).toMatchObject({
      module: 'play',
      children: { _: { module: 'hangup' } },
    })
  })

  it('survives a shell: quotes in a text stay text', () => {
    const command = pivotCurl(pivotSnippet(withFallback("We can't answer"), URL), '2030')
    const quoted = /-d '(.*)'$/s.exec(command)?.[1]?.replaceAll(`'\\''`, "'")
    expect(JSON.parse(quoted ?? '').data).toMatchObject({
      numbers: ['2030'],
      flow: { children: { _: { data: { text: "We can't answer" } } } },
    })
  })
})
