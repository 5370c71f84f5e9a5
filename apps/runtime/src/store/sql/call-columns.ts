/** The columns of the table `calls`. */
import type { CallRow } from '../call-store.ts'

export const COLUMNS = {
  id: 'id',
  key: 'key',
  callId: 'call_id',
  lastId: 'last_id',
  at: 'at',
  lastAt: 'last_at',
  flowId: 'flow_id',
  flowName: 'flow_name',
  version: 'version',
  callerName: 'caller_name',
  callerNumber: 'caller_number',
  called: 'called',
  requests: 'requests',
  slowestMs: 'slowest_ms',
  status: 'status',
  outcome: 'outcome',
  error: 'error',
  hasWarning: 'has_warning',
  slow: 'slow',
  failed: 'failed',
} as const satisfies Record<keyof CallRow, string>
export const NAMES = Object.keys(COLUMNS) as (keyof CallRow)[]
/** As a query selects them, as fields of `CallRow`. */
export const SELECTED = NAMES.map((name) => `calls.${COLUMNS[name]} as "${name}"`).join(', ')
