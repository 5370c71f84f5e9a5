/**
 * Published flows, held in memory: a call needs the database only for a version that is not here, which is loaded before the
 * call is answered. What was live at which epoch is kept too, so that a call ends on the versions that it began with
 * (docs/design.md#tokens).
 */
import { compile, emptyDocument, type KazooProfile, type PreparedFlow, type ResolvedFlow } from '@callflow-studio/model'
import { type Follower, type Projection, subjectsOf } from '../changes/follower.ts'
import type { FlowHead } from '../store/flow-store.ts'
import type { Storage } from '../store/storage.ts'
import type { Activation } from '../store/version-store.ts'
import { inSlices } from '../threads/in-slices.ts'
import { prepareText } from './read-stored.ts'

/** `liveVersion` of a flow in the trash is the version that was live when it was deleted. */
export type KnownFlow = Pick<FlowHead, 'id' | 'name' | 'key' | 'deletedAt' | 'liveVersion'>

export interface PublishedFlows {
  /** What new calls with this key get; null for unknown keys and for flows that are switched off or deleted. */
  byKey: (key: string) => (ResolvedFlow & { name: string }) | null
  /** What was live of a flow in the trash: new calls with its key get that version's fallback (decision 0026). */
  inTrash: (key: string) => ResolvedFlow | null
  /** The flow with this key, whether it is live, unpublished or in the trash; null for unknown keys. */
  ownerOf: (key: string) => KnownFlow | null
  /**
   * A version that is in memory, where `load` brings it.
   * @param version null: the one that was live at this epoch
   * @returns null where there is none
   */
  resolve: (flowId: string, version: number | null, epoch: number) => ResolvedFlow | null
  nameOf: (flowId: string) => string
  /** The number of the newest change that memory knows: new calls begin at it. */
  epoch: () => number
  /**
   * Brings a version into memory, and the flows that it may enter, without holding up other calls. Where the epoch is newer
   * than memory, since the call began at another server of this storage, memory catches up first.
   * @param version null: the one that was live at this epoch
   * @returns null where all of it is there
   */
  load: (flowId: string, version: number | null, epoch: number) => Promise<void> | null
  /** The same for what new calls with this key get. */
  loadLive: (key: string) => Promise<void> | null
  /**
   * Compiles what is about to become a version, so that it is in memory soon after it is stored.
   * @param text its document, checked and without errors
   */
  prepare: (flowId: string, text: string) => Promise<void>
  /** Of all flows that are known. */
  ids: () => string[]
  projection: Projection
}

export interface PublishedFlowsOptions {
  storage: Pick<Storage, 'readVersion' | 'flows' | 'versions'>
  follower: Pick<Follower, 'epoch' | 'catchUp'>
  /** The KAZOO of flows that name none. */
  defaultProfile: KazooProfile
  /** Told of a version that cannot be used. */
  onProblem: (message: string) => void
}

