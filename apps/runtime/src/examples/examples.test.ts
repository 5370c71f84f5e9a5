import { compile } from '@callflow-studio/model'
import { describe, expect, it } from 'vitest'
import { EXAMPLES } from './index.ts'

describe.each(EXAMPLES.map((example) => [example.name, example] as const))('the example %s', (_, { document }) => {
  it('can be published, with nothing to fix but its placeholder ids', () => {
    const { diagnostics } = compile(document)
    expect(diagnostics.filter(({ severity, code }) => severity !== 'info' && code !== 'field.placeholder')).toEqual([])
  })

  it('stands on the grid', () => {
    for (const { position } of document.nodes) expect([position.x % 20, position.y % 20].map(Math.abs)).toEqual([0, 0])
  })

  it('says what happens if something fails', () => {
    expect(compile(document).flow.fallback.json).toContain('tts')
  })
})
