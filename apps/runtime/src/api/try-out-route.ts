/**
 * `/api/try-out`: the *Send* button of an HTTP step. The step alone is played as a flow of its own, so what is sent, and what
 * is kept of the reply, is what a call would send and keep.
 */
import { definitionOf, type FlowDocument, type FlowNode, MASKED } from '@callflow-studio/model'
import type { TriedOut, tryOutRequestSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { z } from 'zod'
import { compileStored, readText } from '../flows/read-stored.ts'
import type { ApiDeps } from './api-deps.ts'
import { publicBaseOf } from './pivot-url.ts'
import { playCall } from './play-call.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'
import { readWithDocument } from './read-json.ts'

type Wish = z.output<typeof tryOutRequestSchema>

export function createTryOutRoute(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().post('/try-out', async (context) => {
    const { wish, document } = await readWithDocument(context, 'tryOut', deps.documents)
    const read = readText(document ?? '')
    if (!read.ok) throw refusedDocument('The document cannot be read here.', read.diagnostics)
    const node = read.value.nodes.find(({ id }) => id === wish.nodeId)
    if (!node) throw notFound('The step')
    const definition = definitionOf(node.type)
    if (definition?.kind !== 'studio' || !definition.isLookUp)
      throw new ApiProblem(422, 'This step asks no other server.')
    const compiled = compileStored(alone(read.value, node, wish.variables))
    if (!compiled.ok) throw refusedDocument('The step cannot be tried out.', compiled.diagnostics)
    const flow = {
      id: 'try-out',
      name: '',
      version: 1,
      document: compiled.value,
      pivotUrl: `${publicBaseOf(context, deps)}/pivot/x`,
    }
    const { lookUps = [], exchanges } = await playCall(deps, flow, {
      call: wish.call,
      now: wish.now,
      startAt: node.id,
      does: [],
      confirmed: wish.isConfirmed ? [node.id] : [],
    })
    const [made] = lookUps
    if (made && !made.reply)
      throw new ApiProblem(409, `This would send ${made.request.method} for real.`, { request: made.request })
    const entry = exchanges[0]?.nodes.find(({ nodeId }) => nodeId === node.id)
    const took = entry?.took === 'success' || entry?.took === 'failure' ? entry.took : 'error'
    return context.json({
      request: made?.request ?? null,
      reply: made?.reply ?? null,
      took,
      failure: took === 'error' ? failureOf(made, entry?.detail) : null,
      assigned: assignedBy(definition.sets(node.data), exchanges[0]?.variables ?? {}, read.value),
    } satisfies TriedOut)
  })
}

/**
 * A flow of this step only: whatever follows it must not run. Sample values are the defaults of its variables. It ends in a
 * step of KAZOO's, where the variables of an answer are told.
 */
function alone(document: FlowDocument, node: FlowNode, values: Wish['variables']): FlowDocument {
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
