import type { ELAPSED_MS } from './time-left.ts'
import type { WORK, Work } from './work.ts'

/** What a template reads, as a path ('caller', 'number'); a dynamic index ends the path early. */
export type ReadPath = readonly string[]

/** The variables of docs/design.md#templates, as nested objects without prototype. */
export type Scope = Record<string, unknown> & { [ELAPSED_MS]?: () => number; [WORK]?: Work }
