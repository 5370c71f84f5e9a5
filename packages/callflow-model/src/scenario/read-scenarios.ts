/** Scenarios from text: YAML 1.2 with any number of documents, or JSON, with a line and a column for each mistake. */
import { type Document, isMap, isScalar, LineCounter, type Node, parseAllDocuments, visit, type YAMLError } from 'yaml'
import type { z } from 'zod'
import { nearest } from '../templates/known-names.ts'
import { SCENARIO_EVENTS, type Scenario, type ScenarioVerb, scenarioSchema } from './scenario.ts'
import {
  type LocateScenarioPath,
  problemAt,
  type ScenarioPath,
  type ScenarioPosition,
  type ScenarioProblem,
} from './scenario-problem.ts'

/** Longer texts are no tests. */
export const MAX_SCENARIO_TEXT = 1024 * 1024

export interface ReadScenario {
  scenario: Scenario
  locate: LocateScenarioPath
}

export interface ReadScenarios {
  /** Those without a mistake, in the order of the text. */
  scenarios: readonly ReadScenario[]
  problems: readonly ScenarioProblem[]
}

/**
 * @param text YAML, one scenario a document; or JSON, one scenario or a list of them
 * @throws never
 */
export function readScenarios(text: string): ReadScenarios {
  if (text.length > MAX_SCENARIO_TEXT) return onlyProblem('The text is longer than 1 MB.')
  try {
    return readAll(text)
  } catch (error) {
    if (error instanceof RangeError) return onlyProblem('The text is nested too deep.') // The stack is full.
    throw error
  }
}

function readAll(text: string): ReadScenarios {
  const lines = new LineCounter()
  const parsedAll = parseAllDocuments(text, { version: '1.2', lineCounter: lines, prettyErrors: false })
  const scenarios: ReadScenario[] = []
  const problems: ScenarioProblem[] = []
  for (const document of 'empty' in parsedAll ? [] : parsedAll) {
    const [broken] = [...document.errors, ...document.warnings] // what follows the first comes of it
    const unusable = broken ? notYaml(broken, lines) : findUnusable(document, lines)
    if (unusable) problems.push(unusable)
    if (unusable || isEmptyDocument(document)) continue
    for (const { value, root } of scenariosIn(document)) {
      const locate = locateIn(document, lines, root)
      const found = problemsIn(value, locate)
      problems.push(...found)
      const parsed = found.length > 0 ? null : scenarioSchema.safeParse(value)
      if (parsed?.success) scenarios.push({ scenario: parsed.data, locate })
      else if (parsed) problems.push(...parsed.error.issues.flatMap((issue) => ofIssue(issue, [], locate)))
    }
  }
  return { scenarios, problems }
}

/** Aliases: JSON has none, and a few of them can stand for gigabytes. And a name that no object of JavaScript can hold. */
function findUnusable(document: Document, lines: LineCounter): ScenarioProblem | null {
  let found: ScenarioProblem | null = null
  const stop = (node: Node, message: string): symbol => {
    found = { severity: 'error', message, path: [], ...positionOf(node.range?.[0] ?? 0, lines) }
    return visit.BREAK
  }
  visit(document, {
    Alias: (_, alias) => stop(alias, 'Tests have no aliases (*). Write the value here too.'),
    Pair: (_, { key }) =>
      isScalar(key) && key.value === '__proto__' ? stop(key, '“__proto__” cannot be a name.') : undefined,
  })
  return found
}

const onlyProblem = (message: string): ReadScenarios => ({
  scenarios: [],
  problems: [{ severity: 'error', message, path: [], line: 1, column: 1 }],
})

/** Its message begins in words; what follows a line break quotes the text. */
function notYaml({ message, pos }: YAMLError, lines: LineCounter): ScenarioProblem {
  const words = `This is not YAML: ${message.split('\n')[0]}`
  return { severity: 'error', message: words, path: [], ...positionOf(pos[0], lines) }
}

function positionOf(offset: number, lines: LineCounter): ScenarioPosition {
  const { line, col } = lines.linePos(offset)
  return { line, column: col }
}

