/** A test while it is edited: its text, and what the text means as far as it can be read. */
import { changeScenario, readScenarios, type Scenario } from '@callflow-studio/model/scenario'

export interface TestDraft {
  text: string
  /** Null where the text has a mistake. A form may hold one that is not complete yet. */
  scenario: Scenario | null
}

export function draftOf(text: string): TestDraft {
  const { scenarios, problems } = readScenarios(text)
  return {
    text,
    scenario: problems.some(({ severity }) => severity === 'error') ? null : (scenarios[0]?.scenario ?? null),
  }
}

/** The edit of a form: comments and the order of keys stay. */
export const withScenario = ({ text }: TestDraft, scenario: Scenario): TestDraft => ({
  text: changeScenario(text, 0, scenario),
  scenario,
})

/** @returns the scenario without keys whose value is undefined or holds nothing */
export function withKeys(scenario: Scenario, change: Partial<Record<keyof Scenario, unknown>>): Scenario {
  const kept = Object.entries({ ...scenario, ...change }).filter(([, value]) => !isNothing(value))
  return Object.fromEntries(kept) as Scenario
}

/** The same for an object inside it; undefined where nothing is left. */
export function within<T extends object>(
  value: T | undefined,
  change: { [K in keyof T]?: T[K] | undefined },
): T | undefined {
  const kept = Object.entries({ ...value, ...change }).filter(([, each]) => !isNothing(each))
  return kept.length === 0 ? undefined : (Object.fromEntries(kept) as T)
}

const isNothing = (value: unknown): boolean =>
  value === undefined ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0)

/** Where a line and a column of a text begin, from 0. */
export function placeIn(text: string, line: number, column: number): { at: number; to: number } {
  const lines = text.split('\n')
  const before = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
  const own = lines[line - 1] ?? ''
  const end = before + own.replace(/\s+#.*$/, '').length
  return { at: Math.min(before + column - 1, text.length), to: Math.min(Math.max(end, before + column), text.length) }
}
