/** What a document names beside itself, as plain data that goes to another thread. */
import type {
  CompileContext,
  DayList,
  KazooProfile,
  KnownTable,
  PreparedFlow,
  ReferenceLookup,
} from '@callflow-studio/model'
import type { PublishedFlows } from '../flows/published-flows.ts'
import { compileText } from '../flows/read-stored.ts'
import { createNameRules } from '../outbound/allowed-hosts.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Storage } from '../store/storage.ts'
import type { Switches } from '../switches/switches.ts'
import { toKnownTable } from '../tables/known-table.ts'
import type { Tables } from '../tables/tables.ts'

interface KnownFlow {
  id: string
  name: string
  format: string
  isLive: boolean
  profile?: KazooProfile | undefined
  /** The text of the live version; null where there is none. */
  text: string | null
}

export interface Surroundings {
  defaultProfile: KazooProfile
  flows: KnownFlow[]
  tables: ({ id: string } & KnownTable)[]
  /** Of the tables that the document names as lists of days. */
  days: Record<string, DayList>
  /** Ids. */
  switches: string[]
  secrets: string[]
  /** Private hosts that look-ups may reach. */
  allowedHosts: readonly string[]
}

/** Where what a flow may name is found. */
export interface Known {
  defaultProfile: KazooProfile
  allowedHosts: readonly string[]
  published: Pick<PublishedFlows, 'resolve' | 'load' | 'epoch' | 'nameOf'>
  /** The text of a published document. */
  readVersion: Storage['readVersion']
  tables: () => Pick<Tables, 'list' | 'days' | 'epoch'>
  switches: () => Pick<Switches, 'list'>
  secrets: () => Pick<Secrets, 'list'>
}

/**
 * Gathers the flows that the document calls, those that they call, and all tables and secrets by name.
 * @param text the document
 */
export async function gatherSurroundings(
  { defaultProfile, allowedHosts, published, readVersion, tables, switches, secrets }: Known,
  text: string,
): Promise<Surroundings> {
  const found = new Map<string, KnownFlow>()
  const waiting = flowIdsIn(text)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (found.has(id)) continue
    const epoch = published.epoch()
    await published.load(id, null, epoch)
    const live = published.resolve(id, null, epoch)
    const name = published.nameOf(id)
    if (name === '' && !live) continue
    found.set(id, {
      id,
      name,
      format: live?.flow.settings.format ?? 'kazoo',
      isLive: live !== null,
      profile: live?.flow.profile ?? defaultProfile,
      text: live && (await readVersion(id, live.version)),
    })
    for (const called of live?.flow.calls ?? []) waiting.push(called)
  }
  const days: Surroundings['days'] = {}
  for (const id of dayListsIn(text)) {
    const list = await tables().days(id, tables().epoch())
    if (list) days[id] = list
  }
  return {
    defaultProfile,
    flows: [...found.values()],
    tables: tables()
      .list()
      .map(({ state }) => ({ id: state.tableId, ...toKnownTable(state) })),
    days,
    switches: switches()
      .list()
      .map(({ id }) => id),
    secrets: secrets()
      .list()
      .flatMap(({ name, isReadable }) => (isReadable ? [name] : [])),
    allowedHosts,
  }
}

/** A name too many does no harm: texts may hold what looks like one. */
const flowIdsIn = (text: string): string[] => [
  ...new Set([...text.matchAll(/"flowId"\s*:\s*"([^"\\]+)"/g)].map(([, id = '']) => id)),
]

/** The ids of the tables that a document names as lists of days, each once. A name too many does no harm. */
const dayListsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(/"lists"\s*:\s*(\[[^\]]*\])/g)].flatMap(([, list = '']) =>
      [...list.matchAll(/"([^"\\]+)"/g)].map(([, id = '']) => id),
    ),
  ),
]

/** The reverse, in the thread. */
export function toReferenceLookup(
  { defaultProfile, flows, tables, days, switches, secrets, allowedHosts }: Surroundings,
  flowId?: string,
): ReferenceLookup & CompileContext {
  const known = new Map(flows.map((flow) => [flow.id, flow]))
  const prepared = new Map<string, PreparedFlow | null>()
  return {
    defaultProfile,
    ...(flowId === undefined ? {} : { flowId }),
    flow(id) {
      const flow = known.get(id)
      if (!flow) return null
      const { name, format, isLive, profile } = flow
      return { name, format, isLive, ...(profile ? { profile } : {}) }
    },
    table: (id) => tables.find((table) => table.id === id) ?? null,
    specialDays: (id) => days[id] ?? null,
    hasSwitch: (id) => switches.includes(id),
    hasSecret: (name) => secrets.includes(name),
    mayReach: createNameRules(allowedHosts),
    prepared(id) {
      const text = known.get(id)?.text ?? null
      if (text === null) return null
      if (!prepared.has(id)) {
        const compiled = compileText(text, { defaultProfile })
        prepared.set(id, compiled.ok ? compiled.value.flow : null)
      }
      return prepared.get(id) ?? null
    },
  }
}
