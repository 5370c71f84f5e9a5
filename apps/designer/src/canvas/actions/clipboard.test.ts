import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import { boxesOf } from '../quick-add/boxes-of.ts'
import { fromClipboardText, pieceOf, toClipboardText } from './clipboard-text.ts'
import { pasteOffset } from './paste-place.ts'

const document = flow()
  .step('hi', 'tts', { text: 'Hello' }, { name: 'Greeting', color: 'blue' })
  .step('box', 'voicemail', { id: 'b', more: { kept: true } })
  .chain('hi', 'box')
  .build()

describe('steps on the clipboard', () => {
  it('come back as they were, with the connections among them', () => {
    const piece = fromClipboardText(toClipboardText(pieceOf(document, ['hi', 'box'])))
    expect(piece?.nodes).toEqual(document.nodes.filter(({ id }) => id === 'hi' || id === 'box'))
    expect(piece?.edges).toEqual([{ id: 'e2', source: 'hi', sourceHandle: '_', target: 'box' }])
  })
  it('leave start and fallback where they are', () =>
    expect(pieceOf(document, ['start', 'error', 'hi']).nodes.map(({ id }) => id)).toEqual(['hi']))
  it('may come from a whole flow', () =>
    expect(fromClipboardText(JSON.stringify(document))?.nodes.map(({ id }) => id)).toEqual(['hi', 'box']))
  it('are nothing where the text is something else', () => {
    for (const text of ['', 'Hello', '{}', '[]', '{"nodes":[],"edges":[]}', '{"nodes":[{"id":1}],"edges":[null]}'])
      expect(fromClipboardText(text)).toBeNull()
  })
})

describe('pasted steps', () => {
  const view = { x: -500, y: -500, width: 1200, height: 1200 }
  const boxes = boxesOf(document)
  const copied = boxes.filter(({ id }) => id === 'hi')
  it('stand beside what they were copied from', () =>
    expect(pasteOffset(copied, boxes, view)).toEqual({ x: 40, y: 40 }))
  it('do not lie on the copy that was pasted before', () => {
    const there = [...boxes, ...copied.map((box) => ({ ...box, id: 'copy', x: box.x + 40, y: box.y + 40 }))]
    expect(pasteOffset(copied, there, view)).toEqual({ x: 80, y: 80 })
  })
  it('come into view where their origin is out of it', () => {
    const { x, y } = pasteOffset(copied, boxes, { x: 5000, y: 5000, width: 1000, height: 800 })
    const [box] = copied
    expect((box?.x ?? 0) + x).toBe(5380)
    expect((box?.y ?? 0) + y).toBe(5371)
  })
})
