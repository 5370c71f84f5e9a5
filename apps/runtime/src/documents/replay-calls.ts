/** Logged calls on the version that they ran on and on a draft, in the documents' thread. */
import type { ReplayDifference, ReplayedCall } from '@callflow-studio/model/api'
import {
  type CallPaths,
  type ComparedCall,
  compareOnDraft,
  type LoggedRequest,
  pathsOf,
  STOPS_EARLY,
  testOfCall,
} from '@callflow-studio/model/replay'
import type { TestedFlow } from '@callflow-studio/model/scenario'
import { decodeParams } from '../pivot/decode-params.ts'
import type { CallRecord } from '../store/call-store.ts'
import { prepareTested } from './prepare-tested.ts'
import type { Surroundings } from './surroundings.ts'

/** A document, and what it names beside itself. */
export interface DocumentToReplay {
  text: string
  around: Surroundings
}

export interface CallsToReplay {
  flow: { id: string; name: string }
  version: DocumentToReplay
  draft: DocumentToReplay
  calls: readonly { key: string; requests: readonly CallRecord[] }[]
  /** Whether each call is to be played in a preview: else only what differs is told. */
  forPreview: boolean
  /** What a test of the call is to be called; null: none is made. */
  test: string | null
}

/** A call that was replayed; `why` it could not be, in words, where it was not. */
export type CallReplayed = { key: string } & (
  | { why: string }
  | ({
      why: null
      /** The replay made all requests of the call. */
      isComplete: boolean
      difference: ReplayDifference | null
      missing: string | null
      gaps: readonly { nodeId: string | null; message: string }[]
      /** Null unless it is for a preview. */
      call: ReplayedCall | null
      /** YAML. */
      test: string | null
    } & CallPaths)
)

export async function replayCalls({
  flow,
  version,
  draft,
  calls,
  forPreview,
  test,
}: CallsToReplay): Promise<{ ok: true; value: CallReplayed[] } | { ok: false; why: string }> {
  const [before, after] = [prepare(flow, version), prepare(flow, draft)]
  if (!before) return { ok: false, why: 'The version that it ran on cannot be read.' }
  if (!after) return { ok: false, why: 'The draft cannot be read.' }
  const value: CallReplayed[] = []
  for (const { key, requests } of calls) {
    const days = version.around.days
    const logged = toLogged(requests)
    const compared = await compareOnDraft(
      before,
      after,
      logged,
      (table) => days[table] ?? draft.around.days[table] ?? null,
    )
    if (typeof compared === 'string') value.push({ key, why: compared })
    else {
      const text = test === null ? null : await testOfCall(before, compared.replayed, test)
      value.push({ ...toReplayed(key, compared, forPreview), test: text })
    }
  }
  return { ok: true, value }
}

const NO_PATHS: CallPaths = { ends: [], before: [], after: [] }

function toReplayed(key: string, compared: ComparedCall, forPreview: boolean) {
  const { replayed, difference, missing } = compared
  return {
    key,
    why: null,
    isComplete: replayed.isComplete,
    ...(forPreview || difference !== null ? pathsOf(compared) : NO_PATHS),
    difference,
    missing,
    gaps: forPreview && replayed.stopsEarly ? [...replayed.gaps, STOPS_EARLY] : replayed.gaps,
    call: forPreview ? replayed.call : null,
  }
}

/** KAZOO may have sent a request again: the answer that it got last counts. Requests that no flow answered are no part of the call. */
function toLogged(rows: readonly CallRecord[]): LoggedRequest[] {
  const byHop = new Map<number, CallRecord>()
  for (const row of rows) if (row.hop > 0 && row.status === 200) byHop.set(row.hop, row)
  return [...byHop.values()].toSorted((a, b) => a.hop - b.hop).map(toRequest)
}

function toRequest(row: CallRecord): LoggedRequest {
  const { requestBody: body, requestType: contentType, method, url } = row
  return {
    at: new Date(row.at).toISOString(),
    hop: row.hop,
    askedFor: row.askedFor,
    request: body === null ? null : { method, url, contentType, body, params: paramsOf(url, contentType, body) },
    nodes: JSON.parse(row.nodes),
    variables: row.variables === null ? {} : JSON.parse(row.variables),
    lookUps: row.lookUps === null ? [] : JSON.parse(row.lookUps),
    callId: row.callId,
    callerName: row.callerName,
    callerNumber: row.callerNumber,
    to: row.called,
  }
}

function paramsOf(url: string, contentType: string, body: string): Record<string, unknown> {
  const decoded = decodeParams(url.split('?')[1] ?? '', contentType, body === '' ? null : Buffer.from(body))
  return decoded.ok ? decoded.params : {}
}

/** The same documents are asked for again with the next calls. */
const MAX_KNOWN = 6
const known = new Map<string, TestedFlow>()

function prepare(flow: CallsToReplay['flow'], { text, around }: DocumentToReplay): TestedFlow | null {
  const key = JSON.stringify([
    flow.id,
    around.defaultProfile,
    text,
    around.flows.map(({ id, text: live }) => [id, live]),
  ])
  const found = known.get(key)
  if (found) return found
  const tested = prepareTested(flow, text, around)
  if (!tested.ok) return null
  known.set(key, tested.value)
  for (const oldest of known.keys()) if (known.size > MAX_KNOWN) known.delete(oldest)
  return tested.value
}
