/** Calls of the log, replayed on their versions and on a draft. */
import { type CallReplay, MAX_REPLAYED_CALLS } from '@callflow-studio/model/api'
import { replayLastCalls } from '../replays/replay-last-calls.ts'
import type { ApiDeps } from './api-deps.ts'
import type { Handlers } from './handlers.ts'
import { notFound } from './problem.ts'

export const replayHandlers = (deps: Pick<ApiDeps, 'callLog' | 'flows' | 'documents' | 'replayMaxMs'>) =>
  ({
    'call.replay': async ({ body: { key, test = null }, document }) => {
      await deps.callLog.flush()
      const requests = await deps.callLog.requestsOf([key])
      const [first] = requests
      if (!first) throw notFound('The call')
      const { flowId, flowName, version } = first
      const none: CallReplay = {
        flowId,
        version,
        call: null,
        problem: null,
        gaps: [],
        path: [],
        test: null,
        draft: null,
      }
      const stored = await deps.flows.version(flowId, version)
      const flow = await deps.flows.find(flowId)
      const draft = document ?? flow?.document ?? null
      if (!stored && draft === null) return { ...none, problem: 'The flow is gone, with the version that it ran on.' }
      const replayed = await deps.documents.replay({
        flow: { id: flowId, name: flowName },
        version: await deps.documents.toReplay(stored?.document ?? draft ?? ''),
        draft: await deps.documents.toReplay(draft ?? stored?.document ?? ''),
        calls: [{ key, requests }],
        forPreview: true,
        test,
      })
      if (!replayed.ok) return { ...none, problem: replayed.why }
      const [one] = replayed.value
      if (!one || one.why !== null) return { ...none, problem: one?.why ?? null }
      const { call, gaps, before, after, difference, missing } = one
      return {
        ...none,
        call,
        gaps: stored ? [...gaps] : [VERSION_GONE, ...gaps],
        path: before,
        test: one.test,
        draft: draft === null ? null : { path: after, difference, missing },
      }
    },
    'flow.replay': async ({ params: { id }, body: { calls = MAX_REPLAYED_CALLS }, document, context }) => {
      const flow = await deps.flows.find(id)
      if (!flow) throw notFound('The flow')
      return replayLastCalls(deps, {
        flow,
        draft: document ?? flow.document,
        calls,
        maxMs: deps.replayMaxMs,
        isWanted: () => !context.env.outgoing.destroyed,
      })
    },
  }) satisfies Partial<Handlers>

const VERSION_GONE = {
  nodeId: null,
  message: 'The version that the call ran on is gone. The replay uses the draft.',
}