/** A document of comments only, as at the end of a file. */
export const isEmptyDocument = ({ contents }: Document): boolean =>
  contents === null || (isScalar(contents) && contents.value === null)

function scenariosIn(document: Document.Parsed): { value: unknown; root: ScenarioPath }[] {
  const value = withTexts(document)
  return Array.isArray(value) ? value.map((each, index) => ({ value: each, root: [index] })) : [{ value, root: [] }]
}

// ------------------------------------------------------------------------------------------------ texts

/** Fields that hold texts: `from: 1001` and `presses: 0042` mean what is written, not a number. */
const TEXTS: readonly (readonly string[])[] = [
  ['test'],
  ['flow'],
  ['starts at'],
  ...['from', 'to', 'caller name', 'caller number', 'realm', 'language', 'id', 'at'].map((name) => ['call', name]),
  ['call', 'sip', '*'],
  ['call', 'custom', '*'],
  ...Object.keys(SCENARIO_EVENTS).map((verb) => ['happens', '*', verb]),
]

/** The values of a document, with the texts of scenarios as they were written. */
function withTexts(document: Document.Parsed): unknown {
  const value: unknown = document.toJS()
  const roots = Array.isArray(value) ? value.map((_, index) => [index]) : [[]]
  for (const root of roots) for (const path of TEXTS) rewrite(document, value, root, path)
  return value
}

function rewrite(document: Document, value: unknown, root: ScenarioPath, path: readonly string[]): void {
  const holder = path
    .slice(0, -1)
    .reduce<ScenarioPath[]>((at, name) => at.flatMap((each) => within(value, each, name)), [root])
  for (const at of holder) for (const whole of within(value, at, path.at(-1) ?? '')) putText(document, value, whole)
}

const within = (value: unknown, at: ScenarioPath, name: string): ScenarioPath[] => {
  const inside = valueAt(value, at)
  if (typeof inside !== 'object' || inside === null) return []
  const names = Array.isArray(inside) ? inside.keys() : Object.keys(inside)
  return [...names].filter((each) => name === '*' || each === name).map((each) => [...at, each])
}

const valueAt = (value: unknown, path: ScenarioPath): unknown =>
  path.reduce<unknown>((at, name) => (at as Record<string | number, unknown>)[name], value)

function putText(document: Document, value: unknown, path: ScenarioPath): void {
  const node = document.getIn(path, true)
  if (!isScalar(node) || typeof node.value !== 'number' || node.source === undefined) return
  const holder = valueAt(value, path.slice(0, -1)) as Record<string | number, unknown>
  holder[path.at(-1) ?? ''] = node.source
}

// ------------------------------------------------------------------------------------------------ places

/** The nearest thing around a path that the text holds. */
function locateIn(document: Document.Parsed, lines: LineCounter, root: ScenarioPath): LocateScenarioPath {
  return (path) => {
    for (let length = path.length; length >= 0; length--) {
      const start = startOf(document, [...root, ...path.slice(0, length)])
      if (start === null) continue
      return positionOf(start, lines)
    }
    return null
  }
}

/** Where the key stands, else the value. */
function startOf(document: Document.Parsed, path: ScenarioPath): number | null {
  const parent = path.length === 0 ? null : document.getIn(path.slice(0, -1), true)
  const pair = isMap(parent)
    ? parent.items.find(({ key }) => (isScalar(key) ? String(key.value) : '') === String(path.at(-1)))
    : undefined
  const node = (pair?.key ?? (path.length === 0 ? document.contents : document.getIn(path, true))) as Node | undefined
  return node?.range?.[0] ?? null
}

// ------------------------------------------------------------------------------------------------ mistakes

/** Mistakes of events are told by what the event is: a union of schemas could only say that none fits. */
function problemsIn(value: unknown, locate: LocateScenarioPath): ScenarioProblem[] {
  if (!isObject(value)) return [problemAt(locate, [], 'A test begins with “test:” and its name.')]
  const { happens, ...rest } = value
  const parsed = scenarioSchema.safeParse(rest)
  return [
    ...(parsed.success ? [] : parsed.error.issues.flatMap((issue) => ofIssue(issue, [], locate))),
    ...(Array.isArray(happens)
      ? happens.flatMap((event, index) => eventProblems(event, ['happens', index], locate))
      : happens === undefined
        ? []
        : [problemAt(locate, ['happens'], 'What happens is a list: begin each line with “- ”.')]),
  ]
}

