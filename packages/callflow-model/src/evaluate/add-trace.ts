import type { TraceEntry } from '../api/index.ts'
import type { Evaluation } from './evaluation.ts'
import type { Path } from './path.ts'

/** Adds an entry to the trace. @returns its index */
export function addTrace({ log }: Evaluation, { at, vars }: Pick<Path, 'at' | 'vars'>, entry: TraceEntry): number {
  log.states?.push({ flowId: at.flowId, entered: vars, variables: vars })
  return log.trace.push(entry) - 1
}
