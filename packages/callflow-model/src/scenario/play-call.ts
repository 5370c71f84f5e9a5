/** A call in memory: the simulated KAZOO against the code that answers the real one. */
import type { SampleCall, TraceEntry } from '../api/index.ts'
import type { Continuation, RecordingUploads } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { type CallFacts, parseCallFacts } from '../kazoo/call-facts.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import type { SimulatedReply } from '../simulate/place.ts'
import { type Walked, walkCall } from '../simulate/walk-call.ts'
import type { ScriptedServices } from './scenario-services.ts'
import type { TestedFlow } from './tested-flow.ts'

const VOICE_URL = 'https://studio.example/pivot/test'

/** A request of the simulated KAZOO. */
interface SimulatedRequest {
  /** From 0. */
  index: number
  /** What its token stands for; null for the first one. */
  continuation: Continuation | null
  facts: CallFacts
}

export interface CallToPlay {
  call: SampleCall
  startedAt: Date
  caller: SimulatedCaller
  services: ScriptedServices
  /** The step at which it begins, in place of the start. */
  startAt?: string | undefined
  /** The clock at a request. @param now by the time of the call */
  timeOf?: ((index: number, now: Date) => Date) | undefined
  /** @returns false: the call stays where it is, and the request is not answered */
  onRequest?: ((request: SimulatedRequest) => boolean) | undefined
  /** @returns false: the call stays where it is, and the answer does not count */
  onAnswer?: ((index: number, trace: readonly TraceEntry[]) => boolean) | undefined
}

/** @throws never */
export function playCall(tested: TestedFlow, options: CallToPlay): Promise<Walked> {
  const { flow, profile, titleOf, choicesOf } = tested
  const { call, startedAt, caller } = options
  return walkCall({
    call,
    does: [],
    caller,
    startedAt,
    voiceUrl: VOICE_URL,
    reqFormat: flow.document.settings.format,
    profile,
    trustsUnknownModules: true,
    ask: createServer(tested, options),
    titleOf,
    choicesOf,
  })
}

/** Answers as `/pivot` does; tokens are numbers, and what they stand for is kept as they would carry it. */
function createServer(
  { flow, resolve }: TestedFlow,
  { services: scripted, startAt, timeOf, onRequest, onAnswer }: CallToPlay,
): Parameters<typeof walkCall>[0]['ask'] {
  const sealed: Continuation[] = []
  const recordings = createRecordings()
  let count = 0
  return async ({ url, params }, at): Promise<SimulatedReply> => {
    const token = tokenOf(url)
    const continuation = token === null ? null : sealed[token]
    const start = resolve(continuation?.flowId ?? flow.id)
    if (!start || continuation === undefined) return NOT_FOUND
    const facts = parseCallFacts(params)
    const index = count++
    if (onRequest?.({ index, continuation, facts }) === false) return { ...NOT_FOUND, waitingFor: STAYS }
    scripted.begin()
    const answer = await answerCall({
      start,
      epoch: 1,
      facts,
      continuation,
      startAt: continuation ? undefined : startAt,
      now: timeOf?.(index, at) ?? at,
      seal: (state) => `${VOICE_URL}/${sealed.push(state) - 1}`,
      elapsedMs: scripted.elapsedMs,
      resolve,
      services: scripted.services,
      recordings,
      keepsStates: true,
    })
    const waitingFor = onAnswer?.(index, answer.trace) === false ? STAYS : scripted.missing()
    return {
      status: 200,
      contentType: answer.contentType,
      body: answer.body,
      tookMs: scripted.elapsedMs(),
      nodes: answer.trace,
      modules: answer.modules,
      variables: answer.variables,
      ...(answer.states ? { states: answer.states } : {}),
      ...(waitingFor ? { waitingFor } : {}),
    }
  }
}

const NOT_FOUND: SimulatedReply = {
  status: 404,
  contentType: 'application/json',
  body: '{}',
  tookMs: 0,
  nodes: [],
  modules: [],
  variables: {},
}

const STAYS: NonNullable<SimulatedReply['waitingFor']> = { nodeId: null, kind: 'look-up', text: '', choices: [] }

/** The last part of the path: a TwiML recording is sent to an address below that of its answer. */
function tokenOf(url: string): number | null {
  const path = (url.slice(VOICE_URL.length).split('?')[0] ?? '').split('/').at(-1) ?? ''
  return path === '' ? null : Number(path)
}

function createRecordings(): RecordingUploads {
  let count = 0
  return {
    open: () => {
      const id = `recording${++count}`
      return { id, uploadUrl: `${VOICE_URL}/recordings/${id}` }
    },
    urlOf: (id) => `https://studio.example/api/recordings/${id}`,
  }
}
