/**
 * Published flows, held in memory: a call needs the database only for a version that is not here. What was live at which
 * epoch is kept too, so that a call ends on the versions that it began with (design 4).
 */
import type { KazooProfile, ResolvedFlow } from '@callflow-studio/model'
import { compileStored } from './read-stored.ts'

export interface KnownFlow {
  id: string
  name: string
  key: string
}

export interface PublishedFlows {
  /** What new calls with this key get; null for unknown keys and for flows that are switched off or deleted. */
  byKey: (key: string) => (ResolvedFlow & { name: string }) | null
  /**
   * @param version null: the one that was live at this epoch
   * @returns null where there is none
   */
  resolve: (flowId: string, version: number | null, epoch: number) => ResolvedFlow | null
  nameOf: (flowId: string) => string
  /** The number of the latest change of what is live. */
  epoch: () => number
  /** A flow is new, or has another name or key. */
  know: (flow: KnownFlow) => void
  /** A change of what is live; epochs come in ascending order. */
  activate: (epoch: number, flowId: string, version: number | null) => void
  /** Something else that calls see has changed: a table. */
  advance: (epoch: number) => void
  /** Compiles what is live now, so that no call has to wait for it. */
  prepare: (flowId: string) => void
}

/**
 * @param readVersion the text of a published document, or null
 * @param defaultProfile the KAZOO of flows that name none
 */
export function createPublishedFlows(
  readVersion: (flowId: string, version: number) => string | null,
  defaultProfile: KazooProfile,
): PublishedFlows {
  const flows = new Map<string, KnownFlow>()
  const idsByKey = new Map<string, string>()
  const history = new Map<string, { epoch: number; version: number | null }[]>()
  const prepared = new Map<string, ResolvedFlow>()
  /** What new calls get, by key; emptied by every change. */
  const live = new Map<string, ResolvedFlow & { name: string }>()
  let epoch = 0

  const liveAt = (flowId: string, when: number): number | null =>
    history.get(flowId)?.findLast((change) => change.epoch <= when)?.version ?? null

  function versionOf(flowId: string, version: number): ResolvedFlow | null {
    const key = `${flowId}/${version}`
    const known = prepared.get(key)
    if (known) return known
    const text = readVersion(flowId, version)
    const compiled = text === null ? null : compileStored(JSON.parse(text), { defaultProfile })
    if (!compiled?.ok) return null
    const resolved = { flowId, version, flow: compiled.value.flow }
    prepared.set(key, resolved)
    if (prepared.size > MOST_PREPARED) forgetOldest()
    return resolved
  }

  /** Versions that new calls get stay; one that is needed again is read again. */
  function forgetOldest(): void {
    for (const [key, { flowId, version }] of prepared) {
      if (liveAt(flowId, epoch) === version) continue
      prepared.delete(key)
      return
    }
  }

  return {
    byKey(key) {
      const known = live.get(key)
      if (known) return known
      const id = idsByKey.get(key)
      const flow = id === undefined ? undefined : flows.get(id)
      const version = flow ? liveAt(flow.id, epoch) : null
      const resolved = flow && version !== null ? versionOf(flow.id, version) : null
      if (!flow || !resolved) return null
      const found = { ...resolved, name: flow.name }
      live.set(key, found)
      return found
    },
    resolve(flowId, version, when) {
      const wanted = version ?? liveAt(flowId, when)
      return wanted === null ? null : versionOf(flowId, wanted)
    },
    nameOf: (flowId) => flows.get(flowId)?.name ?? '',
    epoch: () => epoch,
    know(flow) {
      live.clear()
      const before = flows.get(flow.id)
      if (before) idsByKey.delete(before.key)
      flows.set(flow.id, flow)
      idsByKey.set(flow.key, flow.id)
    },
    activate(newest, flowId, version) {
      epoch = newest
      live.clear()
      const changes = history.get(flowId)
      if (changes) changes.push({ epoch: newest, version })
      else history.set(flowId, [{ epoch: newest, version }])
    },
    advance(newest) {
      epoch = newest
    },
    prepare(flowId) {
      const version = liveAt(flowId, epoch)
      if (version !== null) versionOf(flowId, version)
    },
  }
}

/** Some 100 KiB each for a large flow. */
const MOST_PREPARED = 300
