/**
 * The fallback (docs/design.md#failures): constant KAZOO steps behind the `error` node, at most 1 KiB. It travels with
 * every continuation and takes the place of whatever fails, so it can neither read nor ask anything.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowNode } from '../document/flow-document.ts'
import { type Verb, writeVerb } from '../kazoo/twiml-text.ts'
import type { KazooProfile } from '../kazoo/versions.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { HANGUP, verbsOf } from '../nodes/parts/twiml.ts'
import { prepareJson } from '../templates/json-text.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { Graph } from './graph.ts'
import { writtenAs } from './prepare-node.ts'
import type { Fallback, FallbackModule, FallbackVerbs } from './prepared-flow.ts'

const FALLBACK_MAX_BYTES = 1024
/** With these an answer stays below 60 levels wherever it ends. */
const FALLBACK_MAX_LEVELS = 15

/** What callers hear where nothing is drawn: a recording, since speech may not be set up. */
const DEFAULT_JSON =
  '{"module":"play","data":{"id":"/system_media/fault-can_not_be_completed_as_dialed"},"children":{"_":{"module":"hangup","data":{}}}}'
const DEFAULT_MODULES: readonly FallbackModule[] = [
  { nodeId: null, parent: -1, key: '_' },
  { nodeId: null, parent: 0, key: '_' },
]
/** In words, since TwiML plays nothing but what has an address. */
const DEFAULT_VERBS = [{ name: 'Say', content: 'We are sorry, your call cannot be completed.' }, HANGUP]
  .map(writeVerb)
  .join('')
const DEFAULT_TWIML: FallbackVerbs = { first: DEFAULT_VERBS, later: DEFAULT_VERBS, modules: DEFAULT_MODULES }
/** What callers get where no flow says anything. */
export const DEFAULT_FALLBACK: Fallback = {
  json: DEFAULT_JSON,
  bytes: DEFAULT_JSON.length,
  modules: DEFAULT_MODULES,
  twiml: DEFAULT_TWIML,
}

/** @returns the fallback, or the default one with diagnostics where what is drawn cannot be it. */
export function prepareFallback(
  document: FlowDocument,
  graph: Graph,
  profile: KazooProfile,
  hasProblem: (nodeId: string) => boolean,
): { fallback: Fallback; diagnostics: Diagnostic[] } {
  const error = document.nodes.find((node) => definitionOf(node.type)?.kind === 'fallback')
  const first = error && graph.ways.get(error.id)?.[0]
  if (!error || !first) return { fallback: DEFAULT_FALLBACK, diagnostics: [] }
  const modules: FallbackModule[] = []
  const diagnostics: Diagnostic[] = []
  const refuse = (node: FlowNode, code: Diagnostic['code'], message: string): string => {
    diagnostics.push({ severity: 'error', code, message, nodeId: node.id, field: null, short: 'Only fixed steps here' })
    return ''
  }
  let bytes = 0
  let deepest = 0
  const write = (nodeId: string, parent: number, key: string, above: readonly string[]): string => {
    const node = graph.nodes.get(nodeId)
    if (!node || bytes > FALLBACK_MAX_BYTES) return ''
    if (above.includes(nodeId))
      return refuse(node, 'fallback.loop', 'The fallback goes round in a circle. It must come to an end.')
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
        `The fallback holds ${titleOf(node)}${json?.slots.length ? ' with values of the call' : ''}. It can only hold fixed steps.`,
      )
    const head = `{"module":${JSON.stringify(module.definition.type)},"data":${json.texts.join('')}`
    bytes += utf8Length(head)
    deepest = Math.max(deepest, above.length + 1)
    const index = modules.push({ nodeId, parent, key }) - 1
    const children = (graph.ways.get(nodeId) ?? []).map(
      (way) =>
        `${JSON.stringify(way.sourceHandle.toWellFormed())}:${write(way.target, index, way.sourceHandle, [...above, nodeId])}`,
    )
    return children.length === 0 ? `${head}}` : `${head},"children":{${children.join(',')}}}`
  }
  const json = write(first.target, -1, '_', [])
  if (deepest > FALLBACK_MAX_LEVELS)
    refuse(
      error,
      'fallback.too-large',
      `The fallback is ${deepest} steps long. ${FALLBACK_MAX_LEVELS} are the most it can hold.`,
    )
  if (diagnostics.length === 0 && utf8Length(json) > FALLBACK_MAX_BYTES)
    refuse(
      error,
      'fallback.too-large',
      `The fallback takes ${utf8Length(json)} bytes. It travels with every answer and may take ${FALLBACK_MAX_BYTES} at most: shorten its texts.`,
    )
  const twiml = document.settings.format === 'twiml' ? fallbackVerbs(graph, first.target, refuse) : DEFAULT_TWIML
  const isUsable = diagnostics.length === 0 && !modules.some(({ nodeId }) => nodeId !== null && hasProblem(nodeId))
  return { fallback: isUsable ? { json, bytes: utf8Length(json), modules, twiml } : DEFAULT_FALLBACK, diagnostics }
}

/** The fallback of a flow that answers TwiML: verbs in a row. None of them may ask KAZOO to come back. */
function fallbackVerbs(
  graph: Graph,
  first: string,
  refuse: (node: FlowNode, code: Diagnostic['code'], message: string) => unknown,
): FallbackVerbs {
  const verbs: Verb[] = []
  const modules: FallbackModule[] = []
  const seen = new Set<string>()
  let hasEnded = false
  let isFirstOnly = false
  for (let id: string | undefined = first; id !== undefined && !seen.has(id); ) {
    seen.add(id)
    const node = graph.nodes.get(id)
    const definition = node && definitionOf(node.type)
    if (!node || definition?.kind !== 'kazoo') break // said elsewhere
    const form = definition.twiml
    if (!form || form.goesOn === 'asks') {
      refuse(
        node,
        'fallback.not-constant',
        `${titleOf(node)} cannot stand in the fallback of a TwiML flow. Say something, and hang up.`,
      )
      break
    }
    try {
      const own = verbsOf(form, tolerantData(definition, node.data))
      for (const verb of own) {
        modules.push({ nodeId: node.id, parent: verbs.length - 1, key: '_' })
        verbs.push(verb)
      }
      hasEnded = own.length > 0 && form.goesOn === 'ends'
      isFirstOnly = hasEnded && form.isFirstOnly === true
    } catch (error) {
      refuse(node, 'fallback.not-constant', error instanceof Error ? error.message : String(error))
      break
    }
    if (hasEnded) break
    id = graph.ways.get(id)?.find(({ sourceHandle }) => sourceHandle === '_')?.target
  }
  if (verbs.length === 0) return DEFAULT_TWIML
  if (!hasEnded) modules.push({ nodeId: null, parent: verbs.length - 1, key: '_' })
  const written = [...verbs, ...(hasEnded ? [] : [HANGUP])].map(writeVerb)
  const later = isFirstOnly ? [...written.slice(0, -1), writeVerb(HANGUP)] : written
  return { first: (written.length === 1 ? written : later).join(''), later: later.join(''), modules }
}
