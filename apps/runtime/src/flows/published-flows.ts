/**
 * Published flows, held in memory: a call needs the database only for a version that is not here. What was live at which
 * epoch is kept too, so that a call ends on the versions that it began with (docs/design.md#tokens).
 */
import {
  compile,
  emptyDocument,
  finish,
  type KazooProfile,
  type ResolvedFlow,
  type Slices,
} from '@callflow-studio/model'
import { inSlices } from '../threads/in-slices.ts'
import { prepareText } from './read-stored.ts'

export interface KnownFlow {
  id: string
  name: string
  key: string
  /** Null unless the flow is in the trash. */
  deleted_at: string | null
  /** Of a flow in the trash: the version that was live when it was deleted. */
  live_version: number | null
}

export interface PublishedFlows {
  /** What new calls with this key get; null for unknown keys and for flows that are switched off or deleted. */
  byKey: (key: string) => (ResolvedFlow & { name: string }) | null
  /** What was live of a flow in the trash: new calls with its key get that version's fallback (decision 0026). */
  inTrash: (key: string) => ResolvedFlow | null
  /** The flow with this key, whether it is live, unpublished or in the trash; null for unknown keys. */
  ownerOf: (key: string) => KnownFlow | null
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
  /**
   * Brings a version into memory, and the flows that it may enter, without holding up other calls.
   * @param version null: the one that was live at this epoch
   * @returns null where all of it is there
   */
  load: (flowId: string, version: number | null, epoch: number) => Promise<void> | null
  /** The same for what new calls with this key get. */
  loadLive: (key: string) => Promise<void> | null
  /**
   * Prepares what is about to become a version.
   * @param text its document, checked and without errors
   * @returns puts it into memory, once it is stored under this number
   */
  prepare: (text: string) => Promise<(flowId: string, version: number) => void>
  /** Of all flows that are known. */
  ids: () => string[]
}

/**
 * @param readVersion the text of a published document, or null
 * @param defaultProfile the KAZOO of flows that name none
 * @param onTrouble told of a version that cannot be used
 */
