/**
 * The fallback (docs/design.md#failures): constant KAZOO steps after the `error` node, at most 1 KiB. It travels with
 * every continuation and replaces any step that fails, so it can neither read nor ask anything.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { prepareJson } from '../templates/json-template.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import { formatPasses } from './formats.ts'
import type { Graph } from './graph.ts'
import { writtenAs } from './prepare-node.ts'
import type { Fallback, FallbackModule, FallbackText } from './prepared-flow.ts'
import type { RefuseFallback } from './twiml-fallback.ts'

const FALLBACK_MAX_BYTES = 1024
/** With these an answer stays below 60 levels wherever it ends. */
const FALLBACK_MAX_LEVELS = 15

const DEFAULT_MODULES: readonly FallbackModule[] = [
  { nodeId: null, parent: -1, key: '_' },
  { nodeId: null, parent: 0, key: '_' },
]
const defaultText = (text: string): FallbackText => ({ first: text, later: text, modules: DEFAULT_MODULES })
const DEFAULT_JSON = formatPasses.kazoo.defaultFallback
/** What callers get where no flow says anything. */
export const DEFAULT_FALLBACK: Fallback = {
  json: DEFAULT_JSON,
  bytes: DEFAULT_JSON.length,
  modules: DEFAULT_MODULES,
  texts: { kazoo: defaultText(DEFAULT_JSON), twiml: defaultText(formatPasses.twiml.defaultFallback) },
}

/** @returns the fallback, or the default one with diagnostics where what is drawn cannot be it. */
export function prepareFallback(
  document: FlowDocument,
  graph: Graph,
  profile: KazooProfile,
  hasProblem: (nodeId: string) => boolean,
): { fallback: Fallback; diagnostics: Diagnostic[] } {
  const error = document.nodes.find((node) => definitionOf(node.type)?.kind === 'fallback')
  const first = error && graph.edgesFrom.get(error.id)?.[0]
  if (!error || !first) return { fallback: DEFAULT_FALLBACK, diagnostics: [] }
  const modules: FallbackModule[] = []
  const diagnostics: Diagnostic[] = []
  const refuse: RefuseFallback = (node, code, message) => {
    diagnostics.push({ severity: 'error', code, message, nodeId: node.id, field: null, short: 'Only fixed steps here' })
    return ''
  }
  let bytes = 0
  let deepest = 0
  const write = (nodeId: string, parent: number, key: string, above: readonly string[]): string => {
    const node = graph.nodes.get(nodeId)
    if (!node || bytes > FALLBACK_MAX_BYTES) return ''
    if (above.includes(nodeId)) return refuse(node, 'fallback.loop', 'The fallback contains a loop. It must end.')
    const definition = definitionOf(node.type)
    const module = definition?.kind === 'kazoo' ? writtenAs(definition, node.data, profile) : null
    const json =
      module &&
      prepareJson(module.data, {
        expected: module.definition.data,
        schemas: [],
        mayHoldTemplate: () => true,
        isAddress: () => false,
      })
    if (!json || !module || json.slots.length > 0 || (definition?.kind === 'kazoo' && definition.leavesTheFlow))
      return refuse(
        node,
        'fallback.not-constant',
        `The fallback contains ${titleOf(node)}${json?.slots.length ? ' with call values' : ''}. It can only contain fixed steps.`,
      )
    const head = `{"module":${JSON.stringify(module.definition.type)},"data":${json.texts.join('')}`
    bytes += utf8Length(head)
    deepest = Math.max(deepest, above.length + 1)
    const index = modules.push({ nodeId, parent, key }) - 1
    const children = (graph.edgesFrom.get(nodeId) ?? []).map(
      (edge) =>
        `${JSON.stringify(edge.sourceHandle.toWellFormed())}:${write(edge.target, index, edge.sourceHandle, [...above, nodeId])}`,
    )
    return children.length === 0 ? `${head}}` : `${head},"children":{${children.join(',')}}}`
  }
  const json = write(first.target, -1, '_', [])
  if (deepest > FALLBACK_MAX_LEVELS)
    refuse(
      error,
      'fallback.too-large',
      `The fallback has ${deepest} steps. It can have ${FALLBACK_MAX_LEVELS} at most.`,
    )
  if (diagnostics.length === 0 && utf8Length(json) > FALLBACK_MAX_BYTES)
    refuse(
      error,
      'fallback.too-large',
      `The fallback takes ${utf8Length(json)} bytes. It is part of every answer and can take ${FALLBACK_MAX_BYTES} at most. Shorten its texts.`,
    )
  const { format } = document.settings
  const text = formatPasses[format].writeFallback({ json, modules, graph, first: first.target }, refuse)
  const isUsable = diagnostics.length === 0 && !modules.some(({ nodeId }) => nodeId !== null && hasProblem(nodeId))
  if (!isUsable) return { fallback: DEFAULT_FALLBACK, diagnostics }
  const texts = text ? { ...DEFAULT_FALLBACK.texts, [format]: text } : DEFAULT_FALLBACK.texts
  return { fallback: { json, bytes: utf8Length(json), modules, texts }, diagnostics }
}
