import { definitionOf, type FlowDocument, portsOf } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing'
import { describe, expect, it } from 'vitest'
import type { QuickAdd } from '../canvas-store.ts'
import { cardsOf } from '../card.ts'
import { addedStep } from './added-step.ts'
import { existingSteps } from './existing-steps.ts'
import { likelySteps, offeredSteps } from './find-steps.ts'

const KIND = { format: 'kazoo', profile: 'any' } as const
const PLACE = { x: 120, y: 200 }

function choose(document: FlowDocument, purpose: QuickAdd['purpose'], type: string) {
  const added = addedStep(document, { purpose, place: PLACE }, type)
  if (!added) throw new Error('nothing was added')
  const after = added.command(document)
  return { after, node: after.nodes.find(({ id }) => id === added.nodeId), nodeId: added.nodeId }
}
const connections = (document: FlowDocument) => document.edges.map((e) => `${e.source}.${e.sourceHandle} → ${e.target}`)

describe('a step chosen from the list', () => {
  const greeting = flow().step('hi', 'tts', { text: 'Hello' }).step('bye', 'hangup').chain('hi', 'bye').build()

  it('is connected with the port that it was asked for', () => {
    const { after, node, nodeId } = choose(
      flow().build(),
      { kind: 'after', from: { nodeId: 'start', port: 'next' } },
      'tts',
    )
    expect(connections(after)).toEqual([`start.next → ${nodeId}`])
    expect(node?.position).toEqual({ x: 0, y: 200 })
  })

  it('goes between two steps: what was behind is behind its default port', () => {
    const { after, nodeId } = choose(greeting, { kind: 'insert', edgeId: 'e2' }, 'ring_group')
    expect(connections(after)).toEqual(['start.next → hi', `hi._ → ${nodeId}`, `${nodeId}._ → bye`])
  })

  it('takes another one’s place, name and connections', () => {
    const named = {
      ...greeting,
      nodes: greeting.nodes.map((node) => (node.id === 'hi' ? { ...node, name: 'Hi' } : node)),
    }
    const { after, node } = choose(named, { kind: 'replace', nodeId: 'hi' }, 'play')
    expect(node).toMatchObject({ type: 'play', name: 'Hi' })
    expect(connections(after)).toEqual(connections(greeting))
  })

  it('keeps what the caller hears', () => {
    const { node } = choose(greeting, { kind: 'replace', nodeId: 'hi' }, 'input.menu')
    expect(node?.data.prompt).toEqual({ type: 'tts', text: 'Hello' })
  })

  it('stands in the order of the exits, whichever is connected first', () => {
    const keys = ['1', '2', '3', '4']
    for (const order of [keys, keys.toReversed(), ['2', '1', '3', '4']]) {
      let document = flow()
        .step(
          'menu',
          'input.menu',
          { choices: keys.map((digits) => ({ digits, label: 'Choice' })) },
          { position: { x: 0, y: 0 } },
        )
        .build()
      const targets = new Map<string, string>()
      for (const port of order) {
        const cardPort = cardsOf(document)
          .get('menu')
          ?.ports.find(({ key }) => key === port)
        const place = { x: cardPort?.x ?? 0, y: 200 }
        const added = addedStep(document, { purpose: { kind: 'after', from: { nodeId: 'menu', port } }, place }, 'user')
        document = added?.command(document) ?? document
        targets.set(port, added?.nodeId ?? '')
      }
      const xs = keys.map((key) => document.nodes.find(({ id }) => id === targets.get(key))?.position.x ?? 0)
      expect(xs, order.join()).toEqual(xs.toSorted((a, b) => a - b))
    }
  })

  it('stands alone on the ground', () =>
    expect(connections(choose(greeting, { kind: 'free' }, 'note').after)).toEqual(connections(greeting)))

  it('is nothing where its place is gone', () =>
    expect(addedStep(greeting, { purpose: { kind: 'insert', edgeId: 'gone' }, place: PLACE }, 'tts')).toBeNull())
})

describe('the list of steps', () => {
  const afterStart: QuickAdd['purpose'] = { kind: 'after', from: { nodeId: 'start', port: 'next' } }
  const found = (query: string, purpose: QuickAdd['purpose'] = afterStart) =>
    offeredSteps(flow().build(), purpose, query, KIND).map(({ definition }) => definition.type)

  it('offers the steps that are there, nearest first, but none that cannot be the next', () => {
    const document = flow()
      .step('far', 'tts', { text: 'Far' }, { position: { x: 0, y: 900 } })
      .step('near', 'tts', { text: 'Near' }, { position: { x: 0, y: 300 } })
      .build()
    const asked = { purpose: afterStart, place: PLACE }
    const idsOf = (query: string) => existingSteps(document, asked, query).map(({ node }) => node.id)
    expect(idsOf('')).toEqual(['near', 'far'])
    expect(idsOf('far')).toEqual(['far'])
    expect(existingSteps(document, { ...asked, purpose: { kind: 'free' } }, '')).toEqual([])
  })

  it('begins with three steps that are likely there', () => {
    const start = definitionOf('start')
    expect(likelySteps(flow().build(), afterStart, KIND).map(({ type }) => type)).toEqual(start?.next?.('next'))
  })

  it('begins with kinds like the one to be replaced', () => {
    const document = flow().step('hi', 'tts', { text: 'Hello' }).chain('hi').build()
    const similar = likelySteps(document, { kind: 'replace', nodeId: 'hi' }, KIND)
    expect(similar.map(({ category }) => category)).toEqual(similar.map(() => definitionOf('tts')?.category))
    expect(similar.map(({ type }) => type)).toContain('play')
    expect(similar.map(({ type }) => type)).not.toContain('tts')
  })

  it('finds steps by title, KAZOO’s module and what people call them', () => {
    expect(found('say')[0]).toBe('tts')
    expect(found('ring_group')[0]).toBe('ring_group')
    expect(found('IVR')).toContain('input.menu')
    expect(found('nothing at all')).toEqual([])
  })

  it('holds neither start nor fallback, and notes only on the ground', () => {
    expect(found('')).not.toContain('start')
    expect(found('')).not.toContain('error')
    expect(found('note')).not.toContain('note')
    expect(found('note', { kind: 'free' })).toContain('note')
  })

  it('says why a step cannot stand in the fallback, and does not call it likely', () => {
    const purpose: QuickAdd['purpose'] = { kind: 'after', from: { nodeId: 'error', port: 'next' } }
    const document = flow().build()
    const menu = offeredSteps(document, purpose, '', KIND).find(({ definition }) => definition.type === 'input.menu')
    expect(menu?.refusal).toBe('The fallback can only contain fixed steps.')
    for (const { kind } of likelySteps(document, purpose, KIND)) expect(kind).toBe('kazoo')
  })

  it('says why a step is not for the KAZOO of the flow, and does not call it likely', () => {
    const offered = offeredSteps(flow().build(), { kind: 'free' }, 'answer', { format: 'kazoo', profile: '4.3' })
    expect(offered.find(({ definition }) => definition.type === 'answer')?.refusal).toMatch(
      /^KAZOO 4.3 does not have this step\./,
    )
    const likely = likelySteps(flow().build(), afterStart, { format: 'twiml', profile: 'any' })
    for (const definition of likely) expect(definition.kind === 'kazoo' && !definition.forms?.twiml).toBe(false)
  })

  it('offers no step that would have no place: every one can be added', () => {
    for (const { definition } of offeredSteps(flow().build(), afterStart, '', KIND)) {
      const { node } = choose(flow().build(), afterStart, definition.type)
      expect(node && portsOf(node, [])).toBeDefined()
    }
  })
})
