import { Hono } from 'hono'
import type { CallLog } from '../calls/call-log.ts'

/** `/metrics`, in the text form that Prometheus reads. Only numbers: nothing of any call or flow. */
export const createMetricsRoute = (callLog: Pick<CallLog, 'totals' | 'dropped'>): Hono =>
  new Hono().get('/metrics', (context) => context.body(metricsOf(callLog), 200, HEADERS))

const HEADERS = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' }

function metricsOf({ totals, dropped }: Pick<CallLog, 'totals' | 'dropped'>): string {
  const { byState, tookMs, answers, atMost } = totals.read()
  const lost = dropped()
  return [
    ...metric('callflow_requests_total', 'counter', 'Requests of KAZOO, by what came of them.', [
      ...Object.entries(byState).map(([state, count]) => [`{state="${state}"}`, count] as const),
    ]),
    ...metric('callflow_answer_seconds', 'histogram', 'How long an answer took.', [
      ...atMost.map(({ ms, answers: count }) => [`_bucket{le="${ms / 1000}"}`, count] as const),
      ['_bucket{le="+Inf"}', answers],
      ['_sum', tookMs / 1000],
      ['_count', answers],
    ]),
    ...metric('callflow_log_dropped_total', 'counter', 'What the call log had no room for.', [
      ['{what="bodies"}', lost.bodies],
      ['{what="rows"}', lost.rows],
      ['{what="refused"}', lost.refused],
    ]),
    ...metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', [['', process.memoryUsage.rss()]]),
    ...metric('process_uptime_seconds', 'gauge', 'Time since the start.', [['', process.uptime()]]),
    '',
  ].join('\n')
}

const metric = (
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  values: readonly (readonly [suffix: string, value: number])[],
): string[] => [
  `# HELP ${name} ${help}`,
  `# TYPE ${name} ${type}`,
  ...values.map(([suffix, value]) => `${name}${suffix} ${value}`),
]
