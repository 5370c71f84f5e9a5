/** The last calls of a flow on its draft, before it is published: some at a time, so that other documents are checked between. */

import type { ReplayedCalls } from '@callflow-studio/model/api'
import { createGroups } from '@callflow-studio/model/replay'
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
  maxMs?: number
}

const MAX_MS = 9000
/** Calls that are read from the log at once, and that are replayed at once. */
const PAGE = 200
const CHUNK = 40
/** Of each group, so many calls are named. */
const MAX_NAMED = 5

export async function replayLastCalls(
  { callLog, flows, documents }: ReplayDeps,
  { flow, draft, calls: wanted, isWanted, maxMs = MAX_MS }: LastCalls,
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
  let before: number | undefined
  let left = wanted
  let isCut = false
  while (left > 0 && !isCut) {
    const page = await callLog.listCalls({ flowId: flow.id, slow: false, failed: false, before, limit: PAGE })
    const rows = page.rows.filter(isCallOf(flow.id)).slice(0, left)
    left -= rows.length
    const requests = byCall(await callLog.requestsOf(rows.map(({ key }) => key)))
    for (const [version, group] of byVersion(rows, requests)) {
      const ran = await versionOf(version)
      for (let at = 0; at < group.length && !isCut; at += CHUNK) {
        const chunk = group.slice(at, at + CHUNK)
        if (ran) {
          const replayed = await documents.replay({
            flow: { id: flow.id, name: flow.name },
            version: ran,
            draft: drawn,
            calls: chunk.map(({ key }) => ({ key, requests: requests.get(key) ?? [] })),
            forPreview: false,
            test: null,
          })
          chunk.forEach((row, index) => {
            result.add(row, version, replayed.ok ? replayed.value[index] : undefined, replayed.ok ? null : replayed.why)
          })
        } else for (const row of chunk) result.add(row, version, undefined, 'The version that it ran on is gone.')
        isCut = isOver()
      }
    }
    if (page.next === null) break
    before = page.next
  }
  return { ...result.read(), isCut: isCut && left > 0, tookMs: Math.round(performance.now() - begun) }
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
  return {
    add(row: CallRow, version: number, one: CallReplayed | undefined, why: string | null): void {
      calls++
      const lack = why ?? whyNot(one)
      if (!one || one.why !== null || lack !== null) {
        failed.set(lack ?? '', (failed.get(lack ?? '') ?? 0) + 1)
        return
      }
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
