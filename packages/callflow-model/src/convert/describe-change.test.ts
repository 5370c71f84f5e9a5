import { describe, expect, it } from 'vitest'
import { describeChange } from './describe-change.ts'

describe('the words for a change', () => {
  it('use the label and the unit that the inspector shows', () => {
    expect(describeChange('user', { path: 'timeout', before: 30, after: 20 })).toEqual({
      label: 'Ring for',
      before: '30 s',
      after: '20 s',
    })
    expect(describeChange('input.menu', { path: 'timeoutMs', before: 5000, after: 2500 })).toEqual({
      label: 'First key within',
      before: '5 s',
      after: '2.5 s',
    })
  })

  it('say which entry of a list, and use words for choices and yes or no', () => {
    expect(describeChange('input.menu', { path: 'choices.1.digits', before: '3', after: '0' }).label).toBe(
      'Choices 2, digits',
    )
    expect(describeChange('user', { path: 'strategy', before: 'single', after: 'simultaneous' })).toMatchObject({
      before: 'In turn',
      after: 'At once',
    })
    expect(describeChange('user', { path: 'can_call_self', before: undefined, after: true })).toMatchObject({
      before: null,
      after: 'Yes',
    })
  })

  it('name a prompt by its own label', () => {
    expect(describeChange('input.menu', { path: 'prompt.text', before: 'Press 3', after: 'Press 0' })).toEqual({
      label: 'Text',
      before: 'Press 3',
      after: 'Press 0',
    })
  })

  it('go by the field itself where the type does not know it', () => {
    expect(describeChange('some_module', { path: 'max_calls', before: 1, after: 2 }).label).toBe('Max calls')
  })
})
