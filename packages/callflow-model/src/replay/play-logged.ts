/** Plays a logged call in what the log knows of its world. */
import type { ReplayedCall } from '../api/index.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import { readDayList } from '../nodes/parts/day-list.ts'
import { type CallToPlay, playCall } from '../scenario/play-call.ts'
import { type ScenarioServices, scriptServices } from '../scenario/scenario-services.ts'
import type { TestedFlow } from '../scenario/tested-flow.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import { createRequestClock } from '../simulate/request-clock.ts'
import type { Walked } from '../simulate/walk-call.ts'

/** Lists of special days as they are at present; null: there is none of that name. */
export type SpecialDays = (table: string) => DayList | null

export interface LoggedPlay {
  /** Who calls and when, and which lists of special days have other rows than at present. */
  call: Pick<ReplayedCall, 'call' | 'times' | 'days'>
  services: ScenarioServices
  specialDays: SpecialDays
  caller: SimulatedCaller
  onRequest?: CallToPlay['onRequest']
  onAnswer?: CallToPlay['onAnswer']
}

/** @returns the call, and what the world has no answer for */
export async function playLogged(
  tested: TestedFlow,
  { call: { call, times = [], days = {} }, services, specialDays, caller, ...listeners }: LoggedPlay,
): Promise<Walked & { missing: string | null }> {
  const scripted = scriptServices({ test: 'replay' }, tested.names, {
    ...services,
    specialDays: (table) => (days[table] ? readDayList(table, days[table]) : specialDays(table)),
  })
  const [startedAt = new Date(0)] = times.map((time) => new Date(time))
  const walked = await playCall(tested, {
    call,
    startedAt,
    caller,
    services: scripted,
    timeOf: createRequestClock(times),
    ...listeners,
  })
  const missing = scripted.missing()
  if (!missing) return { ...walked, missing: null }
  const name = missing.nodeId === null ? '' : `“${tested.names.nameOf(missing.nodeId)}” `
  return { ...walked, missing: `${name}${missing.text}` }
}
