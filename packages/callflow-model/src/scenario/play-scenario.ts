/** The call of a scenario. */
import { type SampleCall, sampleCallSchema } from '../api/index.ts'
import { atWallTime } from '../nodes/parts/wall-clock.ts'
import type { SimulatedCaller } from '../simulate/next.ts'
import type { Walked } from '../simulate/walk-call.ts'
import { playCall } from './play-call.ts'
import type { Scenario, ScenarioCall } from './scenario.ts'
import { type ScenarioServices, type ScriptedServices, scriptServices } from './scenario-services.ts'
import type { TestedFlow } from './tested-flow.ts'

/** When calls begin that do not say it: a Wednesday morning. */
export const DEFAULT_AT = '2026-01-14T10:00'

export interface PlayedCall extends Walked {
  services: ScriptedServices
}

/** @param scenario whose names all find a step */
export async function playScenario(
  tested: TestedFlow,
  scenario: Scenario,
  caller: SimulatedCaller,
  more: ScenarioServices = {},
): Promise<PlayedCall> {
  const { flow, names } = tested
  const services = scriptServices(scenario, names, more)
  const begin = scenario['starts at'] === undefined ? null : names.find(scenario['starts at'])
  const walked = await playCall(tested, {
    call: sampleCallOf(scenario.call ?? {}),
    startedAt: startOf(scenario.call?.at, flow.document.settings.timezone) ?? new Date(0),
    caller,
    services,
    startAt: begin?.ok ? begin.step.node.id : undefined,
  })
  return { ...walked, services }
}

/** When the call begins. @returns null for a time that is none in that zone */
export function startOf(at: string | undefined, zone: string): Date | null {
  const text = at ?? DEFAULT_AT
  if (!/[+-]\d\d:\d\d$/.test(text)) return atWallTime(text, zone || 'UTC')
  const date = new Date(text)
  return Number.isNaN(date.getTime()) ? null : date
}

export function sampleCallOf({
  'caller name': callerName,
  'caller number': callerNumber,
  id: callId,
  at: _,
  ...rest
}: ScenarioCall): SampleCall {
  const given = { ...rest, callerName, callerNumber: callerNumber ?? rest.from, callId }
  return sampleCallSchema.parse(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)))
}
