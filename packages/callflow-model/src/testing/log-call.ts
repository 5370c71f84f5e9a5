/** A simulated call as the log of a studio would hold it. */
import type { SampleCall } from '../api/index.ts'
import { sampleCallSchema } from '../api/preview.ts'
import { maskParams } from '../compile/masks.ts'
import type { Continuation, Services } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { masksOfCall } from '../evaluate/call-masks.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { LoggedRequest } from '../replay/logged-call.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import { createListedCaller } from '../simulate/listed-caller.ts'
import type { CallLine, SimulatedCaller } from '../simulate/next.ts'
import { type Walked, walkCall } from '../simulate/walk-call.ts'

export interface CallToLog {
  call?: Partial<SampleCall>
  does?: readonly CallerAction[]
  acts?: SimulatedCaller['acts']
  startedAt?: Date
  services?: Partial<Services>
}

const NONE: Services = {
  lookUp: async () => ({ ok: false, code: 'look-up.unreachable', message: 'No server.', durationMs: 5 }),
  readTable: () => ({ kind: 'not_found' }),
  writeTable: async () => ({ kind: 'error', code: 'table.failed', message: 'No table.' }),
  secret: () => undefined,
}

/** @returns what the log has of a call, and the call itself */
export async function logCall(
  tested: TestedFlow,
  { call = {}, does = [], acts, startedAt = new Date('2026-01-14T09:00:00Z'), services = {} }: CallToLog = {},
): Promise<{ requests: LoggedRequest[]; walked: Walked }> {
  const requests: LoggedRequest[] = []
  const sealed: Continuation[] = []
  const sample = sampleCallSchema.parse({ callId: 'a@b', ...call })
  const url = 'https://studio.example/pivot/key'
  const walked = await walkCall({
    call: sample,
    does: [],
    caller: acts ? { during: () => null, acts } : createListedCaller(does),
    startedAt,
    voiceUrl: url,
    reqFormat: tested.flow.document.settings.format,
    profile: tested.profile,
    trustsUnknownModules: true,
    titleOf: tested.titleOf,
    choicesOf: tested.choicesOf,
    ask: async (request, at) => {
      const token = /\/(\d+)$/.exec(request.url.split('?')[0] ?? '')?.[1]
      const continuation = token === undefined ? null : (sealed[Number(token)] ?? null)
      const start = tested.resolve(continuation?.flowId ?? tested.flow.id)
      if (!start) throw new Error('The flow is not known.')
      const facts = parseCallFacts(request.params)
      const answer = await answerCall({
        start,
        epoch: 1,
        facts,
        continuation,
        now: at,
        seal: (state) => `${url}/${sealed.push(state) - 1}`,
        resolve: tested.resolve,
        services: { ...NONE, ...services },
        recordings: { open: () => ({ id: 'r', uploadUrl: `${url}/r` }), urlOf: (id) => `https://studio.example/${id}` },
      })
      const waiting = (continuation?.frames ?? []).flatMap(({ flowId }) => tested.resolve(flowId)?.flow ?? [])
      const find = (flowId: string) => tested.resolve(flowId)?.flow ?? null
      const masks = masksOfCall([start.flow, ...waiting], find, continuation?.hidden)
      const params = maskParams(request.params, masks)
      requests.push({
        at: at.toISOString(),
        hop: (continuation?.hops ?? 0) + 1,
        askedFor: continuation?.nodeId ?? null,
        request: { ...request, params, body: JSON.stringify(params) },
        nodes: answer.trace,
        variables: answer.loggedVariables() ?? {},
        lookUps: answer.loggedLookUps?.() ?? [],
        callId: facts.callId,
        callerName: facts.callerName,
        callerNumber: facts.callerNumber,
        to: facts.to,
      })
      return {
        status: 200,
        contentType: answer.contentType,
        body: answer.body,
        tookMs: 1,
        nodes: answer.trace,
        modules: answer.modules,
        variables: answer.variables,
      }
    },
  })
  return { requests, walked }
}

/** The same log with bodies switched off: who called and which steps ran. */
export const withoutBodies = (requests: readonly LoggedRequest[]): LoggedRequest[] =>
  requests.map((request) => ({
    ...request,
    request: null,
    variables: {},
    lookUps: [],
    nodes: request.nodes.map(({ detail, ...entry }) => entry),
  }))

/** What a caller heard and did, in words. */
export const heardIn = ({ events }: CallLine): string[] =>
  events.flatMap(({ kind, text = '' }) => (['speech', 'media', 'tone', 'caller', 'end'].includes(kind) ? [text] : []))
