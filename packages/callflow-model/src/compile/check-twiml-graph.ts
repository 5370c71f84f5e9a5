/**
 * What is wrong with the order of steps in a flow that answers TwiML: KAZOO keeps some of what a verb sets for the
 * rest of the call, and takes some verbs only as the first.
 */
import type { Diagnostic } from '../diagnostics/diagnostic.ts'
import type { TwimlForm } from '../nodes/contract/twiml-form.ts'
import { asksCaller, definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { verbsOf } from '../nodes/parts/twiml.ts'
import { type Graph, stepsAfter } from './graph.ts'

/** Returns one warning for each step that comes too late in a call. */
export function checkTwimlGraph(graph: Graph): Diagnostic[] {
  const steps = [...graph.reachable]
  const reachesKazoo = (id: string): boolean => asksCaller(typeOf(graph, id)) || isSent(graph, id)
  const afterVerbs = stepsAfter(graph, steps.filter(reachesKazoo))
  const afterRecordings = stepsAfter(
    graph,
    steps.filter((id) => formOf(graph, id)?.losesDigits || recordsCaller(graph, id)),
  )
  return [
    ...steps
      .filter((id) => formOf(graph, id)?.isFirstOnly && afterVerbs.has(id))
      .map((id) => warning(id, 'twiml.reject-late', REJECT_LATE, 'Must be the first step')),
    ...steps
      .filter((id) => asksCaller(typeOf(graph, id)) && !recordsCaller(graph, id) && afterRecordings.has(id))
      .map((id) => warning(id, 'twiml.digits-lost', DIGITS_LOST, 'Keys are lost')),
  ]
}

const REJECT_LATE =
  'In a TwiML flow KAZOO can only reject a call as the first step. Here the call is already answered, so KAZOO hangs up. Move this step first, or use Callflow JSON.'

/** @source kzt_twiml.erl:166, pivot_call.erl, send_req: what ended a recording stands before what was collected */
const DIGITS_LOST =
  'In a TwiML flow, after a recording, KAZOO sends what ended it (a key, or the word "hangup") instead of the keys pressed here. Ask before the recording, or use Callflow JSON.'

const typeOf = (graph: Graph, id: string): string => graph.nodes.get(id)?.type ?? ''

function formOf(graph: Graph, id: string): TwimlForm | undefined {
  const definition = definitionOf(typeOf(graph, id))
  return definition?.kind === 'kazoo' ? definition.forms?.twiml : undefined
}

function recordsCaller(graph: Graph, id: string): boolean {
  const definition = definitionOf(typeOf(graph, id))
  return definition?.kind === 'studio' && definition.recordsCaller === true
}

/** Whether a step is a verb, or may be one. */
function isSent(graph: Graph, id: string): boolean {
  const node = graph.nodes.get(id)
  const definition = node && definitionOf(node.type)
  const form = definition?.kind === 'kazoo' && definition.forms?.twiml
  if (!node || !form) return false
  try {
    return verbsOf(form, tolerantData(definition, node.data)).length > 0
  } catch {
    return true // it cannot be said in TwiML, and is an error of its own
  }
}

const warning = (nodeId: string, code: Diagnostic['code'], message: string, short: string): Diagnostic => ({
  severity: 'warning',
  code,
  nodeId,
  field: null,
  message,
  short,
})
