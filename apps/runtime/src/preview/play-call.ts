/**
 * A simulated KAZOO against the very code that answers the real one. Stateless, replayed from the start; what it does is in
 * no call log, and its tokens open nothing under `/pivot`.
 */
import { setImmediate as yieldTurn } from 'node:timers/promises'
import {
  createListedCaller,
  createRequestClock,
  type Diagnostic,
  type FlowNode,
  portsOf,
  type SimulatedReply,
  simulateCall,
  titleOf,
} from '@callflow-studio/model'
import { type Preview, type previewRequestSchema, sampleCallSchema, type WireRequest } from '@callflow-studio/model/api'
import type { z } from 'zod'
import type { PlayableDocument } from '../flows/read-stored.ts'
import { answerPivotRequest } from '../pivot/answer-request.ts'
import type { PivotDeps } from '../pivot/pivot-request.ts'
import { maskPreview } from './mask-preview.ts'
import type { PreviewDeps } from './preview-deps.ts'
import type { PreviewResult } from './preview-result.ts'
import { createPreviewServices } from './preview-services.ts'

/** The flow as if it were published. */
export interface PlayedFlow {
  id: string
  name: string
  version: number
  document: PlayableDocument & { diagnostics: readonly Diagnostic[] }
  pivotUrl: string
}

/** Who calls and what they do. */
export type CallToPlay = Pick<
  z.output<typeof previewRequestSchema>,
  'call' | 'now' | 'times' | 'rows' | 'days' | 'mocks' | 'confirmed' | 'kept' | 'switches' | 'startAt' | 'does'
>

export async function playCall(
  deps: PreviewDeps,
  played: PlayedFlow,
  options: CallToPlay,
): Promise<PreviewResult<Preview>> {
  const { document, diagnostics, flow } = played.document
  for (const id of flow.calls) await deps.published.load(id, null, deps.published.epoch())
  const nodes = new Map(document.nodes.map((node) => [node.id, node]))
  if (options.startAt !== undefined && !nodes.has(options.startAt))
    return { ok: false, why: 'missing', message: 'The step to start at does not exist.' }
  const startedAt = options.now === undefined ? deps.now() : new Date(options.now)
  if (Number.isNaN(startedAt.getTime()))
    return { ok: false, why: 'invalid', message: 'The time of the call cannot be read.' }
  const caller = readCall(options.call)
  if (!caller.success) {
    const detail = caller.error.issues[0]?.message ?? ''
    return { ok: false, why: 'invalid', message: 'The sample call cannot be read.', detail }
  }
  const base = played.pivotUrl.slice(0, played.pivotUrl.indexOf('/pivot/'))
  const preview = createPreviewServices(deps, options)
  const listed = createListedCaller(options.does)
  const timeOf = createRequestClock(options.times ?? [])
  let count = 0
  const call = await simulateCall({
    call: caller.data,
    does: [],
    caller: listed,
    tellsChanges: true,
    startedAt,
    voiceUrl: played.pivotUrl,
    reqFormat: document.settings.format,
    profile: flow.profile,
    trustsUnknownModules: true,
    ask: async (request, at) => {
      await yieldTurn() // between two requests of a preview, those of KAZOO are answered
      const answered = await ask(request, base, {
        ...pivotDeps(deps, played, options.startAt, base, timeOf(count++, at)),
        servicesOf: () => preview.services,
      })
      // A mock is there at once; a caller would have waited for it.
      const reply = { ...answered, tookMs: answered.tookMs + preview.takeMockedMs() }
      const waitingFor = preview.waitingFor()
      return waitingFor ? { ...reply, waitingFor } : reply
    },
    titleOf: (nodeId) => titleIfAny(nodes.get(nodeId)),
    choicesOf: (nodeId) => choicesOf(nodes.get(nodeId), document.edges),
  })
  const { made, writes } = preview
  const value = {
    ...(made.length > 0 ? { ...maskPreview(call, deps.secrets.mask), lookUps: made } : call),
    ...(writes.length > 0 ? { writes } : {}),
    actedAtMs: [...listed.times],
    diagnostics: diagnostics.map((diagnostic) => ({ ...diagnostic })),
  }
  return { ok: true, value }
}

/** Left out, not undefined: defaults are for what is not there. */
const readCall = (given: Record<string, unknown>) =>
  sampleCallSchema.safeParse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))

/** Every request gets this document. */
function pivotDeps(
  deps: PreviewDeps,
  { id, name, version, document }: PlayedFlow,
  startAt: string | undefined,
  publicUrl: string,
  at: Date,
): Omit<PivotDeps, 'servicesOf'> {
  const draft = { flowId: id, version, flow: document.flow, name }
  return {
    flows: {
      byKey: () => draft,
      inTrash: () => null,
      ownerOf: () => null,
      load: () => null,
      loadLive: () => null,
      resolve: (flowId, wanted, epoch) => (flowId === id ? draft : deps.published.resolve(flowId, wanted, epoch)),
      nameOf: deps.published.nameOf,
      epoch: deps.published.epoch,
    },
    sealer: deps.previewSealer,
    uploadSealer: deps.previewUploadSealer,
    rules: { publicUrl, trustProxy: false },
    now: () => at,
    startAt,
    keepsStates: true,
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
      sender: { remoteAddress: '127.0.0.1' },
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
    ...(answer?.states ? { states: answer.states } : {}),
  }
}

const titleIfAny = (node: FlowNode | undefined): string | undefined => node && titleOf(node)

/** What the keys of a menu mean. */
const choicesOf = (node: FlowNode | undefined, edges: Parameters<typeof portsOf>[1]) =>
  (node ? portsOf(node, edges) : []).flatMap(({ keyCap, label }) =>
    keyCap === undefined ? [] : [{ key: keyCap, label: label ?? keyCap }],
  )
