/** What a scenario expects of the whole call. */
import { toText } from '../templates/to-text.ts'
import { formatDuration, parseAmount, parseDuration } from './duration.ts'
import type { Scenario } from './scenario.ts'
import type { ScenarioOutcome } from './scenario-outcome.ts'
import type { ScenarioPath } from './scenario-problem.ts'
import type { StepNames } from './step-names.ts'

export interface Unmet {
  path: ScenarioPath
  expected: string
  happened: string
}

/** @returns the first that is not met, in the order of the format; null where all are */
export function firstUnmet({ expect = {} }: Scenario, outcome: ScenarioOutcome, names: StepNames): Unmet | null {
  const { silence, requests, never = [], reaches = [], variables = {}, ends } = expect
  const unmet = (path: ScenarioPath, expected: string, happened: string): Unmet => ({
    path: ['expect', ...path],
    expected,
    happened,
  })
  if (silence !== undefined) {
    const longestMs = Math.max(0, ...outcome.silences.map(({ durationMs }) => durationMs))
    const limitMs = parseDuration(silence.slice('under '.length)) ?? 0
    if (longestMs >= limitMs)
      return unmet(['silence'], `silence ${silence}`, `The caller heard nothing for ${formatDuration(longestMs)}.`)
  }
  if (requests !== undefined) {
    const { least, most } = parseAmount(requests)
    if (outcome.requests < least || outcome.requests > most)
      return unmet(['requests'], `requests: ${requests}`, `KAZOO sent ${outcome.requests}.`)
  }
  const isReached = (name: string): boolean => {
    const found = names.find(name)
    return (
      found.ok &&
      outcome.nodes.some(({ nodeId, flowId }) => nodeId === found.step.node.id && flowId === found.step.flow.id)
    )
  }
  const met = never.findIndex(isReached)
  if (met >= 0) return unmet(['never', met], `never ${never[met]}`, `The call got to “${never[met]}”.`)
  const missed = reaches.findIndex((name) => !isReached(name))
  if (missed >= 0)
    return unmet(['reaches', missed], `reaches ${reaches[missed]}`, `The call did not get to “${reaches[missed]}”.`)
  for (const [name, expected] of Object.entries(variables)) {
    const value = Object.hasOwn(outcome.variables, name) ? outcome.variables[name] : undefined
    if (toText(value) !== toText(expected))
      return unmet(
        ['variables', name],
        `${name}: ${toText(expected) || 'not set'}`,
        value === undefined || value === '' ? `“${name}” was not set.` : `“${name}” was ${toText(value)}.`,
      )
  }
  if (ends !== undefined && ends !== outcome.end)
    return unmet(['ends'], `ends: ${ends}`, outcome.end === null ? 'The call is not over.' : `It was: ${outcome.end}.`)
  return null
}
