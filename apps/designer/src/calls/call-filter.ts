/** Which calls the list shows. The address of the page holds it, so that a list can be shared. */
import { type CallOutcome, type CallSummary, callOutcomeSchema } from '@callflow-studio/model/api'
import { isSlow } from './group-calls.ts'

export const PERIODS = { hour: 1, day: 24, week: 7 * 24, month: 30 * 24 } as const
export type Period = keyof typeof PERIODS

export interface CallListFilter {
  text: string
  flow: string | null
  version: number | null
  caller: string | null
  outcome: CallOutcome | null
  isSlow: boolean
  isFailed: boolean
  /** The last hours. */
  period: Period | null
  /** ISO 8601, or as `<input type="datetime-local">` writes it. */
  from: string | null
  to: string | null
}

export function readCallFilter(search: URLSearchParams): CallListFilter {
  const outcome = callOutcomeSchema.safeParse(search.get('state'))
  const period = search.get('period')
  const version = Number(search.get('version'))
  return {
    text: search.get('q') ?? '',
    flow: search.get('flow'),
    version: Number.isSafeInteger(version) && version > 0 ? version : null,
    caller: search.get('caller'),
    outcome: outcome.success ? outcome.data : null,
    isSlow: search.has('slow'),
    isFailed: search.has('failed'),
    period: period !== null && Object.hasOwn(PERIODS, period) ? (period as Period) : null,
    from: dateIn(search.get('from')),
    to: dateIn(search.get('to')),
  }
}

const dateIn = (text: string | null): string | null => (text !== null && !Number.isNaN(Date.parse(text)) ? text : null)

/** @returns the search of an address; empty for all calls */
export function writeCallFilter(filter: CallListFilter): string {
  const { text, flow, version, caller, outcome, period, from, to } = filter
  const given: [string, string | number | null][] = [
    ['q', text === '' ? null : text],
    ['flow', flow],
    ['version', version],
    ['caller', caller],
    ['state', outcome],
    ['slow', filter.isSlow ? 'true' : null],
    ['failed', filter.isFailed ? 'true' : null],
    ['period', period],
    ['from', from],
    ['to', to],
  ]
  const search = new URLSearchParams(given.flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]])))
  return search.size === 0 ? '' : `?${search}`
}

/** As the API asks for it. @param now where the last hours end */
export function toCallsQuery(filter: CallListFilter, now: number) {
  const { flow, version, caller, outcome, period, from, to, text } = filter
  const since = period === null ? from && Date.parse(from) : now - PERIODS[period] * 60 * 60 * 1000
  return {
    flow: flow ?? undefined,
    version: version ?? undefined,
    caller: caller ?? undefined,
    outcome: outcome ?? undefined,
    slow: filter.isSlow || undefined,
    failed: filter.isFailed || undefined,
    from: since ? new Date(since).toISOString() : undefined,
    to: period === null && to ? new Date(to).toISOString() : undefined,
    q: text.trim() === '' ? undefined : text.trim(),
  }
}

/**
 * Whether a call that has just come in belongs to the list. What was said in it only the log knows: of the text, each word must
 * be part of who called, what was called, the flow, the Call-ID or the error.
 */
export function isInFilter(call: CallSummary, filter: CallListFilter): boolean {
  const { flow, version, caller, outcome, isFailed, to, period } = filter
  if (flow !== null && call.flowId !== flow) return false
  if (version !== null && call.version !== version) return false
  if (caller !== null && call.callerNumber !== caller) return false
  if (outcome !== null && call.outcome !== outcome) return false
  if (period === null && to !== null && Date.parse(call.at) > Date.parse(to)) return false
  if ((filter.isSlow || isFailed) && !((filter.isSlow && isSlow(call)) || (isFailed && hasFailed(call)))) return false
  return holdsText(call, filter.text)
}

const hasFailed = ({ outcome }: CallSummary): boolean => outcome === 'error' || outcome === 'refused'

export function holdsText(call: CallSummary, text: string): boolean {
  const { callerName, callerNumber, to, flowName, callId, error } = call
  const said = `${callerName} ${callerNumber} ${to} ${flowName} ${callId} ${error ?? ''}`.toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word))
}
