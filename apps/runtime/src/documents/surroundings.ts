/** What a document names beside itself, as plain data that goes to another thread. */
import type { Around, DayList, KazooProfile, KnownTable, PreparedFlow, World } from '@callflow-studio/model'
import type { Flows } from '../flows/flows.ts'
import type { PublishedFlows } from '../flows/published-flows.ts'
import { compileText } from '../flows/read-stored.ts'
import { createNameRules } from '../outbound/allowed-hosts.ts'
import type { Secrets } from '../secrets/secrets.ts'
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

interface Known {
  world: Pick<World, 'flow'>
  config: { kazooVersion: KazooProfile; allowedHosts: readonly string[] }
  published: Pick<PublishedFlows, 'resolve' | 'epoch'>
  flows: Pick<Flows, 'version'>
  tables: Pick<Tables, 'list' | 'days' | 'epoch'>
  switches: Pick<Switches, 'list'>
  secrets: Pick<Secrets, 'list'>
}

/** Gathers the flows that the document calls, those that they call, and all tables and secrets by name. */
export async function gatherSurroundings(
  { world, config, published, flows, tables, switches, secrets }: Known,
  document: { nodes: readonly unknown[] },
): Promise<Surroundings> {
  const found = new Map<string, KnownFlow>()
  const waiting = document.nodes.flatMap(flowIdIn)
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    const flow = found.has(id) ? null : world.flow(id)
    if (!flow) continue
    const live = published.resolve(id, null, published.epoch())
    const text = live ? ((await flows.version(id, live.version))?.document ?? null) : null
    found.set(id, { id, ...flow, text })
    for (const called of live?.flow.calls ?? []) waiting.push(called)
  }
  return {
    defaultProfile: config.kazooVersion,
    flows: [...found.values()],
    tables: tables.list().map(({ state }) => ({ id: state.tableId, ...toKnownTable(state) })),
    days: Object.fromEntries(
      document.nodes.flatMap(listIdsIn).flatMap((id) => {
        const list = tables.days(id, tables.epoch())
        return list ? [[id, list]] : []
      }),
    ),
    switches: switches.list().map(({ id }) => id),
    secrets: secrets.list().flatMap(({ name, isReadable }) => (isReadable ? [name] : [])),
    allowedHosts: config.allowedHosts,
  }
}

function flowIdIn(node: unknown): string[] {
  const { flowId } = dataIn(node)
  return typeof flowId === 'string' ? [flowId] : []
}

function listIdsIn(node: unknown): string[] {
  const { lists } = dataIn(node)
  return Array.isArray(lists) ? lists.filter((id) => typeof id === 'string') : []
}

function dataIn(node: unknown): Record<string, unknown> {
  if (typeof node !== 'object' || node === null || !('data' in node)) return {}
  const { data } = node
  return typeof data === 'object' && data !== null ? { ...data } : {}
}

/** The other way round, in the thread. */
export function toWorld(
  { defaultProfile, flows, tables, days, switches, secrets, allowedHosts }: Surroundings,
  flowId?: string,
): World & Around {
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
