/** What makes a call take an exit: keys, replies, rows, and values of what texts read. */
import type { FlowNode } from '../document/flow-document.ts'
import type { ExitInput, WantedComparison } from '../nodes/contract/exit-input.ts'
import { definitionOf } from '../nodes/index.ts'
import { compare, OPERATORS } from '../nodes/parts/compare.ts'
import { sampleOf } from '../nodes/parts/sample-pattern.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'

export function inputOf(node: FlowNode, port: string): ExitInput | null {
  const definition = definitionOf(node.type)
  if (definition?.kind !== 'studio') return null
  return definition.exitInput?.(tolerantData(definition, node.data), port) ?? null
}

/** A value that something read is to have: `vars.balance`, `caller.number`. */
export interface Need {
  read: string
  value: string
}

/** A text that is one value, with filters or without: `{{ vars.name | upcase }}`. @returns what it reads; null for others */
export function readOf(text: string): string | null {
  const found = /^\s*\{\{-?\s*([a-z_]+(?:\.\w+|\["[^"]+"\]|\['[^']+'\])*)\s*(?:\|[^}]*)?-?\}\}\s*$/.exec(text)
  return found?.[1]?.replaceAll(/\[["']([^"']+)["']\]/g, '.$1') ?? null
}

/**
 * Values with which all comparisons of one read come out as wanted.
 * @param turn which of several values is taken
 */
export function needsOf(comparisons: readonly WantedComparison[], turn: number): Need[] {
  const byRead = new Map<string, WantedComparison[]>()
  for (const each of comparisons) {
    const read = readOf(each.left)
    if (read !== null) byRead.set(read, [...(byRead.get(read) ?? []), each])
  }
  return [...byRead].flatMap(([read, wanted]) => {
    const values = [...new Set(wanted.flatMap(candidates))].filter((value) => wanted.every((each) => fits(value, each)))
    const value = values[turn % values.length]
    return value === undefined ? [] : [{ read, value }]
  })
}

function fits(value: string, { op, right, ignoreCase, holds }: WantedComparison): boolean {
  const operator = OPERATORS.find((known) => known === op)
  try {
    return operator !== undefined && compare(operator, value, right, { ignoreCase }) === holds
  } catch {
    return false // A pattern that cannot be read.
  }
}

function candidates({ op, right }: WantedComparison): string[] {
  const items = op === 'in' ? right.split(',').map((item) => item.trim()) : []
  const samples = op === 'matches' ? sampleOf(right) : []
  const number = Number(right)
  const numbers = right.trim() !== '' && Number.isFinite(number) ? [number + 1, number - 1].map(String) : []
  return [...items, ...samples, right, ...numbers, `${right}0`, 'other', '1', '']
}
