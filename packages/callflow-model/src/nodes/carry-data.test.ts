import { expect, it } from 'vitest'
import type { FlowNode } from '../document/flow-document.ts'
import { carryData } from './carry-data.ts'
import { definitionOf, nodeTypes } from './index.ts'

function carried(from: string, data: Record<string, unknown>, to: string): Record<string, unknown> {
  const [old, wanted] = [definitionOf(from), definitionOf(to)]
  if (!old || !wanted) throw new Error('There is no such kind.')
  const node: FlowNode = { id: 'a', type: from, position: { x: 0, y: 0 }, data }
  return carryData(
    node,
    old,
    wanted,
    wanted.create((base) => base),
  )
}
const ID = '0123456789abcdef0123456789abcdef'
const tts = (text: string) => ({ type: 'tts', text })

it('what the caller hears stays, whichever kind says it', () => {
  expect(carried('tts', { text: 'Hello' }, 'input.menu').prompt).toEqual(tts('Hello'))
  expect(carried('input.menu', { prompt: tts('Press 1.') }, 'input.digits').prompt).toEqual(tts('Press 1.'))
  expect(carried('input.digits', { prompt: tts('Your PIN?') }, 'tts').text).toBe('Your PIN?')
  expect(carried('play', { id: '/system_media/hello' }, 'input.menu').prompt).toEqual({
    type: 'media',
    id: '/system_media/hello',
  })
  expect(carried('tts', { text: 'Hello' }, 'play')).not.toHaveProperty('text')
})

it('fields of the same name and meaning stay', () => {
  const menu = { prompt: tts('Press 1.'), attempts: 7, timeoutMs: 9000, choices: [{ digits: '1', label: 'One' }] }
  const digits = carried('input.menu', menu, 'input.digits')
  expect(digits).toMatchObject({ attempts: 7, timeoutMs: 9000 })
  expect(digits).not.toHaveProperty('choices')
})

it('an id stays only where it names the same kind of object', () => {
  expect(carried('user', { id: ID }, 'voicemail').id).not.toBe(ID)
  expect(carried('user', { id: ID }, 'device').id).not.toBe(ID)
})

it('any kind can take the place of any other, with data as good as that of a new step', () => {
  for (const from of nodeTypes)
    for (const to of nodeTypes) {
      const data = carried(
        from.type,
        from.create((base) => base),
        to.type,
      )
      const isGood = to.data.safeParse(to.create((base) => base)).success
      expect(to.data.safeParse(data).success, `${from.type} → ${to.type}`).toBe(isGood)
    }
})
