/** Who makes a suggested call, and when. */
import { Temporal } from 'temporal-polyfill'
import type { FlowNode } from '../document/flow-document.ts'
import type { StepCall } from '../nodes/contract/step-call.ts'
import { definitionOf } from '../nodes/index.ts'
import { stateAt } from '../nodes/parts/schedule.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { nextMoment } from '../nodes/parts/wall-clock.ts'
import type { DrawnExit } from './drawn-exits.ts'
import { needFor, needsAlong } from './needed-values.ts'
import { DEFAULT_AT, startOf } from './play-scenario.ts'
import type { Scenario } from './scenario.ts'
import { inputOf } from './step-inputs.ts'
import { dayListsOf, switchOf } from './step-references.ts'
import type { TestedFlow } from './tested-flow.ts'

/** Who calls and when, so that the plan can be followed. */
export function setUpCall(
  tested: TestedFlow,
  plan: readonly DrawnExit[],
  nodes: ReadonlyMap<string, FlowNode>,
  turn: number,
): Scenario {
  const needs = needsAlong(plan, nodes, turn)
  const need = (read: string): string | undefined => needFor(needs, read)
  const from = need('caller.number') ?? need('call.from')
  const own = (root: string): Record<string, string> =>
    Object.fromEntries(
      needs
        .filter(({ read }) => read.startsWith(`${root}.`))
        .map(({ read, value }) => [read.slice(root.length + 1), value]),
    )
  const sticky = stickyNames(tested, plan, nodes, from)
  const { at, switches, tables } = timeFor(tested, plan, nodes)
  const call = {
    from: sticky.from ?? from,
    to: need('call.to'),
    'caller name': need('caller.name'),
    language: need('call.language'),
    realm: need('call.from_realm'),
    id: sticky.id,
    sip: orNone(own('sip')),
    custom: orNone(own('custom')),
    at,
  }
  const given = Object.fromEntries(Object.entries(call).filter(([, value]) => value !== undefined && value !== ''))
  return {
    test: 'x',
    ...(Object.keys(given).length > 0 ? { call: given } : {}),
    ...(Object.keys(switches).length > 0 ? { switches } : {}),
    ...(Object.keys(tables).length > 0 ? { tables } : {}),
  }
}

const orNone = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined)

const MAX_NAMES = 200

/** A call or a caller that each split on the plan sends where it is wanted. */
function stickyNames(
  { flow, resolve }: TestedFlow,
  plan: readonly DrawnExit[],
  nodes: ReadonlyMap<string, FlowNode>,
  from: string | undefined,
): { id?: string; from?: string } {
  const wanted = plan.flatMap(({ nodeId, port }) => {
    const node = nodes.get(nodeId)
    const input = node ? inputOf(node, port) : null
    const run = resolve(flow.id)?.flow.nodes.get(nodeId)?.run
    return input?.kind === 'sticky' && run ? [{ by: input.by, port, run }] : []
  })
  const find = (by: 'call' | 'caller', name: (number: number) => string): string | undefined => {
    // Later splits may want what cannot be had together with the first.
    for (let all = wanted.filter((each) => each.by === by); all.length > 0; all = all.slice(0, -1))
      for (let number = 0; number < MAX_NAMES; number++) {
        const key = `${flow.id}\n${name(number)}`
        const call = { stickyKey: () => key } as Partial<StepCall> as StepCall
        const takes = all.every(({ run, port }) => {
          const result = run(call)
          return result.kind === 'go' && result.port === port
        })
        if (takes) return name(number)
      }
    return undefined
  }
  const id = find('call', (number) => `call-${number + 1}`)
  const number = from === undefined ? find('caller', (n) => `+1415555${String(1000 + n)}`) : undefined
  return { ...(id === undefined ? {} : { id }), ...(number === undefined ? {} : { from: number }) }
}

interface Time {
  at: string | undefined
  switches: Record<string, 'open' | 'closed' | 'fails'>
  tables: NonNullable<Scenario['tables']>
}

/** A time at which opening hours on the plan are as wanted; a switch where no time is. */
function timeFor({ flow, names }: TestedFlow, plan: readonly DrawnExit[], nodes: ReadonlyMap<string, FlowNode>): Time {
  const zoneOfFlow = flow.document.settings.timezone || 'UTC'
  const steps = plan.flatMap(({ nodeId, port }) => {
    const node = nodes.get(nodeId)
    const definition = node && definitionOf(node.type)
    const hours = definition?.openingHours?.(tolerantData(definition, node?.data ?? {}))
    if (!node || !hours || inputOf(node, port)?.kind !== 'hours') return []
    const schedule = { weekly: hours.weekly, holidays: hours.holidays }
    return [{ node, schedule, state: port as 'open' | 'closed' | 'holiday', zone: hours.timezone || zoneOfFlow }]
  })
  const switches: Time['switches'] = {}
  const tables: Time['tables'] = {}
  for (const node of nodes.values()) if (dayListsOf(node).length > 0) tables[names.nameOf(node.id)] = []
  for (const { nodeId, port } of plan) {
    const node = nodes.get(nodeId)
    const input = node ? inputOf(node, port) : null
    if (node && switchOf(node) !== null && input?.kind === 'sets' && input.fails)
      switches[names.nameOf(nodeId)] = 'fails'
  }
  const [first] = steps
  if (!first) return { at: undefined, switches, tables }
  const base = startOf(undefined, zoneOfFlow) ?? new Date(0)
  const moments = steps.flatMap(
    ({ schedule, zone, state }) => safely(() => nextMoment(schedule, zone, base, state)) ?? [],
  )
  const isAs = ({ schedule, zone, state }: (typeof steps)[number], at: Date): boolean =>
    safely(() => stateAt(schedule, zone, at)) === state
  const best = [base, ...moments].toSorted(
    (a, b) => steps.filter((each) => isAs(each, b)).length - steps.filter((each) => isAs(each, a)).length,
  )[0]
  const moment = best ?? base
  const at = localTime(moment, zoneOfFlow)
  for (const each of steps) {
    if (isAs(each, moment)) continue
    const name = names.nameOf(each.node.id)
    if (each.state === 'holiday' && dayListsOf(each.node).length > 0)
      tables[name] = [{ date: localTime(moment, each.zone).slice(0, 10) }]
    else if (each.state !== 'holiday' && switchOf(each.node) !== null) switches[name] = each.state
  }
  return { at: at === DEFAULT_AT ? undefined : at, switches, tables }
}

const localTime = (date: Date, zone: string): string =>
  safely(() =>
    Temporal.Instant.fromEpochMilliseconds(date.getTime())
      .toZonedDateTimeISO(zone)
      .toPlainDateTime()
      .toString({ smallestUnit: 'minute' }),
  ) ?? DEFAULT_AT

/** @returns null for a zone that the tz database does not know */
function safely<T>(read: () => T): T | null {
  try {
    return read()
  } catch {
    return null // A RangeError: such a step fails in a call, and nothing can be aimed for.
  }
}
