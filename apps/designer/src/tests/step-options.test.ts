import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { stepOptions } from './step-options.ts'

const drawing = flow()
  .step('menu', 'input.menu', { prompt: { type: 'tts', text: 'Press 1.' }, choices: [{ digits: '1', label: 'Sales' }] })
  .step('ring', 'user', { id: 'a' }, { name: 'Sales, first floor' })
  .step('first', 'tts', { text: 'One' })
  .step('second', 'tts', { text: 'Two' })
  .step('ask', 'data.http', { method: 'GET', url: 'https://a.example' })
  .chain('menu', 'first', 'second')
  .edge('menu.1', 'ring')
  .build()
const options = stepOptions(drawing, 'f1', 'Front desk')

it('names steps as a test does, and those with the same title by their ids', () => {
  const values = options.all.map(({ value }) => value)
  expect(values).toContain('Sales, first floor')
  expect(values).toEqual(expect.arrayContaining(['first', 'second']))
  expect(options.all.find(({ value }) => value === 'first')?.label).toMatch(/One/)
})

it('offers for a line the steps in which it can happen', () => {
  expect(options.forVerb('rings').map(({ node }) => node.id)).toEqual(['ring'])
  expect(options.forVerb('waits').map(({ node }) => node.id)).toEqual(['menu'])
  expect(options.forVerb('reaches')).toHaveLength(options.all.length)
  expect(options.lookUps.map(({ node }) => node.id)).toEqual(['ask'])
})

it('divides a step from what comes of it, with a comma in its name too', () => {
  expect(options.split('Sales, first floor, nobody answers')).toEqual({
    step: 'Sales, first floor',
    outcome: 'nobody answers',
  })
  expect(options.split('Sales, first floor')).toEqual({ step: 'Sales, first floor', outcome: '' })
  expect(options.outcomesOf('Sales, first floor', 'rings')).toContain('Answered')
})
