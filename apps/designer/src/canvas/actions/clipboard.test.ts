import { readFileSync } from 'node:fs'
import { pasteNodes } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { boxesOf } from '../boxes-of.ts'
import { fragmentOfCallflow } from './callflow-fragment.ts'
import { fragmentOf, fromClipboardText, toClipboardText } from './clipboard-text.ts'
import { offsetTo, pasteOffset } from './paste-place.ts'

const document = flow()
  .step('hi', 'tts', { text: 'Hello' }, { name: 'Greeting', color: 'blue' })
  .step('box', 'voicemail', { id: 'b', more: { kept: true } })
  .chain('hi', 'box')
  .build()

describe('steps on the clipboard', () => {
  it('come back as they were, with the connections among them', () => {
    const fragment = fromClipboardText(toClipboardText(fragmentOf(document, ['hi', 'box'])))
    expect(fragment?.nodes).toEqual(document.nodes.filter(({ id }) => id === 'hi' || id === 'box'))
    expect(fragment?.edges).toEqual([{ id: 'e2', source: 'hi', sourceHandle: '_', target: 'box' }])
  })
  it('leave start and fallback where they are', () =>
    expect(fragmentOf(document, ['start', 'error', 'hi']).nodes.map(({ id }) => id)).toEqual(['hi']))
  it('may come from a whole flow', () =>
    expect(fromClipboardText(JSON.stringify(document))?.nodes.map(({ id }) => id)).toEqual(['hi', 'box']))
  it('are nothing where the text is something else', () => {
    for (const text of ['', 'Hello', '{}', '[]', '{"nodes":[],"edges":[]}', '{"nodes":[{"id":1}],"edges":[null]}'])
      expect(fromClipboardText(text)).toBeNull()
  })
})

describe('TwiML on the clipboard', () => {
  it('comes as steps, with a note of what was left out', () => {
    const fragment = fragmentOfCallflow('<Response><Say timeLimit="1">Hi</Say><Sms>x</Sms><Hangup/></Response>')
    expect(fragment?.nodes.map(({ type }) => type)).toEqual(['tts', 'hangup', 'note'])
    expect(fragment?.nodes.at(-1)?.data.text).toContain('Line 1, column 38: <Sms>x</Sms> was left out')
    expect(fragment).toMatchObject({ isForeign: true, edges: [{ sourceHandle: '_' }] })
  })
  it('is nothing where it is something else', () => expect(fragmentOfCallflow('<html><p>Hi</p></html>')).toBeNull())
})

describe('a callflow on the clipboard', () => {
  const typesOf = (text: string) => {
    const pasted = fragmentOfCallflow(text)
    return pasted?.refusal ?? pasted?.nodes.map(({ type }) => type) ?? null
  }
  const field = (name: string) => readFileSync(new URL(`../../flows/field/${name}`, import.meta.url), 'utf8')

  it('may have comments, be a part of an object, a curl command, or a list of one', () => {
    expect(typesOf(field('41-comments.txt'))).toEqual(['set_variables'])
    expect(typesOf(field('41-fragment.txt'))).toEqual(['user'])
    expect(typesOf(`curl http://x -d '{"data": {"flow": {"module": "hangup", "data": {}}}}'`)).toEqual(['hangup'])
    expect(typesOf('{"data": [{"id": "a", "flow": {"module": "hangup", "data": {}}}]}')).toEqual(['hangup'])
  })

  it('says why it comes without steps', () => {
    expect(typesOf(field('41-list.json'))).toBe(
      'This is a list of 2 callflows. Import it on the Flows page, where each becomes a flow.',
    )
    expect(typesOf('{"module": "hangup" "data": {}}')).toBe(
      'This is not valid JSON. Line 1, column 21: a comma is missing.',
    )
    for (const studio of [
      { states: [], flags: {} },
      { sid: 'FW1', definition: { states: [], initial_state: 'T' } },
    ])
      expect(typesOf(JSON.stringify(studio))).toMatch(/^This is a flow of Twilio Studio/)
    expect(typesOf('Dear colleagues')).toBeNull()
  })
})

