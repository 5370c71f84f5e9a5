import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { inputsOf, outputsOf, proposedValue } from './passed-values.ts'

const names = (inputs: ReturnType<typeof inputsOf>) =>
  inputs.map(({ name, isNeeded }) => `${name}${isNeeded ? '!' : ''}`)
const setting = (name: string, value = '1') => ({ assignments: [{ name, value }] })

describe('what a sub-flow takes', () => {
  it('is what it reads and does not set before', () => {
    const document = flow()
      .step('greet', 'tts', { text: 'Hello {{ vars.customer }}' })
      .step('count', 'logic.set', setting('total'))
      .step('say', 'tts', { text: '{{ vars.total }} {{ caller.number }}' })
      .chain('greet', 'count', 'say')
      .build()
    expect(names(inputsOf(document))).toEqual(['customer!'])
  })

  it('holds what only some ways set, and not what no call reaches', () => {
    const document = flow()
      .step('test', 'logic.condition', { combine: 'all', rules: [{ left: '{{ vars.vip }}', op: 'is_empty' }] })
      .step('set', 'logic.set', setting('team'))
      .step('say', 'tts', { text: '{{ vars.team }}' })
      .step('lost', 'tts', { text: '{{ vars.nobody }}' })
      .chain('test')
      .edge('test.true', 'set')
      .edge('test.false', 'say')
      .edge('set', 'say')
      .build()
    expect(names(inputsOf(document))).toEqual(['team!', 'vip'])
  })

  it('need not be passed in where each text that reads it has a default, or asks whether it is there', () => {
    const document = flow()
      .step('say', 'tts', { text: '{{ vars.name | default: "caller" }}{% if vars.pin %}{{ vars.pin }}{% endif %}' })
      .step('again', 'tts', { text: '{{ vars.team | default: "us" }}' })
      .step('last', 'tts', { text: '{{ vars.team }}' })
      .chain('say', 'again', 'last')
      .build()
    expect(names(inputsOf(document))).toEqual(['team!', 'name', 'pin'])
  })

  it('need not be passed in where it has a default, or where the flow only declares it', () => {
    const document = flow()
      .variable({ name: 'language', default: 'en' })
      .variable({ name: 'reserve' })
      .variable({ name: 'found' })
      .step('say', 'tts', { text: '{{ vars.language }} {{ vars.pin }} {{ vars.error.message }}' })
      .step('set', 'logic.set', setting('found'))
      .chain('say', 'set')
      .build()
    expect(names(inputsOf(document))).toEqual(['pin!', 'language', 'reserve'])
  })
})

describe('what a sub-flow returns', () => {
  it('is what its ends name, then what it sets', () => {
    const document = flow()
      .step('set', 'logic.set', setting('price'))
      .step('end', 'flow.end', { outputs: [{ name: 'total', value: '{{ vars.price }}' }] })
      .step('other', 'flow.end', {
        outputs: [
          { name: 'total', value: '0' },
          { name: 'why', value: 'none' },
        ],
      })
      .chain('set', 'end')
      .build()
    expect(outputsOf(document)).toEqual(['total', 'why', 'price'])
  })
})

describe('the value that is proposed for what a sub-flow takes', () => {
  it('is the one of the same name, variables first', () => {
    expect(proposedValue('pin', ['vars.pin', 'digits.pin'])).toBe('{{ vars.pin }}')
    expect(proposedValue('pin', ['digits.pin'])).toBe('{{ digits.pin }}')
    expect(proposedValue('caller_number', [])).toBe('{{ caller.number }}')
  })

  it('is nothing where only the call has such a name', () => {
    expect(proposedValue('name', [])).toBe('')
    expect(proposedValue('order', ['vars.pin'])).toBe('')
  })
})
