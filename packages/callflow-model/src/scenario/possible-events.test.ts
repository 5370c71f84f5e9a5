import { expect, it } from 'vitest'
import { flow } from '../testing/flow-builder.ts'
import { possibleEvents } from './possible-events.ts'

const drawing = flow()
  .step('menu', 'input.menu', { prompt: { type: 'tts', text: 'Press 1.' }, choices: [{ digits: '1', label: 'Sales' }] })
  .step('ring', 'user', { id: 'a' })
  .step('box', 'voicemail', { id: 'b' })
  .step('keep', 'input.record', { prompt: { type: 'tts', text: 'Speak.' } })
  .step('hello', 'tts', { text: 'Hi' })
  .chain('menu')
  .edge('menu.1', 'ring')
  .edge('ring', 'box')
  .build()

const verbsOf = (id: string) =>
  drawing.nodes
    .filter((node) => node.id === id)
    .flatMap((node) => possibleEvents(node, drawing).map(({ verb }) => verb))

it('tells what a call can wait for in each step', () => {
  expect(verbsOf('menu')).toEqual(['waits'])
  expect(verbsOf('ring')).toEqual(['rings'])
  expect(verbsOf('box')).toContain('records')
  expect(verbsOf('keep')).toEqual(['records'])
  expect(verbsOf('hello')).toEqual([])
})

it('names what can come of a step that rings', () => {
  const ring = drawing.nodes.find(({ id }) => id === 'ring')
  const [event] = ring ? possibleEvents(ring, drawing) : []
  expect(event?.outcomes.map(({ key }) => key)).toEqual(expect.arrayContaining(['answered', 'NO_ANSWER']))
})
