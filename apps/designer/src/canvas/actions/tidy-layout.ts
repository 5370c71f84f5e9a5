/**
 * A tidy drawing: rows from the top down in the order of the call, ports from left to right as they stand on the
 * card. Where the start stands it stays, so that a flow does not fly off; the fallback stays on its side of it.
 */
import { buildGraph, definitionOf, type FlowDocument, type FlowNode } from '@callflow-studio/model'
import { boxesOf } from '../boxes-of.ts'
import type { Box, Point } from '../geometry.ts'
import { type LinkedBoxes, layOutGroup } from './lay-out-group.ts'

const BESIDE = 40
const BETWEEN_GROUPS = 60

/** @returns new places of the steps that have to move, by id; empty where all is in place already */
export function tidyLayout(document: FlowDocument): Record<string, Point> {
  const boxes = boxesOf(document)
  const steps = stepsOf(document, boxes)
  const places = arrangeGroups(document, steps)
  const moved: Record<string, Point> = {}
  for (const box of boxes) {
    const place = places.get(box.id) ?? besideNearest(box, steps, places)
    if (place.x !== box.x || place.y !== box.y) moved[box.id] = place
  }
  return moved
}

const kindOf = ({ type }: FlowNode) => definitionOf(type)?.kind

function stepsOf(document: FlowDocument, boxes: readonly Box[]): readonly Box[] {
  const notes = new Set(document.nodes.filter((node) => kindOf(node) === 'note').map(({ id }) => id))
  return boxes.filter(({ id }) => !notes.has(id))
}

interface Group {
  places: ReadonlyMap<string, Point>
  width: number
  height: number
}

/** The call's own group stays where its first step is; the fallback's beside it; what is not connected in columns. */
function arrangeGroups(document: FlowDocument, steps: readonly Box[]): Map<string, Point> {
  const groups = groupsOf(document, steps).map((group): Group => sized(layOutGroup(group), steps))
  const firstOf = (kind: 'start' | 'fallback') => document.nodes.find((node) => kindOf(node) === kind)?.id ?? ''
  const start = steps.find(({ id }) => id === firstOf('start')) ?? steps[0]
  const main = groups.find(({ places }) => places.has(start?.id ?? ''))
  const at = main?.places.get(start?.id ?? '')
  if (!start || !main || !at) return new Map()

  const origin = { x: start.x - at.x, y: start.y - at.y }
  const all = new Map(shifted(main, origin))
  const fallback = groups.find((group) => group !== main && group.places.has(firstOf('fallback')))
  const right = { x: origin.x + main.width + BETWEEN_GROUPS, y: origin.y }
  if (fallback) {
    const isLeft = (steps.find(({ id }) => id === firstOf('fallback'))?.x ?? 0) < start.x
    const x = besideStart(start, boxesAt(steps, all), fallback, isLeft)
    for (const [id, place] of shifted(fallback, { x, y: origin.y })) all.set(id, place)
    right.x = Math.max(right.x, x + fallback.width + BETWEEN_GROUPS)
  }
  const bottom = origin.y + Math.max(main.height, 600)
  let column = 0
  for (const group of groups) {
    if (group === main || group === fallback) continue
    if (right.y > origin.y && right.y + group.height > bottom) {
      right.x += column + BESIDE
      right.y = origin.y
      column = 0
    }
    for (const [id, place] of shifted(group, right)) all.set(id, place)
    right.y += group.height + BESIDE
    column = Math.max(column, group.width)
  }
  return all
}

const boxesAt = (steps: readonly Box[], places: ReadonlyMap<string, Point>): Box[] =>
  steps.flatMap((box) => {
    const place = places.get(box.id)
    return place ? [{ ...box, ...place }] : []
  })

/** The nearest free place at the height of the start: often there is room beside it, above the branches. */
function besideStart(start: Box, taken: readonly Box[], { width, height }: Group, isLeft: boolean): number {
  const obstacles = taken.filter((box) => box.y < start.y + height + BESIDE && start.y < box.y + box.height + BESIDE)
  const isFree = (x: number) => obstacles.every((box) => x + width + BESIDE <= box.x || box.x + box.width + BESIDE <= x)
  const beside = (box: Box) => (isLeft ? box.x - BESIDE - width : box.x + box.width + BESIDE)
  const nearest = beside(start)
  const places = obstacles.map(beside).filter((x) => isFree(x) && (isLeft ? x <= nearest : x >= nearest))
  return isLeft ? Math.max(...places) : Math.min(...places)
}

/** Steps that are connected with each other, and the connections, in the order of the call; back edges left out. */
function groupsOf(document: FlowDocument, steps: readonly Box[]): LinkedBoxes[] {
  const { edgesFrom, backEdges, order } = buildGraph(document)
  const byId = new Map(steps.map((box) => [box.id, box]))
  const links = [...edgesFrom].flatMap(([source, edges]) =>
    edges.flatMap(({ id, target }) => (byId.has(source) && byId.has(target) ? [{ id, source, target }] : [])),
  )
  const root = new Map(steps.map(({ id }) => [id, id]))
  const rootOf = (id: string): string => {
    const parent = root.get(id) ?? id
    return parent === id ? id : rootOf(parent)
  }
  for (const { source, target } of links) root.set(rootOf(target), rootOf(source))
  const groups = new Map<string, LinkedBoxes>()
  for (const id of order) {
    const box = byId.get(id)
    if (!box) continue
    const group = groups.get(rootOf(id)) ?? { boxes: [], links: [] }
    groups.set(rootOf(id), { ...group, boxes: [...group.boxes, box] })
  }
  for (const link of links) if (!backEdges.has(link.id)) groups.get(rootOf(link.source))?.links.push(link)
  return [...groups.values()]
}

function sized(places: ReadonlyMap<string, Point>, steps: readonly Box[]): Group {
  const boxes = boxesAt(steps, places)
  const [x, y] = [Math.min(...boxes.map((box) => box.x)), Math.min(...boxes.map((box) => box.y))]
  return {
    places: new Map(boxes.map((box) => [box.id, { x: box.x - x, y: box.y - y }])),
    width: Math.max(...boxes.map((box) => box.x + box.width)) - x,
    height: Math.max(...boxes.map((box) => box.y + box.height)) - y,
  }
}

const shifted = ({ places }: Group, by: Point): [string, Point][] =>
  [...places].map(([id, { x, y }]) => [id, { x: x + by.x, y: y + by.y }])

/** A note goes along with the step that it stands nearest to. */
function besideNearest(note: Box, steps: readonly Box[], places: ReadonlyMap<string, Point>): Point {
  let nearest: Box | undefined
  for (const box of steps) if (!nearest || gap(note, box) < gap(note, nearest)) nearest = box
  const place = nearest && places.get(nearest.id)
  if (!nearest || !place) return { x: note.x, y: note.y }
  return { x: note.x + place.x - nearest.x, y: note.y + place.y - nearest.y }
}

const gap = (a: Box, b: Box): number =>
  Math.hypot(
    Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width), 0),
    Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height), 0),
  )
