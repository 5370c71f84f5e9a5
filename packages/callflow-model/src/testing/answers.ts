/** Answers of a document for tests, through the public door: compile, then evaluate request by request. */

import { canPublish, compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { Answer, Continuation, RecordingSource, ResolvedFlow, Services } from '../evaluate/answer.ts'
import { answerCall } from '../evaluate/answer-call.ts'
import { parseCallFacts } from '../kazoo/call-facts.ts'
import { checkTwiml } from '../kazoo/check-twiml.ts'
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import { type KazooProfile, versionsOf } from '../kazoo/versions.ts'
import { allModules } from './all-modules.ts'
import { atOnce } from './at-once.ts'
import { kazooRefusals } from './kazoo-refusals.ts'

/** A module of an answer, parsed. */
export interface AnsweredModule {
  module: string
  data: Record<string, unknown>
  children?: Record<string, AnsweredModule>
}

export const SAMPLE_PARAMS: Record<string, unknown> = {
  'Account-ID': '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  'Call-ID': 'call-1@example',
  'Caller-ID-Name': 'Alice Example',
  'Caller-ID-Number': '+14155550100',
  From: '+14155550100',
  To: '+18005550199',
  Language: 'en-us',
}

/** The same call with the request format `twiml`. */
const SAMPLE_TWIML_PARAMS: Record<string, unknown> = {
  AccountSid: '4e1a5b0c9d2f4a6e8b7c3d1f0a9e8d7c',
  CallSid: 'call-1@example',
  CallerName: 'Alice Example',
  CallerNumber: '+14155550100',
  From: '+14155550100',
  To: '+18005550199',
}

export const NOW = new Date('2026-11-24T09:30:00Z')
export const VOICE_URL = 'https://studio.example/pivot/key/'

export type TestAnswer = Answer & { tree: AnsweredModule }
export type TestTwiml = Answer & { verbs: ReadVerb[] }

/** One call of a document, kept between requests as the tokens would. */
export interface TestCall {
  /** Whether all of its flows can be published. */
  isPublished: boolean
  /** Answers the first request, or the one of a continuation that an answer held. */
  ask: (params?: Record<string, unknown>, voiceUrl?: string) => TestAnswer
  /** The same for flows with look-ups. */
  askAsync: (params?: Record<string, unknown>, voiceUrl?: string) => Promise<TestAnswer>
  /** The same for flows that answer TwiML, with the parameters of that request format. */
  askTwiml: (params?: Record<string, unknown>, voiceUrl?: string) => TestTwiml
  /** The same for flows with look-ups that answer TwiML. */
  askTwimlAsync: (params?: Record<string, unknown>, voiceUrl?: string) => Promise<TestTwiml>
  /** The continuations sealed so far, by their address. */
  sealed: Map<string, Continuation>
  /** The upload addresses sealed so far. */
  uploads: Map<string, RecordingSource>
}

/**
 * @param others other published flows, by id, for `flow.call`
 * @param services tables, look-ups and secrets
 */
export function callOf(
  document: FlowDocument,
  others: Record<string, FlowDocument> = {},
  now = NOW,
  services?: Services,
  elapsedMs?: () => number,
): TestCall {
  const compiled = Object.entries({ main: document, ...others }).map(([id, other]) => [id, compile(other)] as const)
  const flows = new Map<string, ResolvedFlow>(
    compiled.map(([flowId, { flow }]) => [flowId, { flowId, version: 1, flow }]),
  )
  const sealed = new Map<string, Continuation>()
  const held = {
    profile: document.settings.kazoo ?? 'any',
    isPublished: compiled.every(([, flow]) => canPublish(flow)),
  }
  const uploads = new Map<string, RecordingSource>()
  const resolve = (flowId: string): ResolvedFlow | null => flows.get(flowId) ?? null
  const answer = (params: Record<string, unknown>, voiceUrl: string | undefined, sample = SAMPLE_PARAMS) => {
    // A TwiML recording is asked for what follows below the address that its file goes to.
    const sealedAt = voiceUrl?.replace(/\/recordings\/[^/]+(?=\/)/, '')
    const continuation = sealedAt === undefined ? null : (sealed.get(sealedAt) ?? null)
    if (voiceUrl !== undefined && !continuation) throw new Error(`no continuation ${voiceUrl}`)
    const start = resolve(continuation?.flowId ?? 'main')
    if (!start) throw new Error('no such flow')
    return answerCall({
      start,
      epoch: 1,
      facts: parseCallFacts({ ...sample, ...params }),
      continuation,
      now,
      seal: (state) => {
        const address = `${VOICE_URL}token${sealed.size + 1}`
        sealed.set(address, JSON.parse(JSON.stringify(state)))
        return address
      },
      resolve,
      recordings: {
        open(source) {
          const id = `rec${uploads.size + 1}`
          const uploadUrl = `${VOICE_URL}recordings/upload${uploads.size + 1}`
          uploads.set(uploadUrl, source)
          return { id, uploadUrl }
        },
        urlOf: (id) => `https://studio.example/api/recordings/${id}`,
      },
      ...(services ? { services } : {}),
      ...(elapsedMs ? { elapsedMs } : {}),
    })
  }
  return {
    isPublished: held.isPublished,
    sealed,
    uploads,
    ask: (params = {}, voiceUrl) => checked(atOnce(answer(params, voiceUrl)), held),
    askTwiml: (params = {}, voiceUrl) => checkedTwiml(atOnce(answer(params, voiceUrl, SAMPLE_TWIML_PARAMS))),
    askTwimlAsync: async (params = {}, voiceUrl) => checkedTwiml(await answer(params, voiceUrl, SAMPLE_TWIML_PARAMS)),
    askAsync: async (params = {}, voiceUrl) => checked(await answer(params, voiceUrl), held),
  }
}

/**
 * Holds an answer against the KAZOOs of the flow that was called. What some of them refuse stops publishing but not a
 * version that is live, so of a draft each module must have a KAZOO that takes it. A module that was drawn as *Any KAZOO
 * module* is taken to be there.
 */
function checked(
  answer: Answer,
  { profile, isPublished }: { profile: KazooProfile; isPublished: boolean },
): TestAnswer {
  const tree = JSON.parse(answer.body) as AnsweredModule
  const refusedBy = (answered: AnsweredModule, by: KazooProfile): string[] =>
    kazooRefusals(answered, { profile: by, trustsUnknownModules: true })
  const refusals = isPublished
    ? refusedBy(tree, profile)
    : allModules(tree).flatMap(({ module, data }) => {
        const found = versionsOf(profile).map((version) => refusedBy({ module, data }, version))
        return found.every((ofVersion) => ofVersion.length > 0) ? found.flat() : []
      })
  if (refusals.length > 0) throw new Error(`KAZOO would refuse ${answer.body}: ${refusals.join('; ')}`)
  return { ...answer, tree }
}

function checkedTwiml(answer: Answer): TestTwiml {
  const { verbs, problems } = checkTwiml(answer.body)
  if (problems.length > 0) throw new Error(`KAZOO would stumble over ${answer.body}: ${JSON.stringify(problems)}`)
  return { ...answer, verbs }
}

/** The addresses in a TwiML answer at which KAZOO asks again. */
export const addressesIn = (verbs: readonly ReadVerb[]): string[] =>
  verbs.flatMap(({ name, text, attributes }) => [
    ...(attributes.action ? [attributes.action] : []),
    ...(name === 'Redirect' ? [text] : []),
  ])

/** The modules of an answer from its root, along `_` or the keys given. */
export function along(tree: AnsweredModule, ...keys: string[]): AnsweredModule | undefined {
  let at: AnsweredModule | undefined = tree
  for (const key of keys) at = at?.children?.[key]
  return at
}

/** Module names along `_`, as a line: 'tts > collect_dtmf > pivot'. */
export function line(tree: AnsweredModule): string {
  const names: string[] = []
  for (let at: AnsweredModule | undefined = tree; at; at = at.children?._) names.push(at.module)
  return names.join(' > ')
}

/** The addresses of all continuations of an answer. */
export const continuationsIn = (tree: AnsweredModule): string[] =>
  allModules(tree).flatMap(({ module, data }) =>
    module === 'pivot' && typeof data.voice_url === 'string' && data.voice_url.startsWith(VOICE_URL)
      ? [data.voice_url]
      : [],
  )
