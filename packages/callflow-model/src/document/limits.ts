/**
 * How large a document may be: far more than a person draws, and little enough that reading, compiling and listing it never
 * holds up a call. What is larger is refused whole, before anything walks through it.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'

const MAX_NODES = 5_500
const MAX_EDGES = 20_000
/** Of lists and objects within each other. */
const MAX_DEPTH = 100
const MAX_TEXT_LENGTH = 100_000
/** Of one list in a step, such as the cases of a switch. */
const MAX_ENTRIES = 1_000
/** Texts, numbers, lists and objects in a whole document; 20 ms to read. */
const MAX_VALUES = 500_000

/**
 * @param stored whose `nodes` and `edges` are lists
 * @returns the first limit that it exceeds, at the step where it does; null for none
 */
export function exceededLimit(stored: { nodes: readonly unknown[]; edges: readonly unknown[] }): Diagnostic | null {
  const { nodes, edges } = stored
  if (nodes.length > MAX_NODES)
    return tooLarge(
      null,
      `A flow has at most ${inWords(MAX_NODES)} steps, this one has ${inWords(nodes.length)}. Split it into sub-flows.`,
    )
  if (edges.length > MAX_EDGES)
    return tooLarge(
      null,
      `A flow has at most ${inWords(MAX_EDGES)} connections, this one has ${inWords(edges.length)}.`,
    )
  const seen = { values: 0 }
  for (const node of nodes) {
    const problem = problemIn(node, seen)
    if (problem !== null) return tooLarge(idOf(node), problem)
  }
  const problem = problemIn({ ...stored, nodes: [] }, seen, Number.POSITIVE_INFINITY)
  return problem === null ? null : tooLarge(null, problem)
}

const tooLarge = (nodeId: string | null, message: string): Diagnostic => ({
  severity: 'error',
  code: 'document.too-large',
  nodeId,
  field: null,
  message,
})

/**
 * With a list instead of recursion: what is looked for is what would break a recursion.
 * @param seen what the document holds beside it
 * @returns why data cannot be part of a document: a text or a list too long, lists and objects too deep, or too many values;
 *   null if it can
 */
export function problemIn(root: unknown, seen = { values: 0 }, mostEntries = MAX_ENTRIES): string | null {
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (++seen.values > MAX_VALUES)
      return `A flow holds at most ${inWords(MAX_VALUES)} values, such as texts, numbers and lists. Split it into sub-flows.`
    if (typeof value === 'string' && value.length > MAX_TEXT_LENGTH)
      return `A text has at most ${inWords(MAX_TEXT_LENGTH)} characters, one here has ${inWords(value.length)}. Shorten it.`
    if (typeof value !== 'object' || value === null) continue
    if (depth === MAX_DEPTH) return `Lists and objects are nested more than ${MAX_DEPTH} deep. Flatten the data.`
    if (Array.isArray(value) && value.length > mostEntries)
      return `A list has at most ${inWords(mostEntries)} entries, one here has ${inWords(value.length)}. Shorten it, or use a table.`
    for (const item of Object.values(value)) waiting.push({ value: item, depth: depth + 1 })
  }
  return null
}

const idOf = (node: unknown): string | null => {
  const id = typeof node === 'object' && node !== null && 'id' in node ? node.id : null
  return typeof id === 'string' ? id : null
}

const inWords = (count: number): string => count.toLocaleString('en-US')
