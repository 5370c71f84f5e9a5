/**
 * Sends the request of an HTTP step. The step alone is played as a flow of its own, so what is sent, and what
 * is kept of the reply, is what a call would send and keep.
 */
import { definitionOf, type FlowDocument, type FlowNode, MASKED } from '@callflow-studio/model'
import type { OperationBody, Operations, SentLookUp, TriedOut } from '@callflow-studio/model/api'
import { compileStored, readDocumentText } from '../flows/read-stored.ts'
import { playCall } from './play-call.ts'
import type { PreviewDeps } from './preview-deps.ts'
import type { PreviewResult } from './preview-result.ts'

type Options = OperationBody<Operations['step.tryOut']>

/** The request that was not sent because its method needs a confirmation, or what came of it. */
type Tried = { unconfirmed: SentLookUp; triedOut?: undefined } | { unconfirmed?: undefined; triedOut: TriedOut }

/**
 * @param text the document that the step is in
 * @param pivotUrl what the call is told as the address of the flow
 */
export async function tryOutStep(
  deps: PreviewDeps,
  text: string,
  pivotUrl: string,
  options: Options,
): Promise<PreviewResult<Tried>> {
  const read = readDocumentText(text)
  if (!read.ok)
    return {
      ok: false,
      why: 'refused',
      message: 'The document cannot be read here.',
      diagnostics: read.diagnostics,
    }
  const node = read.value.nodes.find(({ id }) => id === options.nodeId)
  if (!node) return { ok: false, why: 'missing', message: 'The step does not exist.' }
  const definition = definitionOf(node.type)
  if (definition?.kind !== 'studio' || !definition.isLookUp)
    return { ok: false, why: 'invalid', message: 'This step sends no request.' }
  const compiled = compileStored(alone(read.value, node, options.variables))
  if (!compiled.ok)
    return {
      ok: false,
      why: 'refused',
      message: 'The step cannot be tried out.',
      diagnostics: compiled.diagnostics,
    }
  const flow = { id: 'try-out', name: '', version: 1, document: compiled.value, pivotUrl }
  const played = await playCall(deps, flow, {
    call: options.call,
    now: options.now,
    startAt: node.id,
    does: [],
    confirmed: options.isConfirmed ? [node.id] : [],
  })
  if (!played.ok) return played
  const { lookUps = [], exchanges } = played.value
  const [made] = lookUps
  if (made && !made.reply) return { ok: true, value: { unconfirmed: made.request } }
  const entry = exchanges[0]?.nodes.find(({ nodeId }) => nodeId === node.id)
  const took = entry?.took === 'success' || entry?.took === 'failure' ? entry.took : 'error'
  const triedOut = {
    request: made?.request ?? null,
    reply: made?.reply ?? null,
    took,
    failure: took === 'error' ? failureOf(made, entry?.detail) : null,
    assigned: assignedBy(definition.sets(node.data), exchanges[0]?.variables ?? {}, read.value),
  } satisfies TriedOut
  return { ok: true, value: { triedOut } }
}

/**
 * A flow of this step only: what follows it must not run. Sample values are the defaults of its variables. It ends in a
 * step of KAZOO's, where the variables of an answer are told.
 */
function alone(document: FlowDocument, node: FlowNode, values: Options['variables']): FlowDocument {
  const declared = new Map(document.variables.map((variable) => [variable.name, variable]))
  const given = Object.entries(values).map(([name, value]) => ({
    ...(declared.get(name) ?? { name, type: 'json' as const }),
    default: value,
  }))
  const position = { x: 0, y: 0 }
  const others = document.variables.filter(({ name }) => !Object.hasOwn(values, name))
  return {
    ...document,
    nodes: [
      { id: '-start', type: 'start', position, data: {} },
      node,
      { id: '-end', type: 'noop', position, data: {} },
    ],
    edges: ['success', 'failure', 'error'].map((port) => ({
      id: `-${port}`,
      source: node.id,
      sourceHandle: port,
      target: '-end',
    })),
    variables: [...others, ...given] as FlowDocument['variables'],
  }
}

function failureOf(made: { reply: TriedOut['reply'] } | undefined, detail = 'The step failed.'): TriedOut['failure'] {
  if (made?.reply && !made.reply.ok) return { code: made.reply.code, message: made.reply.message }
  return { code: made ? 'look-up.not-json' : 'step.failed', message: detail }
}

const assignedBy = (
  names: readonly string[],
  variables: Readonly<Record<string, unknown>>,
  { variables: declared }: FlowDocument,
): TriedOut['assigned'] =>
  Object.fromEntries(
    names
      .filter((name) => Object.hasOwn(variables, name))
      .map((name) => [name, declared.some((one) => one.name === name && one.sensitive) ? MASKED : variables[name]]),
  )