export function createPublishedFlows(
  readVersion: (flowId: string, version: number) => string | null,
  defaultProfile: KazooProfile,
  onTrouble: (message: string) => void,
): PublishedFlows {
  const flows = new Map<string, KnownFlow>()
  const idsByKey = new Map<string, string>()
  const history = new Map<string, { epoch: number; version: number | null }[]>()
  const prepared = new Map<string, ResolvedFlow>()
  const loading = new Map<string, Promise<ResolvedFlow | null>>()
  /** What new calls get, by key; emptied by every change. */
  const live = new Map<string, ResolvedFlow & { name: string }>()
  let epoch = 0

  const ownerOf = (key: string): KnownFlow | null => flows.get(idsByKey.get(key) ?? '') ?? null

  const liveAt = (flowId: string, when: number): number | null =>
    history.get(flowId)?.findLast((change) => change.epoch <= when)?.version ?? null

  const keyOf = (flowId: string, version: number): string => `${flowId}/${version}`

  function versionOf(flowId: string, version: number): ResolvedFlow | null {
    return prepared.get(keyOf(flowId, version)) ?? keep(finish(prepareVersion(flowId, version)), version)
  }

  /** Once for all who wait for it. */
  function loadVersion(flowId: string, version: number): Promise<ResolvedFlow | null> {
    const key = keyOf(flowId, version)
    let found = loading.get(key)
    if (!found) {
      found = inSlices(prepareVersion(flowId, version))
        .then((resolved) => prepared.get(key) ?? keep(resolved, version))
        .finally(() => loading.delete(key))
      loading.set(key, found)
    }
    return found
  }

  function* prepareVersion(flowId: string, version: number): Slices<ResolvedFlow | null> {
    const text = readVersion(flowId, version)
    if (text === null) return null
    const made = yield* prepareText(text, { defaultProfile })
    if (made.ok) return { flowId, version, flow: made.value.flow }
    onTrouble(`Version ${version} of the flow ${flowId} cannot be used: ${made.diagnostics[0]?.message}`)
    return yield* standInFor(flowId, version)
  }

  /** What calls get of a version that cannot be used: the newest good one that was live before it, else the fallback. */
  function* standInFor(flowId: string, version: number): Slices<ResolvedFlow> {
    const changes = history.get(flowId) ?? []
    const last = changes.findLastIndex((change) => change.version === version)
    for (const { version: older } of changes.slice(0, Math.max(0, last)).reverse()) {
      const text = older === null || older === version ? null : readVersion(flowId, older)
      if (text === null || older === null) continue
      const made = yield* prepareText(text, { defaultProfile })
      if (made.ok) return { flowId, version: older, flow: made.value.flow }
    }
    return { flowId, version, flow: ONLY_FALLBACK }
  }

  /** @param version the one that was asked for: another one may stand in for it */
  function keep(resolved: ResolvedFlow | null, version: number): ResolvedFlow | null {
    if (!resolved) return null
    prepared.set(keyOf(resolved.flowId, version), resolved)
    if (prepared.size > MOST_PREPARED) forgetOldest()
    return resolved
  }

  /** A version that is not in memory among this one and those that its calls may enter; null where all are. */
  function findMissing(flowId: string, version: number | null, when: number): { id: string; version: number } | null {
    const seen = new Set<string>()
    const waiting = [{ id: flowId, version: version ?? liveAt(flowId, when) }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.version === null || seen.has(next.id)) continue
      seen.add(next.id)
      const found = prepared.get(keyOf(next.id, next.version))
      if (!found) return { id: next.id, version: next.version }
      for (const id of found.flow.calls) waiting.push({ id, version: liveAt(id, when) })
    }
    return null
  }

  function load(flowId: string, version: number | null, when: number): Promise<void> | null {
    return findMissing(flowId, version, when) ? loadMissing(flowId, version, when) : null
  }

  async function loadMissing(flowId: string, version: number | null, when: number): Promise<void> {
    for (let count = 0; count < MOST_PREPARED; count++) {
      const missing = findMissing(flowId, version, when)
      if (!missing || !(await loadVersion(missing.id, missing.version))) return
    }
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
      const flow = ownerOf(key)
      const version = flow ? liveAt(flow.id, epoch) : null
      const resolved = flow && version !== null ? versionOf(flow.id, version) : null
      if (!flow || !resolved) return null
      const found = { ...resolved, name: flow.name }
      live.set(key, found)
      return found
    },
    inTrash(key) {
      const flow = ownerOf(key)
      return flow && flow.deleted_at !== null && flow.live_version !== null
        ? versionOf(flow.id, flow.live_version)
        : null
    },
    ownerOf,
    resolve(flowId, version, when) {
      const wanted = version ?? liveAt(flowId, when)
      return wanted === null ? null : versionOf(flowId, wanted)
    },
    nameOf: (flowId) => flows.get(flowId)?.name ?? '',
    epoch: () => epoch,
    know({ id, name, key, deleted_at, live_version }) {
      live.clear()
      const before = flows.get(id)
      if (before) idsByKey.delete(before.key)
      flows.set(id, { id, name, key, deleted_at, live_version })
      idsByKey.set(key, id)
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
    ids: () => [...flows.keys()],
    load,
    async prepare(text) {
      const made = await inSlices(prepareText(text, { defaultProfile }, NO_PROBLEMS))
      return (flowId, version) => {
        if (made.ok) keep({ flowId, version, flow: made.value.flow }, version)
      }
    },
    loadLive(key) {
      if (live.has(key)) return null
      const flow = ownerOf(key)
      if (!flow) return null
      return load(flow.id, flow.deleted_at === null ? liveAt(flow.id, epoch) : flow.live_version, epoch)
    },
  }
}

const NO_PROBLEMS: ReadonlyMap<string, string> = new Map()

/** A flow whose one step cannot be carried out: its calls get the fallback. */
const ONLY_FALLBACK = compile({
  ...emptyDocument(),
  nodes: [...emptyDocument().nodes, { id: 'gone', type: 'tts', position: { x: 0, y: 0 }, data: {} }],
  edges: [{ id: 'e1', source: 'start', sourceHandle: 'next', target: 'gone' }],
}).flow

/** Some 100 KiB each for a large flow. */
const MOST_PREPARED = 300
