/**
 * The preview: a simulated KAZOO against the very code that answers the real one. Stateless, replayed from the start; what
 * it does is in no call log, and its tokens open nothing under `/pivot`.
 */

import {
  type Diagnostic,
  type FlowNode,
  portsOf,
  type Services,
  type SimulatedReply,
  simulateCall,
  titleOf,
  type WireRequest,
} from '@callflow-studio/model'
import { type Preview, previewRequestSchema, sampleCallSchema } from '@callflow-studio/model/api'
import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { z } from 'zod'
import { type CompiledDocument, compileStored } from '../flows/read-stored.ts'
import { answerPivotRequest, type PivotDeps } from '../pivot/answer-request.ts'
import type { FlowRow } from '../store/flows.ts'
import type { ApiDeps } from './api-deps.ts'
import { pivotUrlOf } from './pivot-url.ts'
import { previewServices } from './preview-services.ts'
import { ApiProblem, notFound, refusedDocument } from './problem.ts'
import { readJson } from './read-json.ts'

type Wish = z.output<typeof previewRequestSchema>

export function createPreviewRoute(deps: ApiDeps): Hono<{ Bindings: HttpBindings }> {
  return new Hono<{ Bindings: HttpBindings }>().post('/:id/preview', async (context) => {
    const row = await deps.flows.find(context.req.param('id'))
    if (!row) throw notFound('The flow')
    const wish = await readJson(context, previewRequestSchema)
    const compiled = await compileWished(deps, row, wish)
    return context.json(await preview(deps, row, compiled, wish, pivotUrlOf(context, deps, row.key)))
  })
}

/** The document that was sent, else a version, else the draft. */
async function compileWished(deps: ApiDeps, row: FlowRow, { document, version }: Wish): Promise<CompiledDocument> {
  let stored: unknown = document
  if (document === undefined) {
    const text = version === undefined ? row.document : (await deps.flows.version(row.id, version))?.document
    if (text === undefined) throw notFound('The version')
    stored = JSON.parse(text)
  }
  const compiled = compileStored(stored)
  if (!compiled.ok) throw refusedDocument('The document cannot be previewed.', compiled.diagnostics)
  return compiled.value
}

async function preview(
  deps: ApiDeps,
  row: FlowRow,
  compiled: CompiledDocument,
  wish: Wish,
  pivotUrl: string,
): Promise<Preview> {
  const { document, diagnostics } = compiled
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  if (wish.startAt !== undefined && !nodes.has(wish.startAt)) throw notFound('The step to start at')
  const startedAt = wish.now === undefined ? deps.now() : new Date(wish.now)
  if (Number.isNaN(startedAt.getTime())) throw new ApiProblem(422, 'The time of the call cannot be read.')
  const services = previewServices(deps, wish)
  const base = pivotUrl.slice(0, pivotUrl.indexOf('/pivot/'))
  const played = await simulateCall({
    call: sampleCallSchema.parse(definedOnly(wish.call)),
    does: wish.does,
    startedAt,
    voiceUrl: pivotUrl,
    ask: async (request, at) => ask(request, base, pivotDeps(deps, row, compiled, wish.startAt, base, at, services)),
    titleOf: (nodeId) => titleIfAny(nodes.get(nodeId)),
    choicesOf: (nodeId) => choicesOf(nodes.get(nodeId), document.edges),
  })
  return { ...played, diagnostics: diagnostics.map((diagnostic: Diagnostic) => ({ ...diagnostic })) }
}

/** The flow as if it were published: whoever asks gets this document. */
function pivotDeps(
  deps: ApiDeps,
  row: FlowRow,
  { flow }: CompiledDocument,
  startAt: string | undefined,
  publicUrl: string,
  at: Date,
  services: Services,
): PivotDeps {
  const version = (row.latest_version ?? 0) + 1
  const draft = { flowId: row.id, version, flow, name: row.name }
  return {
    flows: {
      byKey: () => draft,
      resolve: (flowId, wanted, epoch) => (flowId === row.id ? draft : deps.published.resolve(flowId, wanted, epoch)),
      nameOf: deps.published.nameOf,
      epoch: deps.published.epoch,
    },
    sealer: deps.previewSealer,
    rules: { publicUrl, trustProxy: false },
    now: () => at,
    startAt,
    services,
    isLogged: false,
  }
}

/** @param base what stands before `/pivot` in the address; a proxy that has more there takes it away */
async function ask(request: WireRequest, base: string, deps: PivotDeps): Promise<SimulatedReply> {
  const begun = performance.now()
  const { status, contentType, body, answer } = await answerPivotRequest(
    {
      method: request.method,
      url: request.url.slice(base.length),
      headers: request.contentType === '' ? {} : { 'content-type': request.contentType },
      body: request.method === 'GET' ? null : Buffer.from(request.body),
      remoteAddress: '127.0.0.1',
      isTls: false,
    },
    deps,
  )
  return {
    status,
    contentType,
    body,
    tookMs: Math.round((performance.now() - begun) * 100) / 100,
    nodes: answer?.trace ?? [],
    modules: answer?.modules ?? [],
    variables: answer?.variables ?? {},
  }
}

const titleIfAny = (node: FlowNode | undefined): string | undefined => node && titleOf(node)

/** What the keys of a menu mean. */
const choicesOf = (node: FlowNode | undefined, edges: Parameters<typeof portsOf>[1]) =>
  (node ? portsOf(node, edges) : []).flatMap(({ keyCap, label }) =>
    keyCap === undefined ? [] : [{ key: keyCap, label: label ?? keyCap }],
  )

/** Left out, not undefined: defaults are for what is not there. */
const definedOnly = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
