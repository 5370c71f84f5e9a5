import type { FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { boxesOf } from '../boxes-of.ts'
import { tidyLayout } from './tidy-layout.ts'

function tidied(document: FlowDocument): FlowDocument {
  const places = tidyLayout(document)
  return {
    ...document,
    nodes: document.nodes.map((node) => ({ ...node, position: { ...node.position, ...places[node.id] } })),
  }
}
const placesOf = (document: FlowDocument) => new Map(boxesOf(tidied(document)).map((box) => [box.id, box]))

describe('tidying up', () => {
  const keys = ['1', '2', '3', '4']
  const menu = flow().step('menu', 'input.menu', {
    choices: keys.map((digits) => ({ digits, label: `Choice ${digits}` })),
  })
  for (const key of keys) menu.step(`s${key}`, 'user', { id: key }, { position: { x: Number(key) * -300, y: 40 } })
  menu.chain('menu')
  for (const key of keys.toReversed()) menu.edge(`menu.${key}`, `s${key}`)
  menu.step('box', 'voicemail').edge('s1', 'box').edge('s4', 'box')
  const document = menu.build()

  it('puts each step below the one that leads to it', () => {
    const places = placesOf(document)
    for (const { source, target } of document.edges) {
      const [above, below] = [places.get(source), places.get(target)]
      expect(below?.y).toBeGreaterThanOrEqual((above?.y ?? 0) + (above?.height ?? 0) + 40)
    }
  })
  it('puts them from left to right as the ports stand on the card', () => {
    const places = placesOf(document)
    const xs = keys.map((key) => places.get(`s${key}`)?.x ?? 0)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
  })
  it('keeps exits in order that lead to rows of different depth, and does not spread them', () => {
    const deep = flow().step('menu', 'input.menu', {
      choices: keys.map((digits) => ({ digits, label: `Choice ${digits}` })),
    })
    for (const key of keys) deep.step(`s${key}`, 'user', { id: key }, { position: { x: Number(key) * -300, y: 40 } })
    deep.step('hi', 'tts', { text: 'Hi' }).step('bye', 'hangup').chain('menu')
    // The first choice goes a long way, to where the third one leads at once.
    deep.edge('menu.1', 's1').edge('s1', 'hi').edge('hi', 's3').edge('menu.2', 's2').edge('menu.3', 's3')
    deep.edge('menu.4', 's4').edge('menu.timeout', 'bye')
    const places = placesOf(deep.build())
    const xs = [...keys.map((key) => `s${key}`), 'bye'].map((id) => places.get(id)?.x ?? 0)
    expect(xs).toEqual(xs.toSorted((a, b) => a - b))
    expect(Math.max(...xs) - Math.min(...xs)).toBeLessThanOrEqual(4 * 280)
  })
  it('puts the fallback close to the start, where it is free', () => {
    const places = placesOf(document)
    const [start, fallback] = [places.get('start'), places.get('error')]
    expect(Math.abs((fallback?.x ?? 0) - (start?.x ?? 0)) - 240).toBeLessThanOrEqual(60)
  })
  it('leaves the start where it is', () => expect(tidyLayout(document).start).toBeUndefined())
  it('has nothing to do a second time', () => expect(tidyLayout(tidied(document))).toEqual({}))
  it('takes a note along with its step', () => {
    const noted = {
      ...document,
      nodes: [...document.nodes, { id: 'note', type: 'note', position: { x: -1460, y: 40 }, data: { text: 'Ask' } }],
    }
    const [before, after] = [boxesOf(noted), placesOf(noted)]
    const [box, note] = ['s4', 'note'].map((id) => before.find((each) => each.id === id))
    expect((after.get('note')?.x ?? 0) - (after.get('s4')?.x ?? 0)).toBe((note?.x ?? 0) - (box?.x ?? 0))
  })
  it('never puts one card onto another', () => {
    for (let seed = 1; seed <= 40; seed++) {
      const boxes = [...placesOf(someFlow(seed)).values()]
      const covered = boxes.filter((a, index) =>
        boxes
          .slice(index + 1)
          .some((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
      )
      expect(covered, `seed ${seed}`).toEqual([])
    }
  })
})

/** Steps that lead anywhere, loops included; the same ones for the same seed. */
function someFlow(seed: number): FlowDocument {
  let state = seed
  const below = (limit: number): number => {
    state = (state * 48_271) % 2_147_483_647
    return state % limit
  }
  const types = ['tts', 'user', 'logic.condition', 'voicemail', 'hangup'] as const
  const ports = {
    tts: ['_'],
    user: ['_', 'USER_BUSY'],
    'logic.condition': ['true', 'false'],
    voicemail: ['_'],
    hangup: [],
  }
  const builder = flow()
  const count = 3 + below(20)
  const chosen = Array.from({ length: count }, (_, index) => {
    const type = types[below(types.length)] ?? 'tts'
    builder.step(`s${index}`, type, {}, { position: { x: below(2000), y: below(2000) } })
    return type
  })
  builder.chain('s0')
  for (const [index, type] of chosen.entries())
    for (const port of ports[type]) if (below(4) > 0) builder.edge(`s${index}.${port}`, `s${below(count)}`)
  return builder.build()
}
