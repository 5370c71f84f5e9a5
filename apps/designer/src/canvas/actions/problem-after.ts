/** The order of going from problem to problem. */
import type { Diagnostic } from '@callflow-studio/model'

/** @returns the first one, or the last one, where the last visited is gone */
export function problemAfter(problems: readonly Diagnostic[], visited: string, by: 1 | -1): Diagnostic | undefined {
  const index = problems.findIndex((problem) => nameOf(problem) === visited)
  if (index === -1) return by === 1 ? problems[0] : problems.at(-1)
  return problems[(index + by + problems.length) % problems.length]
}

/** Findings are made again after each edit: a problem is known by what it says. */
export const nameOf = ({ code, nodeId, field, message }: Diagnostic): string =>
  [code, nodeId, field, message].join('\n')
