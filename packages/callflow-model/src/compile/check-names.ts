/** Names in templates that nothing fills: they are empty in every call, and what was meant is not said. */
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import type { Problem } from '../nodes/contract/checks.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { nameFor } from '../templates/foreign-names.ts'
import { isKnownName, nearest, nearestName } from '../templates/known-names.ts'
import type { ReadPath } from '../templates/template.ts'

/** One text of a step. */
export interface TextReads {
  text: string
  reads: readonly ReadPath[]
  field: string
  node: FlowNode
}

/** @returns a warning for each name in the text that nothing fills, with the right one as a fix where it is known. */
export function nameProblems({ text, reads, field, node }: TextReads, document: FlowDocument): Problem[] {
  const sentences = sentencesIn(text)
  const told = new Set(sentences.flatMap(({ words }) => words))
  const setField = (label: string, value: string) =>
    ({ fix: { kind: 'set-field', label, nodeId: node.id, field, value } }) as const
  const problems: Problem[] = sentences.map(({ tag, inside }) => ({
    severity: 'warning',
    code: 'template.unknown-name',
    field,
    short: 'Text in braces',
    message: `Braces hold one value, and “${shorten(inside)}” is a text. Callers would not hear it: remove the braces.`,
    ...setField(
      'Remove the braces',
      text.replace(tag, () => inside),
    ),
  }))
  for (const path of reads) {
    const name = path.join('.')
    if (told.has(name) || path.length === 0 || !isUnknown(path, document)) continue
    told.add(name)
    const right = nameFor(path, (step, rest) => valueOfStep(document, step, rest)) ?? suggestion(path, document)
    const fixed = right === null ? null : replaceName(text, path, right)
    problems.push({
      severity: 'warning',
      code: 'template.unknown-name',
      field,
      short: 'Unknown name',
      message: `Nothing sets “${name}”, so it is empty in every call. ${right === null ? 'Choose a value from the list.' : `Did you mean ${right}?`}`,
      ...(fixed === null || fixed === text || right === null ? {} : setField(`Use ${right}`, fixed)),
    })
  }
  return problems
}

/** Collections also come from callflows before this one, so only a near miss of one that is known is told. */
function isUnknown(path: ReadPath, document: FlowDocument): boolean {
  if (!isKnownName(path)) return path[0] !== 'continue' // `offset: continue` of a loop
  const [root, member] = path
  if (root !== 'digits' || member === undefined) return false
  const { digits } = namesOf(document)
  return !digits.includes(member) && nearest(member, digits) !== null
}

function suggestion(path: ReadPath, document: FlowDocument): string | null {
  const { vars, digits } = namesOf(document)
  const [root, member = ''] = path
  if (root === 'digits') return ['digits', nearest(member, digits)].join('.')
  return nearestName(path, [...vars.map((name) => `vars.${name}`), ...digits.map((name) => `digits.${name}`)])
}

interface Names {
  vars: readonly string[]
  digits: readonly string[]
}
const known = new WeakMap<FlowDocument, Names>()

/** The names that the steps of a flow set; found once for a document, since documents never change. */
function namesOf(document: FlowDocument): Names {
  const found = known.get(document)
  if (found) return found
  const vars = new Set(document.variables.map(({ name }) => name))
  const digits = new Set<string>()
  for (const node of document.nodes) {
    const definition = definitionOf(node.type)
    if (!definition) continue
    const data = tolerantData(definition, node.data)
    if (definition.kind === 'studio') for (const name of definition.sets(data)) vars.add(name)
    if (definition.kind === 'kazoo')
      for (const fact of definition.changes(data)) if (fact.startsWith('digits.')) digits.add(fact.slice(7))
  }
  digits.delete('default')
  const names = { vars: [...vars], digits: [...digits] }
  known.set(document, names)
  return names
}

// ------------------------------------------------------------------------------------------------ values of a step

/** `widgets.<step>.Digits` and `.parsed.<key>`: what the step of that name sets here. */
function valueOfStep(document: FlowDocument, step: string, [member = '', ...rest]: readonly string[]): string | null {
  const wanted = plain(step)
  const node = document.nodes.find((each) => plain(titleOf(each)) === wanted || plain(each.id) === wanted)
  const definition = node && definitionOf(node.type)
  if (!definition) return null
  const data = tolerantData(definition, node.data)
  if (definition.kind === 'kazoo') {
    const [collection] = definition.changes(data).filter((fact) => fact.startsWith('digits.'))
    return member === 'Digits' ? (collection ?? null) : null
  }
  if (definition.kind !== 'studio') return null
  const sets = definition.sets(data)
  const name =
    rest.length === 0
      ? sets[0]
      : (keptFrom(data.assign, rest) ?? sets.find((each) => plain(each) === plain(rest.at(-1) ?? '')))
  return name === undefined ? null : `vars.${name}`
}

/** The name under which a look-up keeps what stands at this place of the reply. */
function keptFrom(assign: unknown, place: readonly string[]): string | undefined {
  if (!Array.isArray(assign)) return undefined
  return (assign as { name?: string; path?: string }[]).find(({ path }) => path === ['$', ...place].join('.'))?.name
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')

// ------------------------------------------------------------------------------------------------ in the text

const TAG = /\{\{-?([\s\S]*?)-?\}\}|\{%[\s\S]*?%\}/g

/** Words after the first one that are neither a filter nor an operator of Liquid. */
const SENTENCE =
  /^(?!not\s)[\p{L}_][\p{L}\p{N}_.'’-]*(?:[,;:!?…](?=\s|$)|\s+(?!(?:and|or|contains|not|default)(?![\p{L}\p{N}_]))[\p{L}\p{N}_])/u

interface Sentence {
  tag: string
  inside: string
  words: readonly string[]
}

/** Outputs that hold a text in place of a value: `{{ This is a sentence }}`. */
function sentencesIn(text: string): Sentence[] {
  return [...text.matchAll(TAG)].flatMap(([tag, output]) => {
    const inside = output?.trim() ?? ''
    if (inside.includes('|') || !SENTENCE.test(inside)) return []
    return [{ tag, inside, words: inside.split(/\s+/).flatMap((word) => [word, word.replace(/[,;:!?…]+$/, '')]) }]
  })
}

const MAX_SHOWN = 40
const shorten = (text: string): string => (text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}…` : text)

/** Writes another name in the place of a path, wherever it stands in the tags of a text. */
function replaceName(text: string, [root = '', ...rest]: ReadPath, name: string): string {
  const literal = (part: string): string =>
    part.replaceAll(/[^\p{L}\p{N}_]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)
  const members = rest.map((part) => `(?:\\.${literal(part)}|\\[\\s*["']?${literal(part)}["']?\\s*\\])`).join('')
  const place = new RegExp(`(?<![\\p{L}\\p{N}_.\\]"'-])${literal(root)}${members}(?![\\p{L}\\p{N}_?-])`, 'gu')
  return text.replaceAll(TAG, (tag) => tag.replaceAll(place, () => name))
}
