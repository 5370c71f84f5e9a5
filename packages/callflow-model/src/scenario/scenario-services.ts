/**
 * What the call of a scenario asks of the world: look-ups, tables and switches answer what the scenario says. Nothing is
 * sent or stored, and no clock but that of the call counts.
 */
import type { LookUpFailure, WaitingFor } from '../api/index.ts'
import type { Services } from '../evaluate/answer.ts'
import type { LookUpReply, RowValues, TableWrite, TableWritten } from '../nodes/contract/look-up.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import { readDayList } from '../nodes/parts/day-list.ts'
import { toTableReply } from '../nodes/parts/table-reply.ts'
import { parseDuration } from './duration.ts'
import type { Scenario, ScenarioReply, ScenarioRow } from './scenario.ts'
import type { StepNames } from './step-names.ts'
import { dayListsOf, switchOf } from './step-references.ts'

/** What is used where a scenario says nothing; without it, the test fails there. */
export type ScenarioServices = Partial<
  Pick<Services, 'readTable' | 'specialDays' | 'switchState'> & {
    /** The reply of another server, as scenarios say it or as it came. */
    lookUp: (nodeId: string, visit: number) => ScenarioReply | LookUpReply | null
    /** The row of a table step; undefined: it does not say. */
    row: (nodeId: string, visit: number) => ScenarioRow | undefined
  }
>

export interface ScriptedServices {
  services: Services
  /** For what no reply is at hand; null as long as everything was answered. */
  missing: () => WaitingFor | null
  /** A request begins: what it waits for is counted from here on. */
  begin: () => void
  /** How long look-ups have kept the present request. */
  elapsedMs: () => number
}

type Replies<T> = ReadonlyMap<string, readonly T[]>

/** @param scenario whose names all find a step */
export function scriptServices(scenario: Scenario, names: StepNames, more: ScenarioServices): ScriptedServices {
  const lookUps = byNode(scenario['look-ups'], names)
  const rows = byNode<ScenarioRow>(scenario.tables, names)
  const days = dayLists(scenario, names)
  const switches = switchStates(scenario, names)
  const visits = new Map<string, number>()
  const written = new Map<string, RowValues | null>()
  let missing: WaitingFor | null = null
  let elapsedMs = 0

  const visit = (nodeId: string): number => {
    const number = visits.get(nodeId) ?? 0
    visits.set(nodeId, number + 1)
    return number
  }
  const lack = (nodeId: string | null, text: string): void => {
    missing ??= { nodeId, kind: 'look-up', text, choices: [] }
  }

  function lookUp(nodeId: string, timeoutMs: number): LookUpReply {
    const number = visit(nodeId)
    const reply = nth(lookUps.get(nodeId), number) ?? more.lookUp?.(nodeId, number)
    if (!reply) {
      lack(nodeId, 'gets no reply')
      return { ok: false, code: 'look-up.not-mocked', message: 'The test has no reply.', durationMs: 0 }
    }
    const answer = 'ok' in reply ? reply : toReply(reply, timeoutMs)
    elapsedMs += answer.durationMs
    return answer
  }

  function readTable(query: Parameters<Services['readTable']>[0], nodeId: string): ReturnType<Services['readTable']> {
    const number = visit(nodeId)
    const row = nth(rows.get(nodeId), number) ?? more.row?.(nodeId, number)
    if (row !== undefined) return toTableReply(row, FAILURE)
    const own = written.get(rowName(query))
    if (own !== undefined) return own ? { kind: 'found', row: own } : { kind: 'not_found' }
    if (more.readTable) return more.readTable(query, nodeId)
    lack(nodeId, 'gets no row')
    return { kind: 'not_found' }
  }

  /** Without a row of the scenario a step finds none, and begins one. */
  function writeTable(write: TableWrite): TableWritten {
    const { nodeId, change, key } = write
    const number = visit(nodeId)
    const first = nth(rows.get(nodeId), number) ?? more.row?.(nodeId, number)
    if (first === 'fails') return FAILED
    const name = rowName(write)
    const before = written.get(name) ?? (typeof first === 'object' ? first : null)
    const after = changed(before, key, change)
    written.set(name, after)
    return { kind: 'written', before, after }
  }

  function specialDays(table: string, epoch: number): ReturnType<NonNullable<Services['specialDays']>> {
    const list = days.get(table)
    if (list) return list
    if (more.specialDays) return more.specialDays(table, epoch)
    lack(null, `The list of special days ${table} has no rows`)
    return null
  }

  return {
    missing: () => missing,
    begin: () => {
      elapsedMs = 0
    },
    elapsedMs: () => elapsedMs,
    services: {
      lookUp: async ({ nodeId }, timeoutMs) => lookUp(nodeId, timeoutMs),
      readTable,
      writeTable: async (write) => writeTable(write),
      specialDays,
      switchState: (id, now) => stateOf(switches.get(id)) ?? more.switchState?.(id, now) ?? 'automatic',
      setSwitch: async ({ id, state }) => {
        if (switches.get(id) === 'fails') return { kind: 'error', code: 'switch.failed', message: FAILURE }
        switches.set(id, state)
        return { kind: 'set', name: id, isPretended: true }
      },
      secret: () => SECRET,
    },
  }
}

