/**
 * Callflow JSON as a tree of modules: what makes KAZOO refuse it, apart from the modules' own data. Everything is done
 * with lists instead of recursion, so that no answer, however deep, can bring down who checks it.
 */
import type { Diagnostic, DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { KazooVersion } from './versions.ts'

/** What is read at all. KAZOO sets no limits; these keep a value that contains itself from being read for ever. */
const MAX_BYTES = 4 * 1024 * 1024
const MAX_JSON_DEPTH = 2000

/** One module of a tree. */
export interface CallflowNode {
  module: string
  data: Record<string, unknown>
  children: Record<string, unknown>
  /** Dot path from the root, '' at the root: `children._.children.1`. */
  path: string
  /** 1 at the root. */
  level: number
  /** The KAZOOs that look at it: not all, where only some know the field that holds it. */
  versions: readonly KazooVersion[]
}

/**
 * Checks the outline of an answer. A module without `data` has none to fill in: KAZOO's default is an empty object.
 * @param versions the KAZOOs that are to take it
 * @returns the modules that are well-formed, in depth-first order, whether or not KAZOO has them, and what is wrong with
 *   the outline.
 * @throws never, for any value.
 * @source docs/kazoo/semantics.md#validation, #r11; callflows.action
 */
export function readCallflow(
  value: unknown,
  versions: readonly KazooVersion[],
): { nodes: CallflowNode[]; diagnostics: Diagnostic[] } {
  const unreadable = checkJson(value)
  if (unreadable) return { nodes: [], diagnostics: [unreadable] }
  const nodes: CallflowNode[] = []
  const diagnostics: Diagnostic[] = []
  const waiting: Waiting[] = [{ value, path: '', level: 1, versions }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { path, level } = next
    const problems = checkNode(next.value, path)
    for (const problem of problems) diagnostics.push(problem)
    if (!isObject(next.value)) continue
    const { module, data = {}, children } = next.value
    if (problems.length === 0) {
      const node = {
        module: module as string,
        data: data as Record<string, unknown>,
        children: isObject(children) ? children : {},
        path,
        level,
        versions: next.versions,
      }
      nodes.push(node)
      for (const inside of nodesInData(node)) waiting.push(inside)
    }
    if (!isObject(children)) continue
    for (const [key, child] of Object.entries(children).reverse())
      if (isChildKey(key))
        waiting.push({
          value: child,
          path: join(path, `children.${key}`),
          level: level + 1,
          versions: next.versions,
        })
  }
  return { nodes, diagnostics }
}

interface Waiting extends Pick<CallflowNode, 'path' | 'level' | 'versions'> {
  value: unknown
}

/**
 * Modules that stand in the data of another: a flow written in place, which only 5 knows, and the schema of a node, which
 * passes for a module's name.
 */
function nodesInData({ module, data, path, level, versions }: CallflowNode): Waiting[] {
  if (module === 'action') return [{ value: data, path: join(path, 'data'), level, versions }]
  if (module !== 'callflow' || data.flow === undefined) return []
  const knowing = versions.filter((version) => version === '5')
  return knowing.length === 0 ? [] : [{ value: data.flow, path: join(path, 'data.flow'), level, versions: knowing }]
}

/** What KAZOO would refuse is always an error and belongs to no step of a flow. */
export const refusal = (code: DiagnosticCode, field: string, message: string): Diagnostic => ({
  severity: 'error',
  code,
  message,
  nodeId: null,
  field: field === '' ? null : field,
})

export const join = (path: string, name: string): string => (path === '' ? name : `${path}.${name}`)

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** KAZOO looks only at children whose key is at least one character on a line (the pattern `.+`). */
const isChildKey = (key: string): boolean => /.+/.test(key)

const MAX_NAME_LENGTH = 64

function checkNode(node: unknown, path: string): Diagnostic[] {
  const say = (code: DiagnosticCode, name: string, message: string) => refusal(code, join(path, name), message)
  if (!isObject(node)) return [refusal('field.invalid', path, 'A step of the answer is not an object.')]
  const problems: Diagnostic[] = []
  const { module, data = {}, children } = node
  if (module === undefined) problems.push(say('field.missing', 'module', 'A step of the answer names no module.'))
  else if (typeof module !== 'string')
    problems.push(say('field.invalid', 'module', 'The name of a module is not text.'))
  else if (module === '' || [...module].length > MAX_NAME_LENGTH)
    problems.push(say('field.invalid', 'module', `The name of a module has 1 to ${MAX_NAME_LENGTH} characters.`))
  if (!isObject(data)) problems.push(say('field.invalid', 'data', 'The data of a step is not an object.'))
  if (children !== undefined && !isObject(children))
    problems.push(say('field.invalid', 'children', 'The children of a step are not an object.'))
  return problems
}

/** Size, depth, and texts that KAZOO's JSON reader takes; stops at the first that it does not. */
function checkJson(root: unknown): Diagnostic | null {
  if (root === undefined) return refusal('answer.empty', '', 'The answer is empty.')
  let bytes = 0
  const waiting: { value: unknown; depth: number }[] = [{ value: root, depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { value, depth } = next
    if (depth > MAX_JSON_DEPTH) return refusal('answer.too-deep', '', 'The answer is nested too deeply.')
    if (typeof value === 'string') {
      if (!value.isWellFormed()) return refusal('answer.not-json', '', BROKEN_TEXT)
      bytes += jsonBytes(value)
    } else if (typeof value === 'number') {
      if (!Number.isFinite(value))
        return refusal('answer.not-json', '', 'The answer holds a number that JSON does not have.')
      bytes += String(value).length
    } else if (typeof value === 'boolean' || value === null) bytes += String(value).length
    else if (typeof value === 'object') {
      const entries = Object.entries(value)
      bytes += 2 + Math.max(0, entries.length - 1)
      for (const [key, item] of entries) {
        if (item === undefined && !Array.isArray(value)) continue
        if (!key.isWellFormed()) return refusal('answer.not-json', '', BROKEN_TEXT)
        if (!Array.isArray(value)) bytes += jsonBytes(key) + 1
        waiting.push({ value: item, depth: depth + 1 })
      }
    } else return refusal('answer.not-json', '', 'The answer holds something that JSON does not have.')
    if (bytes > MAX_BYTES) return refusal('answer.too-large', '', 'The answer is larger than 4 MiB.')
  }
  return null
}

const BROKEN_TEXT = 'A text holds half a character, which KAZOO cannot read.'

/** Bytes of a text as JSON in UTF-8. */
function jsonBytes(text: string): number {
  let bytes = 0
  for (const sign of JSON.stringify(text)) {
    const code = sign.codePointAt(0) ?? 0
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
  }
  return bytes
}
