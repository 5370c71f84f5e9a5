/** The last calls of a flow on its draft, before it is published: some at a time, so that other documents are checked between. */

import type { ReplayedCalls } from '@callflow-studio/model/api'
import { createGroups } from '@callflow-studio/model/replay/group-calls'
import type { CallLog } from '../calls/call-log.ts'
import type { Documents } from '../documents/documents.ts'
import type { CallReplayed, DocumentToReplay } from '../documents/replay-calls.ts'
import type { Flows } from '../flows/flows.ts'
import type { CallRecord, CallRow } from '../store/call-store.ts'

interface ReplayDeps {
  callLog: Pick<CallLog, 'listCalls' | 'requestsOf'>
  flows: Pick<Flows, 'version'>
  documents: Pick<Documents, 'toReplay' | 'replay'>
}

export interface LastCalls {
  flow: { id: string; name: string }
  /** The text of the draft. */
  draft: string
  /** How many calls, the latest ones. */
  calls: number
  /** Whether somebody still waits for it. */
  isWanted: () => boolean
  /** How long it may take; calls that are left then are not replayed. */
  maxMs: number
}

/** So long may somebody wait for it. */
export const MAX_REPLAY_MS = 9000
/** Calls that are read from the log at once, and that are replayed at once. */
const PAGE = 200
const CHUNK = 40
/** Of each group, so many calls are named. */
const MAX_NAMED = 5

export async function replayLastCalls(
  { callLog, flows, documents }: ReplayDeps,
  { flow, draft, calls: wanted, isWanted, maxMs }: LastCalls,
): Promise<ReplayedCalls> {
  const begun = performance.now()
  const isOver = (): boolean => performance.now() - begun > maxMs || !isWanted()
  const drawn = await documents.toReplay(draft)
  const versions = new Map<number, Promise<DocumentToReplay | null>>()
  const versionOf = (version: number): Promise<DocumentToReplay | null> => {
    const reading =
      versions.get(version) ??
      flows.version(flow.id, version).then((found) => found && documents.toReplay(found.document))
    versions.set(version, reading)
    return reading
  }
  const result = createResult()
  let isCut = false
  for await (const { version, rows, requests } of chunksOf(callLog, flow.id, wanted)) {
    isCut = result.count() > 0 && isOver()
    if (isCut) break
    const ran = await versionOf(version)
    const replayed = ran
      ? await documents.replay({
          flow: { id: flow.id, name: flow.name },
          version: ran,
          draft: drawn,
          calls: rows.map(({ key }) => ({ key, requests: requests.get(key) ?? [] })),
          forPreview: false,
          test: null,
        })
      : VERSION_GONE
    rows.forEach((row, index) => {
      if (replayed.ok) result.add(row, version, replayed.value[index])
      else result.addFailed(replayed.why)
    })
  }
  return { ...result.read(), isCut, tookMs: Math.round(performance.now() - begun) }
}

const VERSION_GONE = { ok: false, why: 'The version that it ran on is gone.' } as const

/** Some calls of one version, the latest first. */
interface Chunk {
  version: number
  rows: CallRow[]
  requests: ReadonlyMap<string, CallRecord[]>
}

/** @param wanted how many calls, the latest ones */
async function* chunksOf(callLog: ReplayDeps['callLog'], flowId: string, wanted: number): AsyncGenerator<Chunk> {
  let before: number | undefined
  for (let left = wanted; left > 0; ) {
    const page = await callLog.listCalls({ flowId, slow: false, failed: false, before, limit: PAGE })
    const rows = page.rows.filter(isCallOf(flowId)).slice(0, left)
    left -= rows.length
    const requests = byCall(await callLog.requestsOf(rows.map(({ key }) => key)))
    for (const [version, group] of byVersion(rows, requests))
      for (let at = 0; at < group.length; at += CHUNK) yield { version, rows: group.slice(at, at + CHUNK), requests }
    if (page.next === null) return
    before = page.next
  }
}

const isCallOf =
  (flowId: string) =>
  ({ flowId: first, outcome }: CallRow): boolean =>
    first === flowId && outcome !== 'test' && outcome !== 'refused'

/** Answers are not needed, and the largest part of a request. */
function byCall(rows: readonly CallRecord[]): Map<string, CallRecord[]> {
  const calls = new Map<string, CallRecord[]>()
  for (const row of rows) {
    const key = row.callId || `request ${row.id}`
    const known = calls.get(key) ?? []
    known.push({ ...row, responseBody: null })
    calls.set(key, known)
  }
  return calls
}

/** Calls of one version together; a later request may be of a sub-flow, with a version of its own. */
function byVersion(rows: readonly CallRow[], requests: ReadonlyMap<string, CallRecord[]>): Map<number, CallRow[]> {
  const groups = new Map<number, CallRow[]>()
  for (const row of rows) {
    const version = requests.get(row.key)?.[0]?.version ?? row.version
    groups.set(version, [...(groups.get(version) ?? []), row])
  }
  return groups
}

/** @returns null where a call was replayed to its end on both */
function whyNot(one: CallReplayed | undefined): string | null {
  if (!one) return 'It could not be read.'
  if (one.why !== null) return one.why
  if (!one.isComplete) return 'The log does not tell enough of what the caller did.'
  return one.missing === null ? null : `The draft asks for what the log does not tell: ${one.missing}.`
}

function createResult() {
  const groups = createGroups<{ row: CallRow; version: number }>()
  const failed = new Map<string, number>()
  let calls = 0
  let replayed = 0
  let approximate = 0
  let otherwise = 0
  function addFailed(why: string): void {
    calls++
    failed.set(why, (failed.get(why) ?? 0) + 1)
  }
  return {
    count: () => calls,
    addFailed,
    add(row: CallRow, version: number, one: CallReplayed | undefined): void {
      const why = whyNot(one)
      if (!one || one.why !== null || why !== null) {
        addFailed(why ?? '')
        return
      }
      calls++
      replayed++
      if (one.gaps.length > 0) approximate++
      if (one.difference?.isElsewhere) groups.add({ row, version }, one, one.difference)
      else if (one.difference) otherwise++
    },
    read: (): Omit<ReplayedCalls, 'isCut' | 'tookMs'> => ({
      calls,
      replayed,
      approximate,
      otherwise,
      notReplayed: [...failed].map(([why, count]) => ({ why, count })).toSorted((a, b) => b.count - a.count),
      groups: groups.list().map(({ difference, before, after, calls: group }) => ({
        difference,
        before,
        after,
        count: group.length,
        calls: group.slice(0, MAX_NAMED).map(({ row, version }) => ({
          key: row.key,
          at: new Date(row.at).toISOString(),
          callerName: row.callerName,
          callerNumber: row.callerNumber,
          version,
        })),
      })),
    }),
  }
}
