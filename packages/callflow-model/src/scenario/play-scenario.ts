/** The call of a scenario: the simulated KAZOO against the code that answers the real one, in memory. */
import { type SampleCall, sampleCallSchema } from '../api/index.ts'
import type { Continuation, RecordingUploads } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { atWallTime } from '../nodes/parts/wall-clock.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import type { SimulatedReply } from '../simulate/place.ts'
import { type Walked, walkCall } from '../simulate/walk-call.ts'
import type { Scenario, ScenarioCall } from './scenario.ts'
import { type ScenarioServices, type ScriptedServices, scriptServices } from './scenario-services.ts'
import type { TestedFlow } from './tested-flow.ts'

/** When calls begin that do not say it: a Wednesday morning. */
export const DEFAULT_AT = '2026-01-14T10:00'

const VOICE_URL = 'https://studio.example/pivot/test'

export interface PlayedCall extends Walked {
  services: ScriptedServices
}

/** @param scenario whose names all find a step */
export async function playScenario(
  tested: TestedFlow,
  scenario: Scenario,
  caller: SimulatedCaller,
  more: ScenarioServices = {},
): Promise<PlayedCall> {
  const { flow, names, profile, titleOf, choicesOf } = tested
  const services = scriptServices(scenario, names, more)
  const begin = scenario['starts at'] === undefined ? null : names.find(scenario['starts at'])
  const walked = await walkCall({
    call: sampleCallOf(scenario.call ?? {}),
    does: [],
    caller,
    startedAt: startOf(scenario.call?.at, flow.document.settings.timezone) ?? new Date(0),
    voiceUrl: VOICE_URL,
    reqFormat: flow.document.settings.format,
    profile,
    trustsUnknownModules: true,
    ask: createServer(tested, services, begin?.ok ? begin.step.node.id : undefined),
    titleOf,
    choicesOf,
  })
  return { ...walked, services }
}

/** When the call begins. @returns null for a time that is none in that zone */
export function startOf(at: string | undefined, zone: string): Date | null {
  const text = at ?? DEFAULT_AT
  if (!/[+-]\d\d:\d\d$/.test(text)) return atWallTime(text, zone || 'UTC')
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date
}

export function sampleCallOf({
  'caller name': callerName,
  'caller number': callerNumber,
  id: callId,
  at: _,
  ...rest
}: ScenarioCall): SampleCall {
  const given = { ...rest, callerName, callerNumber: callerNumber ?? rest.from, callId }
  return sampleCallSchema.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
}

/** Answers as `/pivot` does; tokens are numbers, and what they stand for is kept as they would carry it. */
function createServer(
  { flow, resolve }: TestedFlow,
  scripted: ScriptedServices,
  startAt: string | undefined,
): Parameters<typeof walkCall>[0]['ask'] {
  const sealed: Continuation[] = []
  const recordings = createRecordings()
  return async ({ url, params }, now): Promise<SimulatedReply> => {
    const token = tokenOf(url)
    const continuation = token === null ? null : sealed[token]
    const start = resolve(continuation?.flowId ?? flow.id)
    if (!start || continuation === undefined) return NOT_FOUND
    scripted.begin()
    const answer = await answerCall({
      start,
      epoch: 1,
      facts: parseCallFacts(params),
      continuation,
      startAt: continuation ? undefined : startAt,
      now,
      seal: (state) => `${VOICE_URL}/${sealed.push(state) - 1}`,
      elapsedMs: scripted.elapsedMs,
      resolve,
      services: scripted.services,
      recordings,
      keepsStates: true,
    })
    const waitingFor = scripted.missing()
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
