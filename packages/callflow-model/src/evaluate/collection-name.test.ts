import { expect, it } from 'vitest'
import type { FlowNode } from '../document/flow-document.ts'
import { collectionName, questionOf } from './collection-name.ts'

const node = (id: string): FlowNode => ({ id, type: 'input.menu', position: { x: 0, y: 0 }, data: {} })

it.each([
  ['n3', false],
  ['main-Menu', true],
  ['a_1', false],
])('a collection tells which step asked, and when: %s', (id, isSensitive) => {
  const nodes = [node('other'), node(id)]
  expect(questionOf(collectionName(id, isSensitive, 12), nodes)).toEqual({ node: nodes[1], request: 12 })
})

it('a collection of KAZOO’s own steps is nobody’s question', () => {
  expect(questionOf('pin', [node('pin')])).toBeNull()
  expect(questionOf('gone_1', [node('n1')])).toBeNull()
})
