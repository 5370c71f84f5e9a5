/** Scenarios as text, and changes of a scenario in its text: comments and the order of keys stay. */
import { Document, isMap, isScalar, isSeq, parseAllDocuments } from 'yaml'
import type { Scenario } from './scenario.ts'

/** Writes YAML, a document a scenario. */
export const writeScenarios = (scenarios: readonly Scenario[]): string => {
  const documents = scenarios.map((scenario) => {
    const document = new Document(scenario, { version: '1.2' })
    makeCompact(document)
    return document.toString(STYLE)
  })
  return documents.join('---\n')
}

export const STYLE = { lineWidth: 0, singleQuote: false } as const

/**
 * Puts a scenario in the place of one in a text.
 * @param index of the scenario in the text
 * @returns the text, with its comments; unchanged where it has no such scenario
 */
export function changeScenario(text: string, index: number, scenario: Scenario): string {
  const documents = parseAllDocuments(text, { version: '1.2' })
  const document = 'empty' in documents ? undefined : documents[index]
  if (!document || document.errors.length > 0) return text
  put(document, [], document.toJS(), scenario)
  for (const { directives } of documents) directives.docStart = null
  return documents.map((each) => each.toString(STYLE)).join('---\n')
}

/** Changes what differs, and nothing else. */
function put(document: Document, path: (string | number)[], old: unknown, next: unknown): void {
  if (isSame(old, next)) return
  const node = document.getIn(path, true)
  if (isMap(node) && isObject(old) && isObject(next)) {
    for (const key of Object.keys(old)) if (!Object.hasOwn(next, key)) document.deleteIn([...path, key])
    for (const [key, value] of Object.entries(next)) put(document, [...path, key], old[key], value)
    return
  }
  if (isSeq(node) && Array.isArray(old) && Array.isArray(next)) {
    for (let index = old.length - 1; index >= next.length; index--) document.deleteIn([...path, index])
    for (const [index, value] of next.entries()) put(document, [...path, index], old[index], value)
    return
  }
  const made = document.createNode(next)
  if (isScalar(node) && isScalar(made)) {
    // In its place: what is written beside it stays.
    node.value = made.value
    return
  }
  if (path.length === 0) document.contents = made
  else document.setIn(path, made)
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b)

const MAX_LINE = 100

/** What fits on a line stands on one. */
function makeCompact(document: Document): void {
  for (const name of ['call', 'switches', 'expect']) putOnLine(document.get(name, true))
  for (const name of ['look-ups', 'tables']) {
    const replies = document.get(name, true)
    if (isMap(replies)) for (const { value } of replies.items) putOnLine(value)
  }
}

function putOnLine(node: unknown): void {
  if ((isMap(node) || isSeq(node)) && JSON.stringify(node).length <= MAX_LINE) node.flow = true
}
