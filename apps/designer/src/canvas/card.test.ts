import type { FlowNode } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { cardOf, cardsOf, wordOnEdge } from './card.ts'

const node = (type: string, data: Record<string, unknown> = {}): FlowNode => ({
  id: 'n',
  type,
  position: { x: 0, y: 0 },
  data,
})
const menu = (count: number, label = 'Appointments') =>
  node('input.menu', { choices: Array.from({ length: count }, (_, index) => ({ digits: String(index), label })) })

describe('a card', () => {
  it('is 240 wide and 58 high, 76 where two lines are spoken', () => {
    expect(cardOf(node('tts', { text: 'Hello.' }), [])).toMatchObject({ width: 240, height: 58, hasRow: false })
    const long = 'Welcome to Harbour Dental. To book an appointment, press 1.'
    expect(cardOf(node('tts', { text: long }), [])).toMatchObject({ width: 240, height: 76 })
  })

  it('has two lines too for what decides, so that the compared value is not cut off', () => {
    const rule = (right: string) => ({ rules: [{ left: '{{ caller.number }}', op: 'starts_with', right }] })
    expect(cardOf(node('logic.condition', rule('+1415')), [])).toMatchObject({ head: 76 })
    expect(cardOf(node('logic.condition', { rules: [{ left: 'a', op: 'equals', right: 'b' }] }), []).head).toBe(58)
  })

  it('grows with its ports, up to 560', () => {
    const few = cardOf(menu(2), [])
    const many = cardOf(menu(9), [])
    expect(few.height).toBe(58 + 30)
    expect(few.width).toBeGreaterThan(240)
    expect(many.width).toBe(560)
  })

  it('cuts the widest words where there are many, and gets wider than that only for its ports', () => {
    const labels = ['x', 'A very long name of a choice', ...Array.from({ length: 10 }, () => 'Appointments')]
    const choices = labels.map((label, index) => ({ digits: '1234567890*#'.charAt(index), label }))
    const { ports, width } = cardOf(node('input.menu', { choices }), [])
    expect(ports.every((port) => port.width >= 39 && port.x > 0 && port.x < width)).toBe(true)
    expect(ports.map(({ x }) => x)).toEqual(ports.map(({ x }) => x).toSorted((a, b) => a - b))
    expect(ports.reduce((sum, port) => sum + port.width, 0)).toBe(width - 2)
    expect(width).toBeLessThan(620)
  })

  it('gives each port at least 40, side by side, each port in the middle of its cell', () => {
    const { ports, width } = cardOf(menu(3, 'x'), [])
    expect(ports.every((port) => port.width >= 40)).toBe(true)
    expect(ports.map(({ x }) => x)).toEqual(ports.map(({ x }) => x).toSorted((a, b) => a - b))
    expect(ports.reduce((sum, port) => sum + port.width, 0)).toBe(width - 2)
  })

  it('has its single port in the middle, with the word on the edge where that has a meaning', () => {
    const say = cardOf(node('tts'), [])
    expect(say.ports).toMatchObject([{ key: '_', x: 120 }])
    expect(wordOnEdge(say, '_')).toBeNull()
    expect(wordOnEdge(cardOf(node('user', { id: 'x' }), []), '_')).toBe('Not answered')
  })

  it('is a pill for start and fallback, and as high as its text for a note', () => {
    expect(cardOf(node('start'), [])).toMatchObject({ shape: 'pill', height: 44 })
    const short = cardOf(node('note', { text: 'Ask Reception' }), [])
    expect(short.shape).toBe('note')
    expect(cardOf(node('note', { text: 'Ask Reception first. '.repeat(10) }), []).height).toBeGreaterThan(short.height)
  })

  it('knows which of its ports are connected', () => {
    const document = flow().step('a', 'tts').step('b', 'tts').chain('a', 'b').build()
    const cards = cardsOf(document)
    expect(cards.get('a')?.ports[0]?.edgeId).toBe('e2')
    expect(cards.get('b')?.ports[0]?.edgeId).toBeNull()
  })

  it('is measured once', () => {
    const one = menu(2)
    expect(cardOf(one, [])).toBe(cardOf(one, []))
  })
})
