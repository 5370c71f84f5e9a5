import type { Diagnostic } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { findInFlow } from './find-in-flow.ts'
import { nameOf, problemAfter } from './problem-after.ts'

const document = flow()
  .step('hi', 'tts', { text: 'Welcome to Harbour Dental. To speak to reception, press 0.' }, { name: 'Greeting' })
  .step('box', 'voicemail', { id: '9f3c0000000000000000000000e21a00' })
  .step('memo', 'note', { text: 'Ask reception first' })
  .chain('hi', 'box')
  .build()
const found = (query: string) => findInFlow(document, query).map(({ node, where }) => [node.id, where])

describe('finding steps', () => {
  it('goes by name and kind first, then by what stands inside, with the words around it', () => {
    expect(found('greeting')).toEqual([['hi', null]])
    expect(found('voicemail')).toEqual([['box', null]])
    expect(found('reception')).toEqual([
      ['hi', '…our Dental. To speak to reception, press 0.'],
      ['memo', 'Ask reception first'],
    ])
  })
  it('finds ids, by a part of them too', () => expect(found('e21a')[0]?.[0]).toBe('box'))
  it('lists all steps in call order where nothing is asked', () =>
    expect(found('').map(([id]) => id)).toEqual(['start', 'hi', 'box', 'error', 'memo']))
  it('finds nothing where nothing holds every word', () => expect(found('reception mailbox')).toEqual([]))
})

describe('from problem to problem', () => {
  const problem = (nodeId: string): Diagnostic => ({
    severity: 'warning',
    code: 'field.empty',
    message: 'Write a text.',
    nodeId,
    field: 'text',
  })
  const [a, b] = [problem('a'), problem('b')]
  it('goes on from the last one, round the ends', () => {
    expect(problemAfter([a, b], '', 1)).toBe(a)
    expect(problemAfter([a, b], '', -1)).toBe(b)
    expect(problemAfter([a, b], nameOf(a), 1)).toBe(b)
    expect(problemAfter([a, b], nameOf(b), 1)).toBe(a)
  })
  it('begins again where the last one is fixed', () => expect(problemAfter([b], nameOf(a), 1)).toBe(b))
})
