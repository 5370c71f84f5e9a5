import { Hono } from 'hono'
import type { CallLog } from '../calls/call-log.ts'
import type { ProcessReport } from '../workers/messages.ts'

/**
 * `/metrics`, in the text form that Prometheus reads. Only numbers: nothing of any call or flow.
 * @param collect the reports of all processes of this studio
 */
export const createMetricsRoute = (collect: () => Promise<readonly ProcessReport[]>): Hono =>
  new Hono().get('/metrics', async (context) => context.body(metricsOf(await collect()), 200, HEADERS))

const HEADERS = { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' }

/** What this process has counted. */
export function readReport({ totals, dropped }: Pick<CallLog, 'totals' | 'dropped'>): ProcessReport {
  const { byState, tookMs, answers, atMost } = totals.read()
  const lost = dropped()
  return {
    counters: {
      ...Object.fromEntries(
        Object.entries(byState).map(([state, count]) => [`callflow_requests_total{state="${state}"}`, count]),
      ),
      ...Object.fromEntries(
        atMost.map(({ ms, answers: count }) => [`callflow_answer_seconds_bucket{le="${ms / 1000}"}`, count]),
      ),
      'callflow_answer_seconds_bucket{le="+Inf"}': answers,
      callflow_answer_seconds_sum: tookMs / 1000,
      callflow_answer_seconds_count: answers,
      'callflow_log_dropped_total{what="bodies"}': lost.bodies,
      'callflow_log_dropped_total{what="rows"}': lost.rows,
      'callflow_log_dropped_total{what="refused"}': lost.refused,
    },
    memoryBytes: process.memoryUsage.rss(),
    upSeconds: process.uptime(),
  }
}

/** What the counters of a report are of. */
const COUNTED = [
  { name: 'callflow_requests_total', type: 'counter', help: 'Requests of KAZOO, by what came of them.' },
  { name: 'callflow_answer_seconds', type: 'histogram', help: 'How long an answer took.' },
  { name: 'callflow_log_dropped_total', type: 'counter', help: 'What the call log had no room for.' },
] as const

function metricsOf(reports: readonly ProcessReport[]): string {
  const sums = new Map<string, number>()
  for (const { counters } of reports)
    for (const [name, value] of Object.entries(counters)) sums.set(name, (sums.get(name) ?? 0) + value)
  const memoryBytes = reports.reduce((sum, report) => sum + report.memoryBytes, 0)
  const upSeconds = Math.max(...reports.map((report) => report.upSeconds))
  return [
    ...COUNTED.flatMap(({ name, type, help }) =>
      metric(
        name,
        type,
        help,
        [...sums].filter(([line]) => line.startsWith(name)),
      ),
    ),
    ...metric('process_resident_memory_bytes', 'gauge', 'Memory in use.', [
      ['process_resident_memory_bytes', memoryBytes],
    ]),
    ...metric('process_uptime_seconds', 'gauge', 'Time since the start.', [['process_uptime_seconds', upSeconds]]),
    '',
  ].join('\n')
}

const metric = (
  name: string,
  type: 'counter' | 'gauge' | 'histogram',
  help: string,
  lines: readonly (readonly [line: string, value: number])[],
): string[] => [`# HELP ${name} ${help}`, `# TYPE ${name} ${type}`, ...lines.map(([line, value]) => `${line} ${value}`)]