/** Stands for every secret. */
const SECRET = '***'

const rowName = ({ table, key }: { table: string; key: string }): string => `${table}\n${key}`

/** The reply of a visit; the last one stays. */
const nth = <T>(replies: readonly T[] | undefined, visit: number): T | undefined =>
  replies?.[Math.min(visit, replies.length - 1)]

function byNode<T>(given: Readonly<Record<string, T | T[]>> | undefined, names: StepNames): Replies<T> {
  const replies = new Map<string, readonly T[]>()
  for (const [name, value] of Object.entries(given ?? {})) {
    const found = names.find(name)
    if (found.ok) replies.set(found.step.node.id, Array.isArray(value) ? value : [value])
  }
  return replies
}

/** The rows that a scenario gives for opening hours are those of the first list, and the others are empty. */
function dayLists({ tables = {} }: Scenario, names: StepNames): Map<string, DayList> {
  const lists = new Map<string, DayList>()
  for (const [name, value] of Object.entries(tables)) {
    const found = names.find(name)
    const ids = found.ok ? dayListsOf(found.step.node) : [name]
    const rows = [value].flat().filter((row) => typeof row === 'object')
    ids.forEach((id, index) => {
      lists.set(id, readDayList(name, index === 0 ? rows : []))
    })
  }
  return lists
}

const stateOf = (said: SwitchState | 'fails' | undefined): SwitchState | undefined =>
  said === 'fails' ? 'automatic' : said

function switchStates({ switches = {} }: Scenario, names: StepNames): Map<string, SwitchState | 'fails'> {
  return new Map(
    Object.entries(switches).map(([name, state]) => {
      const found = names.find(name)
      return [(found.ok ? switchOf(found.step.node) : null) ?? name, state]
    }),
  )
}

function toReply(reply: ScenarioReply, timeoutMs: number): LookUpReply {
  const takesMs = parseDuration(reply.takes ?? '0 ms') ?? 0
  if ('fails' in reply) {
    const code: LookUpFailure = `look-up.${reply.fails}`
    const durationMs = reply.takes === undefined && reply.fails === 'timeout' ? timeoutMs : Math.min(takesMs, timeoutMs)
    return { ok: false, code, message: `Failed, as the test says: ${reply.fails}.`, durationMs }
  }
  if (takesMs > timeoutMs)
    return { ok: false, code: 'look-up.timeout', message: 'No reply came in time.', durationMs: timeoutMs }
  const { status, body = '', 'content type': contentType = null } = reply
  const text = typeof body === 'string' ? body : JSON.stringify(body)
  return { ok: true, status, text, contentType, durationMs: takesMs }
}

const FAILURE = 'Failed, as the test says.'
const FAILED: TableWritten = { kind: 'error', code: 'table.failed', message: FAILURE }

function changed(before: RowValues | null, key: string, change: TableWrite['change']): RowValues | null {
  if (change.kind === 'forget') return null
  const value = change.kind === 'set' ? change.value : (Number(before?.[change.column] ?? 0) || 0) + change.by
  return { key, ...before, [change.column]: value }
}
