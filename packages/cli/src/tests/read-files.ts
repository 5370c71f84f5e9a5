/** Flows and tests from files. */
import { readFileSync } from 'node:fs'
import { basename, dirname, extname } from 'node:path'
import { type FlowDocument, readDocument } from '@callflow-studio/model'
import { type ReadScenario, readScenarios, type ScenarioFlow } from '@callflow-studio/model/scenario'
import type { FoundFile } from './find-files.ts'

export interface FlowFile extends ScenarioFlow {
  path: string
}

interface TestFile {
  path: string
  tests: readonly ReadScenario[]
}

export interface ReadFiles {
  flows: readonly FlowFile[]
  tests: readonly TestFile[]
  /** What is wrong with files, each with its place: `x.yaml:3:5 …`. */
  mistakes: readonly string[]
}

/** @throws what reading a file throws */
export function readFiles(files: readonly FoundFile[]): ReadFiles {
  const flows: FlowFile[] = []
  const tests: TestFile[] = []
  const mistakes: string[] = []
  for (const { path, isNamed } of files) {
    const text = readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
    const flow = extname(path) === '.json' ? flowIn(text, path) : null
    if (flow === null) {
      if (!isNamed && !looksLikeTests(text)) continue
      const { scenarios, problems } = readScenarios(text)
      for (const { line, column, message } of problems) mistakes.push(`${path}:${line}:${column} ${message}`)
      tests.push({ path, tests: scenarios })
    } else if ('mistake' in flow) mistakes.push(`${path}: ${flow.mistake}`)
    else flows.push(flow)
  }
  return { flows, tests, mistakes }
}

/** In a folder there are other files too. */
const looksLikeTests = (text: string): boolean => /^\s*(?:- )?[[{]?\s*"?test"?\s*:/m.test(text)

/** A document as the designer exports it, or a flow as the API shows it. @returns null for any other JSON */
function flowIn(text: string, path: string): FlowFile | { mistake: string } | null {
  const value = parse(text)
  if (!isObject(value)) return null
  const document = isObject(value.document) ? value.document : value
  if (!Array.isArray(document.nodes) || !Array.isArray(document.edges)) return null
  const read = readDocument(document)
  if (!read.ok) return { mistake: read.diagnostics.map(({ message }) => message).join(' ') }
  const name = nameOf(path)
  const named = (given: unknown): string => (typeof given === 'string' && given !== '' ? given : name)
  return { path, id: named(value.id), name: named(value.name), document: read.value satisfies FlowDocument }
}

/** @returns undefined for what is no JSON: it may be YAML under another name */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined // Reading it as tests says what is wrong with it.
  }
}

/** `shop.json`, `shop.yaml` and `shop.test.yaml` are all of `shop`. */
const nameOf = (path: string): string =>
  basename(path)
    .replace(/\.(json|ya?ml)$/, '')
    .replace(/[.-]tests?$/, '')

/**
 * The flow that a test calls: the one that it names, else the one whose file has the name of its own, else the only one.
 * @returns what is wrong, in words, where none is
 */
export function flowOf(
  flows: readonly FlowFile[],
  wanted: string | undefined,
  path: string,
): FlowFile | { mistake: string } {
  const same = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase()
  if (wanted !== undefined) {
    const named = flows.filter(
      ({ id, name, path: of }) => same(id, wanted) || same(name, wanted) || same(nameOf(of), wanted),
    )
    const [first, second] = named
    if (first && !second) return first
    const known = flows.map(({ name }) => name).join(', ') || 'none'
    return {
      mistake: second ? `Several flows are called “${wanted}”.` : `There is no flow “${wanted}”. There are: ${known}.`,
    }
  }
  const beside = flows.filter((flow) => nameOf(flow.path) === nameOf(path))
  const own = beside.find((flow) => dirname(flow.path) === dirname(path)) ?? beside[0]
  const [only, other] = flows
  if (own) return own
  if (only && !other) return only
  const mistake = only
    ? `Say which flow is called: “flow:” and its name, or name the file as that of the flow.`
    : 'There is no flow to test. Name the file of its document too.'
  return { mistake }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
