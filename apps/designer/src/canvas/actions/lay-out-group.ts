import type { Box, Point } from '../geometry.ts'

export interface LinkedBoxes {
  boxes: readonly Box[]
  /** Without loops; those of one step in the order in which its exits stand on the card. */
  links: { id: string; source: string; target: string }[]
}

const BETWEEN_ROWS = 52
const BESIDE = 40
/** What an edge takes up in the rows that it passes. */
const LANE = 20

/** @returns the upper left corner of each box, in whole pixels, from an origin of its own */
export function layOutGroup(group: LinkedBoxes): Map<string, Point> {
  const rows = rowsOf(group)
  const tops = topsOf(group.boxes, rows)
  const middles = middlesOf(group.boxes, treeOf(group), rows)
  return new Map(
    group.boxes.map(({ id, width }) => [
      id,
      { x: Math.round((middles.get(id) ?? 0) - width / 2), y: tops[rows.get(id) ?? 0] ?? 0 },
    ]),
  )
}

/** The row of each step: one below the lowest step that leads to it. */
function rowsOf({ boxes, links }: LinkedBoxes): Map<string, number> {
  const rows = new Map(boxes.map(({ id }) => [id, 0]))
  const waiting = new Map(boxes.map(({ id }) => [id, 0]))
  for (const { target } of links) waiting.set(target, (waiting.get(target) ?? 0) + 1)
  const next = groupBySource(links)
  const ready = boxes.map(({ id }) => id).filter((id) => waiting.get(id) === 0)
  for (const id of ready)
    for (const target of next.get(id) ?? []) {
      rows.set(target, Math.max(rows.get(target) ?? 0, (rows.get(id) ?? 0) + 1))
      const left = (waiting.get(target) ?? 1) - 1
      waiting.set(target, left)
      if (left === 0) ready.push(target)
    }
  return rows
}

function topsOf(boxes: readonly Box[], rows: ReadonlyMap<string, number>): number[] {
  const heights: number[] = []
  for (const { id, height } of boxes) {
    const row = rows.get(id) ?? 0
    heights[row] = Math.max(heights[row] ?? 0, height)
  }
  let y = 0
  return heights.map((height) => {
    const top = y
    y += height + BETWEEN_ROWS
    return top
  })
}

interface Tree {
  /** In the order in which they are found, each after the step it stands under. */
  order: readonly string[]
  roots: readonly string[]
  children: ReadonlyMap<string, readonly string[]>
}

/** Each step under the one that reaches it over the fewest steps; of several, the first in the order of the call. */
function treeOf({ boxes, links }: LinkedBoxes): Tree {
  const next = groupBySource(links)
  const isTarget = new Set(links.map(({ target }) => target))
  const roots = boxes.map(({ id }) => id).filter((id) => !isTarget.has(id))
  const order = [...roots]
  const isFound = new Set(order)
  const children = new Map<string, string[]>()
  for (const id of order)
    for (const target of next.get(id) ?? []) {
      if (isFound.has(target)) continue
      isFound.add(target)
      order.push(target)
      children.set(id, [...(children.get(id) ?? []), target])
    }
  return { order, roots, children }
}

function groupBySource(links: LinkedBoxes['links']): Map<string, string[]> {
  const next = new Map<string, string[]>()
  for (const { source, target } of links) {
    const list = next.get(source)
    if (list) list.push(target)
    else next.set(source, [target])
  }
  return next
}

/** A branch: how far it reaches to either side in each row, from the middle of its first step. */
interface Branch {
  /** Added to all of `rows`, so that a long branch is moved at once. */
  by: number
  rows: Map<number, { left: number; right: number }>
}

/** The middle of each card: branches are packed from the leaves up, as close as their outlines allow. */
function middlesOf(boxes: readonly Box[], tree: Tree, rows: ReadonlyMap<string, number>): Map<string, number> {
  const widths = new Map(boxes.map(({ id, width }) => [id, width]))
  const branches = new Map<string, Branch>()
  /** From the middle of the step above to the middle of this one. */
  const offsets = new Map<string, number>()
  for (const id of tree.order.toReversed()) {
    const children = tree.children.get(id) ?? []
    const row = rows.get(id) ?? 0
    const all = packed(children, branches, offsets, (child) => passed(row, rows.get(child) ?? row + 1))
    const [first, last] = [offsets.get(children[0] ?? '') ?? 0, offsets.get(children.at(-1) ?? '') ?? 0]
    const middle = (first + last) / 2
    for (const child of children) offsets.set(child, (offsets.get(child) ?? 0) - middle)
    const half = (widths.get(id) ?? 0) / 2
    all.by -= middle
    all.rows.set(row, { left: -half - all.by, right: half - all.by })
    branches.set(id, all)
  }
  packed(tree.roots, branches, offsets, () => [])
  const middles = new Map(tree.roots.map((id) => [id, offsets.get(id) ?? 0]))
  for (const id of tree.order)
    for (const child of tree.children.get(id) ?? [])
      middles.set(child, (middles.get(id) ?? 0) + (offsets.get(child) ?? 0))
  return middles
}

/** The rows between two, which an edge passes. */
const passed = (from: number, to: number): number[] =>
  Array.from({ length: Math.max(0, to - from - 1) }, (_, index) => from + 1 + index)

/** Puts branches beside each other, and writes how far each was moved from the first. */
function packed(
  ids: readonly string[],
  branches: Map<string, Branch>,
  offsets: Map<string, number>,
  lanesOf: (id: string) => readonly number[],
): Branch {
  let all: Branch = { by: 0, rows: new Map() }
  for (const [index, id] of ids.entries()) {
    const branch = branches.get(id) ?? { by: 0, rows: new Map() }
    branches.delete(id)
    for (const row of lanesOf(id)) branch.rows.set(row, { left: -LANE / 2 - branch.by, right: LANE / 2 - branch.by })
    if (index === 0) {
      all = branch
      offsets.set(id, 0)
      continue
    }
    let by = Number.NEGATIVE_INFINITY
    for (const [row, { left }] of branch.rows) {
      const before = all.rows.get(row)
      if (before) by = Math.max(by, before.right + all.by + BESIDE - left - branch.by)
    }
    if (by === Number.NEGATIVE_INFINITY) by = 0
    offsets.set(id, by)
    for (const [row, { left, right }] of branch.rows) {
      const before = all.rows.get(row)
      const moved = { left: left + branch.by + by - all.by, right: right + branch.by + by - all.by }
      all.rows.set(row, before ? { left: Math.min(before.left, moved.left), right: moved.right } : moved)
    }
  }
  return all
}