export function createPublishedFlows({
  storage,
  follower,
  defaultProfile,
  onProblem,
}: PublishedFlowsOptions): PublishedFlows {
  const { epoch } = follower
  const flows = new Map<string, KnownFlow>()
  const idsByKey = new Map<string, string>()
  const history = new Map<string, { epoch: number; version: number | null }[]>()
  const prepared = new Map<string, ResolvedFlow>()
  const loading = new Map<string, Promise<ResolvedFlow | null>>()
  /** What is about to become a version of a flow. */
  const candidates = new Map<string, { text: string; flow: PreparedFlow }>()
  /** What new calls get, by key, at one epoch. */
  const live = new Map<string, ResolvedFlow & { name: string }>()
  let liveEpoch = 0
  /** The newest activation in `history`. */
  let activatedAt = 0

  const ownerOf = (key: string): KnownFlow | null => flows.get(idsByKey.get(key) ?? '') ?? null

  const liveAt = (flowId: string, when: number): number | null =>
    history.get(flowId)?.findLast((change) => change.epoch <= when)?.version ?? null

  const keyOf = (flowId: string, version: number): string => `${flowId}/${version}`

  const versionOf = (flowId: string, version: number): ResolvedFlow | null =>
    prepared.get(keyOf(flowId, version)) ?? null

  /** Once for all who wait for it. */
  function loadVersion(flowId: string, version: number): Promise<ResolvedFlow | null> {
    const key = keyOf(flowId, version)
    let found = loading.get(key)
    if (!found) {
      found = prepareVersion(flowId, version)
        .then((resolved) => prepared.get(key) ?? keep(resolved, version))
        .finally(() => loading.delete(key))
      loading.set(key, found)
    }
    return found
  }

  async function prepareVersion(flowId: string, version: number): Promise<ResolvedFlow | null> {
    const text = await storage.readVersion(flowId, version)
    if (text === null) return null
    const candidate = candidates.get(flowId)
    if (candidate?.text === text) return { flowId, version, flow: candidate.flow }
    const made = await inSlices(prepareText(text, { defaultProfile }))
    if (made.ok) return { flowId, version, flow: made.value.flow }
    onProblem(`Version ${version} of the flow ${flowId} cannot be used: ${made.diagnostics[0]?.message}`)
    return standInFor(flowId, version)
  }

  /** What calls get of a version that cannot be used: the newest good one that was live before it, else the fallback. */
  async function standInFor(flowId: string, version: number): Promise<ResolvedFlow> {
    const changes = history.get(flowId) ?? []
    const last = changes.findLastIndex((change) => change.version === version)
    for (const { version: older } of changes.slice(0, Math.max(0, last)).reverse()) {
      const text = older === null || older === version ? null : await storage.readVersion(flowId, older)
      if (text === null || older === null) continue
      const made = await inSlices(prepareText(text, { defaultProfile }))
      if (made.ok) return { flowId, version: older, flow: made.value.flow }
    }
    return { flowId, version, flow: ONLY_FALLBACK }
  }

  /** @param version the one that was asked for: another one may stand in for it */
  function keep(resolved: ResolvedFlow | null, version: number): ResolvedFlow | null {
    if (!resolved) return null
    prepared.set(keyOf(resolved.flowId, version), resolved)
    if (prepared.size > MAX_PREPARED) evictOldest()
    return resolved
  }

  /** A version that is not in memory among this one and those that its calls may enter; null where all are. */
  function findMissing(flowId: string, version: number | null, when: number): { id: string; version: number } | null {
    const seen = new Set<string>()
    const waiting = [{ id: flowId, version: version ?? liveAt(flowId, when) }]
    for (let next = waiting.pop(); next; next = waiting.pop()) {
      if (next.version === null || seen.has(next.id)) continue
      seen.add(next.id)
      const key = keyOf(next.id, next.version)
      const found = prepared.get(key)
      if (!found) return { id: next.id, version: next.version }
      if (prepared.size === MAX_PREPARED) {
        prepared.delete(key) // last in the order in which others make room: the call that asks needs it now
        prepared.set(key, found)
      }
      for (const id of found.flow.calls) waiting.push({ id, version: liveAt(id, when) })
    }
    return null
  }

  function load(flowId: string, version: number | null, when: number): Promise<void> | null {
    if (when > epoch()) return follower.catchUp().then(() => loadMissing(flowId, version, when))
    return findMissing(flowId, version, when) ? loadMissing(flowId, version, when) : null
  }

  async function loadMissing(flowId: string, version: number | null, when: number): Promise<void> {
    for (let count = 0; count < MAX_PREPARED; count++) {
      const missing = findMissing(flowId, version, when)
      if (!missing || !(await loadVersion(missing.id, missing.version))) return
    }
  }

  /** Versions that new calls get stay; one that is needed again is read again. */
  function evictOldest(): void {
    for (const [key, { flowId, version }] of prepared) {
      if (liveAt(flowId, epoch()) === version) continue
      prepared.delete(key)
      return
    }
  }

  function liveByKey(): typeof live {
    if (liveEpoch !== epoch()) live.clear()
    liveEpoch = epoch()
    return live
  }

  function upsert({ id, name, key, deletedAt, liveVersion }: KnownFlow): void {
    live.clear()
    const before = flows.get(id)
    if (before) idsByKey.delete(before.key)
    flows.set(id, { id, name, key, deletedAt, liveVersion })
    idsByKey.set(key, id)
  }

  /** A flow that was deleted for good. Its versions make room when others need it. */
  function forget(id: string): void {
    live.clear()
    idsByKey.delete(flows.get(id)?.key ?? '')
    flows.delete(id)
    history.delete(id)
  }

  function activate({ epoch, flowId, version }: Activation): void {
    if (epoch <= activatedAt) return
    activatedAt = epoch
    const changes = history.get(flowId)
    if (changes) changes.push({ epoch, version })
    else history.set(flowId, [{ epoch, version }])
  }

  const projection: Projection = {
    name: 'published flows',
    of: 'flow',
    async apply(changes) {
      const ids = subjectsOf(changes)
      const heads = await storage.flows.heads(ids)
      const activations = await storage.versions.activationsAfter(activatedAt)
      // What is live next is in memory before calls come to it. At the start they come before all is compiled.
      if (changes)
        for (const { flowId, version } of activations) if (version !== null) await loadVersion(flowId, version)
      const found = new Set(heads.map(({ id }) => id))
      for (const id of ids ?? flows.keys()) if (!found.has(id)) forget(id)
      for (const head of heads) upsert(head)
      for (const activation of activations) activate(activation)
      for (const id of ids ?? []) candidates.delete(id)
    },
  }

  return {
    byKey(key) {
      const known = liveByKey().get(key)
      if (known) return known
      const flow = ownerOf(key)
      const version = flow ? liveAt(flow.id, epoch()) : null
      const resolved = flow && version !== null ? versionOf(flow.id, version) : null
      if (!flow || !resolved) return null
      const found = { ...resolved, name: flow.name }
      live.set(key, found)
      return found
    },
    inTrash(key) {
      const flow = ownerOf(key)
      return flow && flow.deletedAt !== null && flow.liveVersion !== null ? versionOf(flow.id, flow.liveVersion) : null
    },
    ownerOf,
    resolve(flowId, version, when) {
      const wanted = version ?? liveAt(flowId, when)
      return wanted === null ? null : versionOf(flowId, wanted)
    },
    nameOf: (flowId) => flows.get(flowId)?.name ?? '',
    epoch,
    ids: () => [...flows.keys()],
    load,
    async prepare(flowId, text) {
      const made = await inSlices(prepareText(text, { defaultProfile }, NO_PROBLEMS))
      if (made.ok) candidates.set(flowId, { text, flow: made.value.flow })
    },
    loadLive(key) {
      if (liveByKey().has(key)) return null
      const flow = ownerOf(key)
      if (!flow) return null
      return load(flow.id, flow.deletedAt === null ? liveAt(flow.id, epoch()) : flow.liveVersion, epoch())
    },
    projection,
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
const MAX_PREPARED = 300
