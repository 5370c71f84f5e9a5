import { connect, deleteNodes, moveNodes, setName } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { expect, it } from 'vitest'
import { describeEdit } from './describe-edit.ts'

it('names what an edit did', () => {
  const document = flow().step('hi', 'tts', { text: 'Hello' }).step('bye', 'hangup').chain('hi').build()
  const words = (after: typeof document) => {
    const { key, count, step } = describeEdit(document, after)
    return `${key} ${count} ${step}`
  }
  expect(words(moveNodes(['hi'], 20, 0)(document))).toBe('moved 1 Say text')
  expect(words(moveNodes(['hi', 'bye'], 20, 0)(document))).toBe('moved 2 ')
  expect(words(setName('hi', 'Welcome')(document))).toBe('changed 1 Welcome')
  expect(words(deleteNodes(['bye'], { heal: true })(document))).toBe('deleted 1 Hang up')
  expect(words(connect({ nodeId: 'hi', port: '_' }, 'bye')(document))).toBe('connections 1 ')
})
