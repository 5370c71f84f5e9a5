import { exportCallflow } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { notStaticOf } from './not-static.ts'

describe('what keeps a flow from being a callflow', () => {
  it('is said of each step once, by its title, with the field to go to', () => {
    const document = flow()
      .step('hi', 'tts', { text: 'Hi {{ caller.name }}', voice: '{{ caller.number }}' }, { name: 'Greeting' })
      .step('set', 'logic.set', { assignments: [] })
      .chain('hi', 'set')
      .build()
    const result = exportCallflow(document)
    if (result.ok) throw new Error('static')
    const reasons = notStaticOf(document, result.diagnostics)
    expect(reasons.map(({ step, field }) => [step?.id, step?.title, field])).toEqual([
      ['hi', 'Greeting', 'text'],
      ['set', 'Set variables', null],
    ])
  })

  it('may be the flow as a whole', () => {
    const message = 'Too large.'
    const diagnostic = { severity: 'error', code: 'export.too-large', nodeId: null, field: null, message } as const
    expect(notStaticOf(flow().build(), [diagnostic])).toEqual([{ step: null, field: null, message }])
  })
})