describe('pasted steps', () => {
  const view = { x: -500, y: -500, width: 2000, height: 2000 }
  const boxes = boxesOf(document)
  const copied = boxes.filter(({ id }) => id === 'hi')
  const [hi] = copied

  it('stand beside what they were copied from', () =>
    expect(pasteOffset(copied, boxes, view)).toEqual({ x: 280, y: 0 }))
  it('stand below, or at the other side, where something stands there', () => {
    const there = [...boxes, ...copied.map((box) => ({ ...box, id: 'copy', x: box.x + 280 }))]
    expect(pasteOffset(copied, there, view)).toEqual({ x: -280, y: 0 })
  })
  it('never cover a card, however many there are, and in another flow either', () => {
    const wall = { id: 'wall', x: -900, y: -900, width: 1800, height: 1800 }
    const there = [...boxes, wall]
    for (let pasted = 0; pasted < 10; pasted++) {
      const { x, y } = pasteOffset(copied, there, view)
      const added = copied.map((box) => ({ ...box, id: `copy ${pasted}`, x: box.x + x, y: box.y + y }))
      const covered = added.filter((a) =>
        there.some((b) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height),
      )
      expect(covered).toEqual([])
      there.push(...added)
    }
  })
  it('come into view where their origin is out of it', () => {
    const { x, y } = pasteOffset(copied, boxes, { x: 5000, y: 5000, width: 1000, height: 800 })
    expect((hi?.x ?? 0) + x).toBe(5380)
    expect((hi?.y ?? 0) + y).toBe(5371)
  })
})

describe('a callflow on the clipboard', () => {
  const box = { module: 'voicemail', data: { id: 'b' } }
  const callflow = JSON.stringify({ module: 'menu', data: { id: 'm' }, children: { '1': box, '2': box } })

  it('is steps, laid out, without the start and fallback of a flow', () => {
    const fragment = fragmentOfCallflow(callflow)
    expect(fragment?.nodes.map(({ type }) => type)).toEqual(['menu', 'voicemail', 'voicemail'])
    expect(fragment?.edges.map(({ sourceHandle }) => sourceHandle)).toEqual(['1', '2'])
    const places = fragment?.nodes.map(({ position }) => `${position.x} ${position.y}`)
    expect(new Set(places).size).toBe(3)
  })
  it('stands under the pointer, by the middle of its first step', () => {
    const fragment = fragmentOfCallflow(callflow)
    const boxes = boxesOf({ ...document, nodes: fragment?.nodes ?? [], edges: fragment?.edges ?? [] })
    const { x, y } = offsetTo({ x: 1000, y: 500 }, boxes)
    const [menu] = boxes
    expect((menu?.x ?? 0) + x + (menu?.width ?? 0) / 2).toBeCloseTo(1000, 0)
    expect((menu?.y ?? 0) + y).toBe(500)
  })
  it('gets ids of its own in a flow that has the same ones', () => {
    const { nodes, edges } = fragmentOfCallflow(callflow) ?? { nodes: [], edges: [] }
    const once = pasteNodes(nodes, edges, { x: 0, y: 0 })(document)
    const twice = pasteNodes(nodes, edges, { x: 0, y: 900 })(once)
    expect(new Set(twice.nodes.map(({ id }) => id)).size).toBe(document.nodes.length + 6)
    expect(new Set(twice.edges.map(({ id }) => id)).size).toBe(document.edges.length + 4)
  })
  it('is nothing where the text is something else', () => {
    for (const text of ['', 'Hello', '<html/>']) expect(fragmentOfCallflow(text)).toBeNull()
    for (const text of ['{}', '[]', '{"a":1}', '<Response/>']) expect(fragmentOfCallflow(text)?.nodes).toEqual([])
  })
})