const VERBS = Object.keys(SCENARIO_EVENTS)

function eventProblems(event: unknown, path: ScenarioPath, locate: LocateScenarioPath): ScenarioProblem[] {
  const names = typeof event === 'string' ? [event] : isObject(event) ? Object.keys(event) : []
  const verb = names.find((name): name is ScenarioVerb => Object.hasOwn(SCENARIO_EVENTS, name))
  const [first] = names
  if (verb === undefined) {
    const meant = first === undefined ? null : nearest(first, VERBS)
    const known = meant ? `Did you mean “${meant}”?` : `It can be: ${VERBS.join(', ')}.`
    return [
      problemAt(
        locate,
        first === undefined || typeof event === 'string' ? path : [...path, first],
        `“${first ?? ''}” is nothing that happens in a call. ${known}`,
      ),
    ]
  }
  const shapes = SCENARIO_EVENTS[verb]
  const parsed = shapes.safeParse(event)
  if (parsed.success) return []
  if (typeof event === 'string') return [problemAt(locate, path, `Say what: “${verb}: …”.`)]
  return parsed.error.issues.flatMap((issue) => ofIssue(issue, path, locate))
}

type Issue = z.core.$ZodIssue

function ofIssue(issue: Issue, path: ScenarioPath, locate: LocateScenarioPath): ScenarioProblem[] {
  const at = [...path, ...issue.path.map((name) => (typeof name === 'symbol' ? String(name) : name))]
  if (issue.code === 'invalid_union') {
    // The one of its kinds that comes nearest says what is wrong.
    const [nearestKind] = issue.errors
      .filter((errors) => errors.length > 0)
      .toSorted((a, b) => weightOf(a) - weightOf(b))
    return nearestKind
      ? nearestKind.flatMap((inner) => ofIssue(inner, at, locate))
      : [problemAt(locate, at, issue.message)]
  }
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => problemAt(locate, [...at, key], unknownKey(key, at)))
  if (issue.code === 'invalid_key') return issue.issues.flatMap((inner) => ofIssue(inner, at, locate))
  return [problemAt(locate, at, inWords(issue))]
}

/** A kind of another type is far away, a wrong value inside the right kind is near. */
const weightOf = (issues: readonly Issue[]): number =>
  issues.reduce(
    (sum, issue) =>
      sum + (issue.path.length === 0 && issue.code === 'invalid_type' ? 100 : issue.path.length === 0 ? 10 : 1),
    0,
  )

function unknownKey(key: string, path: ScenarioPath): string {
  const known = keysAt(path)
  const meant = nearest(key, known)
  if (meant !== null) return `“${key}” is not known here. Did you mean “${meant}”?`
  return `“${key}” is not known here.${known.length > 0 ? ` It can be: ${known.join(', ')}.` : ''}`
}

function keysAt(path: ScenarioPath): readonly string[] {
  const { shape } = scenarioSchema
  const [first, , third] = path
  if (first === undefined) return Object.keys(shape)
  if (first === 'call') return Object.keys(shape.call.unwrap().shape)
  if (first === 'expect') return Object.keys(shape.expect.unwrap().shape)
  if (first === 'look-ups' && third === undefined) return ['status', 'body', 'content type', 'takes', 'fails']
  return first === 'happens' ? ['after'] : []
}

function inWords(issue: Issue): string {
  if (issue.code === 'invalid_type') {
    if (issue.input === undefined && issue.message.includes('undefined')) return 'A value is missing here.'
    return `A ${TYPES[issue.expected] ?? issue.expected} is expected here.`
  }
  if (issue.code === 'invalid_value') return `It can be: ${issue.values.map(String).join(', ')}.`
  if (issue.code === 'too_big') return `At most ${issue.maximum} are possible.`
  return issue.message
}

const TYPES: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'number',
  int: 'whole number',
  object: 'group of keys',
  record: 'group of keys',
  array: 'list',
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
