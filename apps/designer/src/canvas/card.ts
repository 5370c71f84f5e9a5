/**
 * The measures of a card and of its ports, from the step alone: canvas, routes, tidying and thumbnails agree on them
 * before anything is drawn.
 */
import {
  definitionOf,
  type FlowDocument,
  type FlowEdge,
  type FlowNode,
  type Port,
  portsOf,
  summaryOf,
} from '@callflow-studio/model'
import { summaryParts } from './summary-parts.ts'
import { countLines, textWidth } from './text-width.ts'

export interface CardPort extends Port {
  /** Middle of its port, from the card's left border. */
  x: number
  /** Of its cell in the row of ports. */
  width: number
  /** The connection that leaves here; null: not connected. */
  edgeId: string | null
}

export interface Card {
  shape: 'card' | 'pill' | 'note'
  width: number
  height: number
  /** Height of the head; the rest is the row of ports. */
  head: number
  ports: readonly CardPort[]
  /** False where a single port stands on its edge, or needs no word. */
  hasRow: boolean
  summary: string
}

export const CARD_WIDTH = 240
const MAX_WIDTH = 560
const HEAD = 58
const TALL_HEAD = 76
const ROW = 30
const PILL = 44
const MIN_CELL = 40
const CELL_PADDING = 7
const KEY_CAP = 18
const KEY_GAP = 6
const LABEL_SIZE = 12
const BORDER = 1
/** Tile, its distances and the card's padding. */
const BESIDE_TEXT = 10 + 32 + 10 + 10 + 2 * BORDER
const SUMMARY_SIZE = 13
const NOTE = { padding: 12, line: 18, title: 20, minHeight: 54 }

const known = new WeakMap<FlowNode, { connected: string; card: Card }>()

/** @param edges those that leave this node; others are ignored */
export function cardOf(node: FlowNode, edges: readonly FlowEdge[]): Card {
  const connected = edges.map((edge) => `${edge.sourceHandle} ${edge.id}`).join('\n')
  const before = known.get(node)
  if (before?.connected === connected) return before.card
  const edgeIds = new Map(edges.map((edge) => [edge.sourceHandle, edge.id]))
  const card = measure(node, portsOf(node, edges), (key) => edgeIds.get(key) ?? null)
  known.set(node, { connected, card })
  return card
}

/** The cards of a whole document, by node id. */
export function cardsOf(document: FlowDocument): Map<string, Card> {
  const edges = new Map<string, FlowEdge[]>()
  for (const edge of document.edges) {
    const list = edges.get(edge.source)
    if (list) list.push(edge)
    else edges.set(edge.source, [edge])
  }
  return new Map(document.nodes.map((node) => [node.id, cardOf(node, edges.get(node.id) ?? [])]))
}

/** The word that stands on the edge: where a step has one port, and that has a meaning. */
export const wordOnEdge = (card: Card, port: string): string | null =>
  card.hasRow ? null : (card.ports.find(({ key }) => key === port)?.label ?? null)

type EdgeOf = (port: string) => string | null

function measure(node: FlowNode, ports: readonly Port[], edgeOf: EdgeOf): Card {
  const kind = definitionOf(node.type)?.kind
  const summary = summaryOf(node)
  if (kind === 'note') return note(node, summary)
  if (kind === 'start' || kind === 'fallback')
    return {
      shape: 'pill',
      width: CARD_WIDTH,
      height: PILL,
      head: PILL,
      ports: single(ports, CARD_WIDTH, edgeOf),
      hasRow: false,
      summary,
    }
  const hasRow = ports.length > 1
  const widths = ports.map(cellWidth)
  const cells = fitted(widths, MAX_WIDTH - 2 * BORDER)
  const least = Math.min(MAX_WIDTH, Math.max(CARD_WIDTH, widthAround(widths)))
  const width = hasRow ? Math.max(least, widthAround(cells)) : CARD_WIDTH
  const lines = countLines(shownSummary(summary), SUMMARY_SIZE, width - BESIDE_TEXT)
  const head = lines > 1 ? TALL_HEAD : HEAD
  return {
    shape: 'card',
    width,
    height: head + (hasRow ? ROW : 0),
    head,
    ports: hasRow ? inRow(ports, cells, width, edgeOf) : single(ports, width, edgeOf),
    hasRow,
    summary,
  }
}

/** The line as the card writes it; two spaces for the padding of a value, which is set a little wider too. */
const shownSummary = (summary: string): string =>
  summaryParts(summary)
    .map(({ kind, text }) => (kind === 'value' ? `${text}\u2007\u2007` : text))
    .join('')

function note(node: FlowNode, text: string): Card {
  const lines = text === '' ? 0 : countLines(text, SUMMARY_SIZE, CARD_WIDTH - 2 * NOTE.padding)
  const height = 2 * NOTE.padding + lines * NOTE.line + (node.name ? NOTE.title : 0)
  return {
    shape: 'note',
    width: CARD_WIDTH,
    height: Math.max(NOTE.minHeight, height),
    head: Math.max(NOTE.minHeight, height),
    ports: [],
    hasRow: false,
    summary: text,
  }
}

const single = (ports: readonly Port[], width: number, edgeOf: EdgeOf): CardPort[] =>
  ports.slice(0, 1).map((port) => ({ ...port, x: width / 2, width, edgeId: edgeOf(port.key) }))

const widthAround = (cells: readonly number[]): number =>
  2 * Math.ceil(cells.reduce((sum, width) => sum + width, 2 * BORDER) / 2)

/** Widths that fit: the widest cells are cut to one width, none below the least, so that many exits make a wider card. */
function fitted(cells: readonly number[], inside: number): number[] {
  let rest = inside
  let open = cells.length
  let widest = Number.POSITIVE_INFINITY
  for (const cell of cells.toSorted((a, b) => a - b)) {
    if (cell * open > rest) {
      widest = Math.max(MIN_CELL, Math.floor(rest / open))
      break
    }
    rest -= cell
    open--
  }
  return cells.map((cell) => Math.min(cell, widest))
}

/** Cells share what is left over evenly, so that words never touch and ports stand under them. */
function inRow(ports: readonly Port[], cells: readonly number[], width: number, edgeOf: EdgeOf): CardPort[] {
  const inside = width - 2 * BORDER
  const spare = (inside - cells.reduce((sum, cell) => sum + cell, 0)) / ports.length
  let left = BORDER
  return ports.map((port, index) => {
    const start = Math.round(left)
    left += (cells[index] ?? MIN_CELL) + spare
    const end = Math.round(left)
    return { ...port, x: Math.round((start + end) / 2), width: end - start, edgeId: edgeOf(port.key) }
  })
}

function cellWidth(port: Port): number {
  const word = portLabel(port)
  const cap = port.keyCap === undefined ? 0 : Math.max(KEY_CAP, textWidth(port.keyCap, LABEL_SIZE) + 8)
  const gap = cap > 0 && word !== '' ? KEY_GAP : 0
  return Math.max(MIN_CELL, Math.ceil(cap + gap + textWidth(word, LABEL_SIZE)) + 2 * CELL_PADDING)
}

/** What stands beside the key cap, or alone; a port without either shows KAZOO's own key. */
export const portLabel = (port: Port): string => port.label ?? (port.keyCap === undefined ? port.key : '')
