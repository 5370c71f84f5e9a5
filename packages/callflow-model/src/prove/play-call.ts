/** Plays a call that was found, with the evaluator that answers real calls and the simulated KAZOO: only what happens there is shown. */
import { type FoundCall, LOOK_UP_FAILURES, type LookUpMock, sampleCallSchema } from '../api/index.ts'
import type { PreparedFlow } from '../compile/prepared-flow.ts'
import type { Continuation, ResolvedFlow, Services } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import type { LookUpReply } from '../nodes/contract/look-up.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { SimulatedReply } from '../simulate/place.ts'
import { type Walked, walkCall } from '../simulate/walk-call.ts'

const ADDRESS = 'https://callflow.example/pivot/'
const FIRST = `${ADDRESS}first`

/** The last part of the path: a TwiML recording is sent to an address below that of its answer. */
const tokenOf = (url: string): number => (url.startsWith(ADDRESS) ? Number(url.split('/').at(-1)) : -1)

/** What a server of somebody else may answer: nothing that KAZOO takes. */
const OTHER_SERVER: SimulatedReply = {
  status: 404,
  contentType: 'text/plain',
  body: '',
  tookMs: 0,
  nodes: [],
  modules: [],
  variables: {},
}

export interface PlayedIn {
  flow: PreparedFlow
  flowId: string
  prepared: (flowId: string) => PreparedFlow | null
  specialDays: (table: string) => DayList | null
  /** When calls are made whose time does not matter. */
  now: Date
}

/** Tables have no rows, and what is written is kept nowhere. */
export function playCall({ flow, flowId, prepared, specialDays, now }: PlayedIn, found: FoundCall): Promise<Walked> {
  const sealed: Continuation[] = []
  const resolve = (id: string): ResolvedFlow | null => {
    const resolved = id === flowId ? flow : prepared(id)
    return resolved && { flowId: id, version: 1, flow: resolved }
  }
  const startedAt = found.now === undefined ? now : new Date(found.now)
  const visits = new Map<string, number>()
  let waitedMs = 0
  const services: Services = {
    lookUp: async ({ nodeId }, timeoutMs) => {
      const visit = visits.get(nodeId) ?? 0
      visits.set(nodeId, visit + 1)
      const mocks = found.mocks?.[nodeId]
      const mock = Array.isArray(mocks) ? mocks[Math.min(visit, mocks.length - 1)] : mocks
      const reply = replyOf(mock ?? { error: 'look-up.unreachable' }, timeoutMs)
      waitedMs += reply.durationMs
      return reply
    },
    readTable: () => ({ kind: 'not_found' }),
    specialDays,
    switchState: (id) => found.switches?.[id] ?? 'automatic',
    setSwitch: async () => ({ kind: 'set', name: '', isPretended: true }),
    writeTable: async ({ change }) => ({
      kind: 'written',
      before: null,
      after: change.kind === 'forget' ? null : { [change.column]: change.kind === 'add' ? change.by : change.value },
    }),
    secret: () => 'secret',
  }
  return walkCall({
    call: sampleCallSchema.parse(found.call),
    does: found.does,
    startedAt,
    voiceUrl: FIRST,
    reqFormat: flow.settings.format,
    profile: flow.profile,
    trustsUnknownModules: true,
    ask: async ({ url, params }, at) => {
      const continuation = url === FIRST ? null : sealed[tokenOf(url)]
      if (continuation === undefined) return OTHER_SERVER
      const start = resolve(continuation?.flowId ?? flowId)
      waitedMs = 0
      const answer = await answerCall({
        start: start ?? { flowId, version: 1, flow },
        epoch: 1,
        facts: parseCallFacts(params),
        continuation,
        now: at,
        elapsedMs: () => waitedMs,
        seal: (state) => `${ADDRESS}${sealed.push(state) - 1}`,
        resolve,
        recordings: {
          open: () => ({ id: 'recording', uploadUrl: `${ADDRESS}recording` }),
          urlOf: () => `${ADDRESS}recording`,
        },
        services,
      })
      const { body, contentType, trace: nodes, modules, variables } = answer
      return { status: 200, contentType, body, tookMs: waitedMs, nodes, modules, variables }
    },
  })
}

function replyOf(mock: LookUpMock, timeoutMs: number): LookUpReply {
  const durationMs = Math.min(mock.durationMs ?? 0, timeoutMs)
  if ('error' in mock) {
    const code = LOOK_UP_FAILURES.find((known) => known === mock.error) ?? 'look-up.unreachable'
    return { ok: false, code, message: mock.error, durationMs: code === 'look-up.timeout' ? timeoutMs : durationMs }
  }
  const { status, body = '', contentType = null } = mock
  return { ok: true, status, text: typeof body === 'string' ? body : JSON.stringify(body), contentType, durationMs }
}
