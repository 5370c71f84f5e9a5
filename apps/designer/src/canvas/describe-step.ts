/** How steps and edges are read out: "Main menu, menu, step 3, 1 warning, 5 exits, 1 not connected". */
import { definitionOf, type FlowDocument, type FlowEdge, type FlowNode, titleOf } from '@callflow-studio/model'
import type { TFunction } from 'i18next'
import type { Badge } from './badges.ts'
import { callOrder } from './call-order.ts'
import type { Card } from './card.ts'
import { textsForMany } from './texts-for-many.ts'

/** @returns the words for each step of this document */
export function stepNames(
  document: FlowDocument,
  badges: Readonly<Record<string, Badge>>,
  translate: TFunction<'canvas'>,
): (node: FlowNode, card: Card) => string {
  const t = textsForMany(translate)
  const numbers = new Map(callOrder(document).map((id, index) => [id, index + 1]))
  const connected = new Set(document.edges.map((edge) => `${edge.source} ${edge.sourceHandle}`))
  return once((node, card) => {
    const definition = definitionOf(node.type)
    const kind = definition?.title ?? node.type
    const number = numbers.get(node.id)
    const badge = badges[node.id]
    const open = card.ports.filter(({ key }) => !connected.has(`${node.id} ${key}`)).length
    return [
      node.name || kind,
      node.name ? kind : '',
      number === undefined ? '' : t('stepNumber', { number }),
      badge && badge.errors > 0 ? t('errors', { count: badge.errors }) : '',
      badge && badge.warnings > 0 ? t('warnings', { count: badge.warnings }) : '',
      card.ports.length > 0 ? t('exits', { count: card.ports.length }) : '',
      open > 0 ? t('open', { count: open }) : '',
    ]
      .filter((words) => words !== '')
      .join(', ')
  })
}

/** @returns the words for each edge of this document */
export function edgeNames(
  document: FlowDocument,
  cards: ReadonlyMap<string, Card>,
  translate: TFunction<'canvas'>,
): (edge: FlowEdge) => string {
  const t = textsForMany(translate)
  const titles = new Map(document.nodes.map((node) => [node.id, titleOf(node)]))
  return once(({ source, sourceHandle, target }) => {
    const port = cards.get(source)?.ports.find(({ key }) => key === sourceHandle)
    const words = port ? [port.keyCap, port.label].filter(Boolean).join(' ') : ''
    return t('edgeName', { port: words || t('nextStep', {}), source: titles.get(source), target: titles.get(target) })
  })
}

/** While a step is dragged, all others are drawn with the same words again and again. */
function once<Thing extends object, More extends unknown[]>(
  describe: (thing: Thing, ...more: More) => string,
): (thing: Thing, ...more: More) => string {
  const known = new WeakMap<Thing, string>()
  return (thing, ...more) => {
    const words = known.get(thing) ?? describe(thing, ...more)
    known.set(thing, words)
    return words
  }
}
