import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { boxesOf } from '../boxes-of.ts'
import { exitAbove } from './exit-above.ts'

const at = (x: number, y: number) => ({ position: { x, y } })
const document = flow()
  .step('start', 'start', {}, at(0, 0))
  .step('menu', 'input.menu', { choices: [{ digits: '1', label: 'Sales' }] }, at(0, 300))
  .step('below', 'tts', {}, at(600, 600))
  .step('taken', 'tts', {}, at(600, 300))
  .edge('taken', 'below')
  .build()
const bottomOf = (id: string) => {
  const box = boxesOf(document).find((each) => each.id === id)
  if (!box) throw new Error(`no box ${id}`)
  return { x: box.x + box.width / 2, y: box.y + box.height }
}

describe('a step dropped below an open exit', () => {
  const exit = bottomOf('start')
  it('belongs to it, on the hint, on the port and a little lower', () => {
    for (const [dx, dy] of [
      [0, 38],
      [80, 38],
      [-60, 90],
      [0, 0],
    ] as const)
      expect(exitAbove(document, { x: exit.x + dx, y: exit.y + dy }, null)?.from).toEqual({
        nodeId: 'start',
        port: 'next',
      })
  })
  it('belongs to none far below, aside, or on the card', () => {
    expect(exitAbove(document, { x: exit.x, y: exit.y + 140 }, null)).toBeNull()
    expect(exitAbove(document, { x: exit.x - 200, y: exit.y + 40 }, null)).toBeNull()
    expect(exitAbove(document, { x: exit.x - 60, y: exit.y - 20 }, 'start')).toBeNull()
  })
  it('belongs to the exit of a row that it is under', () => {
    const menu = bottomOf('menu')
    const ports = [-1, 1].map((side) => exitAbove(document, { x: menu.x + side * 80, y: menu.y + 30 }, null)?.from.port)
    expect(new Set(ports).size).toBe(2)
  })
  it('leaves connected exits alone, and those behind another card', () => {
    const taken = bottomOf('taken')
    expect(exitAbove(document, { x: taken.x, y: taken.y + 40 }, null)).toBeNull()
    const covered = {
      ...document,
      nodes: document.nodes.map((node) =>
        node.id === 'below' ? { ...node, position: { x: 0, y: exit.y + 10 } } : node,
      ),
    }
    expect(exitAbove(covered, { x: exit.x, y: exit.y + 80 }, null)?.from.nodeId).not.toBe('start')
  })
})
