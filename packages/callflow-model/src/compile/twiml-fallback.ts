/** The fallback of a flow that answers TwiML (docs/design.md#failures). */
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { type Verb, writeVerb } from '../kazoo/twiml-text.ts'
import { definitionOf, titleOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { HANGUP, verbsOf } from '../nodes/parts/twiml.ts'
import type { Graph } from './graph.ts'
import type { FallbackModule, FallbackText } from './prepared-flow.ts'

/** In words, since TwiML plays nothing but what has an address. */
export const DEFAULT_TWIML_FALLBACK = [{ name: 'Say', content: 'We are sorry, your call cannot be completed.' }, HANGUP]
  .map(writeVerb)
  .join('')

/** Notes why a step cannot be in the fallback. @returns the empty text that stands in its place */
export type RefuseFallback = (node: FlowNode, code: DiagnosticCode, message: string) => string

/** The fallback of a flow that answers TwiML: verbs in a row. None of them may ask KAZOO to come back. */
export function twimlFallback(graph: Graph, first: string, refuse: RefuseFallback): FallbackText | null {
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
    const form = definition.forms?.twiml
    if (!form || form.goesOn === 'asks') {
      refuse(
        node,
        'fallback.not-constant',
        `${titleOf(node)} cannot be part of the fallback of a TwiML flow. Use Say text and Hang up.`,
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
    id = graph.edgesFrom.get(id)?.find(({ sourceHandle }) => sourceHandle === '_')?.target
  }
  if (verbs.length === 0) return null
  if (!hasEnded) modules.push({ nodeId: null, parent: verbs.length - 1, key: '_' })
  const written = [...verbs, ...(hasEnded ? [] : [HANGUP])].map(writeVerb)
  const later = isFirstOnly ? [...written.slice(0, -1), writeVerb(HANGUP)] : written
  return { first: (written.length === 1 ? written : later).join(''), later: later.join(''), modules }
}
