/** A scenario of what somebody did in a preview. */

import { Temporal } from 'temporal-polyfill'
import type { Exchange, ListedAction, LookUpMock, PreviewLookUp, SampleCall } from '../api/index.ts'
import { sampleCallSchema } from '../api/preview.ts'
import type { ExitInput } from '../nodes/contract/exit-input.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import { createListedCaller } from '../simulate/listed-caller.ts'
import { formatDuration } from './duration.ts'
import { playScenario, startOf } from './play-scenario.ts'
import { createRecordingCaller } from './recording-caller.ts'
import { REPLY_FAILURES, type Scenario, type ScenarioCall, type ScenarioReply, type ScenarioRow } from './scenario.ts'
import { outcomeOf } from './scenario-outcome.ts'
import { inputOf } from './step-inputs.ts'
import { tableUseOf } from './step-references.ts'
import type { TestedFlow } from './tested-flow.ts'

type CallFields = { [K in keyof SampleCall]?: SampleCall[K] | undefined }

/** A reply as it came, or as scenarios say it; null: none. */
type RepliedLookUp = Pick<PreviewLookUp, 'nodeId'> & { reply: PreviewLookUp['reply'] | ScenarioReply }

/** What a preview was asked, and what its look-ups replied. */
export interface PreviewedCall {
  call: CallFields
  /** When it began. */
  startedAt: Date
  does: readonly ListedAction[]
  /** In the order in which they were made. */
  lookUps?: readonly RepliedLookUp[]
  /** By the id of the switch. */
  switches?: Readonly<Record<string, SwitchState>>
  /** What columns of steps that write held at first, by node id; null: no row. */
  kept?: Readonly<Record<string, string | number | boolean | null>>
  startAt?: string
  /** Its requests: what they say of table steps and opening hours becomes their rows. */
  exchanges?: readonly Pick<Exchange, 'nodes' | 'variables'>[]
}

/**
 * Writes down a previewed call: the call is played again, and what is heard, who rings, where it ends and how many requests
 * it takes become what is expected.
 * @param test its name
 */
export async function scenarioFromPreview(
  tested: TestedFlow,
  { call, startedAt, does, lookUps = [], switches = {}, kept = {}, startAt, exchanges = [] }: PreviewedCall,
  test: string,
): Promise<Scenario> {
  const { names, flow } = tested
  const replies = repliesByStep(lookUps, names.nameOf)
  const setup: Scenario = {
    test,
    call: callOf(call, startedAt, flow.document.settings.timezone),
    ...(startAt === undefined ? {} : { 'starts at': names.nameOf(startAt) }),
    ...ifAny('look-ups', replies),
    ...ifAny('tables', { ...rowsFound(tested, exchanges, startedAt), ...keptRows(tested, kept) }),
    ...ifAny('switches', switches),
  }
  const caller = createRecordingCaller(names, createListedCaller(does))
  const played = await playScenario(tested, setup, caller)
  const outcome = outcomeOf(tested, played)
  const happens = caller.lines(played.line, outcome.ended !== null)
  const longestMs = Math.max(0, ...outcome.silences.map(({ durationMs }) => durationMs))
  return {
    ...setup,
    ...(happens.length > 0 ? { happens } : {}),
    expect: {
      ...(longestMs > 0 ? { silence: `under ${formatDuration(Math.ceil((longestMs + 1) / 1000) * 1000)}` } : {}),
      requests: `at most ${outcome.requests}`,
    },
  }
}

const ifAny = <K extends string, V extends object>(key: K, value: V): { [name in K]?: V } =>
  Object.keys(value).length > 0 ? ({ [key]: value } as { [name in K]: V }) : {}

/** Only what differs from the preview's mobile caller. */
function callOf(call: CallFields, startedAt: Date, zone: string): ScenarioCall {
  const given = sampleCallSchema.parse(call)
  const usual = sampleCallSchema.parse({})
  const { from, to, callerName, callerNumber, realm, language, sip, custom, callId } = given
  return {
    from,
    ...(to === usual.to ? {} : { to }),
    ...(callerName === usual.callerName ? {} : { 'caller name': callerName }),
    ...(callerNumber === from ? {} : { 'caller number': callerNumber }),
    ...(realm === usual.realm ? {} : { realm }),
    ...(language === usual.language ? {} : { language }),
    ...(callId === undefined ? {} : { id: callId }),
    ...ifAny('sip', sip),
    ...ifAny('custom', custom),
    at: wallTimeOf(startedAt, zone),
  }
}

/** With its offset from UTC where clocks show the time twice. */
function wallTimeOf(date: Date, zone: string): string {
  const local = Temporal.Instant.fromEpochMilliseconds(date.getTime()).toZonedDateTimeISO(zone || 'UTC')
  const isWhole = date.getTime() % 60_000 === 0
  const text = local.toPlainDateTime().toString({ smallestUnit: isWhole ? 'minute' : 'second' })
  const isSame = Math.abs((startOf(text, zone)?.getTime() ?? 0) - date.getTime()) < 1000
  return isSame ? text : `${text}${local.offset}`
}

/** The variables that a table step sets are what its row held; each step counts once. */
function rowsFound(
  { flow, names }: TestedFlow,
  exchanges: NonNullable<PreviewedCall['exchanges']>,
  startedAt: Date,
): NonNullable<Scenario['tables']> {
  const rows: NonNullable<Scenario['tables']> = {}
  const nodes = new Map(flow.document.nodes.map((node) => [node.id, node]))
  for (const { nodes: trace, variables } of exchanges)
    for (const { nodeId, kind, took = 'error' } of trace) {
      const node = nodes.get(nodeId)
      const name = names.nameOf(nodeId)
      if (!node || (kind !== 'ran' && kind !== 'failed') || Object.hasOwn(rows, name)) continue
      const use = tableUseOf(node)
      if (use === 'days') {
        const date = wallTimeOf(startedAt, flow.document.settings.timezone).slice(0, 10)
        rows[name] = took === 'holiday' ? [{ date }] : []
      }
      if (use === 'reads') rows[name] = rowOf(inputOf(node, took), variables)
    }
  return rows
}

function rowOf(input: ExitInput | null, variables: Readonly<Record<string, unknown>>): ScenarioRow {
  if (input?.kind !== 'row') return 'not found'
  if (input.row !== 'found') return input.row
  return Object.fromEntries(
    input.assigns.flatMap(({ name, column }) => {
      const value = variables[name]
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
        ? [[column, value]]
        : []
    }),
  )
}

function repliesByStep(
  lookUps: readonly RepliedLookUp[],
  nameOf: (nodeId: string) => string,
): Record<string, ScenarioReply | ScenarioReply[]> {
  const byStep = new Map<string, ScenarioReply[]>()
  for (const { nodeId, reply } of lookUps) {
    if (!reply) continue
    const name = nameOf(nodeId)
    byStep.set(name, [...(byStep.get(name) ?? []), 'ok' in reply ? toScenarioReply(reply) : reply])
  }
  return Object.fromEntries([...byStep].map(([name, replies]) => [name, onlyOne(replies)]))
}

/** The last reply stays, so the same one again need not be written. */
export function onlyOne<T>(replies: readonly T[]): T | T[] {
  const kept = [...replies]
  while (kept.length > 1 && JSON.stringify(kept.at(-1)) === JSON.stringify(kept.at(-2))) kept.pop()
  const [first] = kept
  return kept.length === 1 && first !== undefined ? first : kept
}

/** @returns a reply as scenarios say it; JSON becomes values, which can be read and changed */
export function toScenarioReply(reply: NonNullable<PreviewLookUp['reply']>): ScenarioReply {
  const takes = reply.durationMs >= 1 ? { takes: formatDuration(reply.durationMs) } : {}
  if (!reply.ok) {
    const fails = REPLY_FAILURES.find((name) => `look-up.${name}` === reply.code) ?? 'unreachable'
    return { fails, ...takes }
  }
  const { status, text, contentType } = reply
  return {
    status,
    ...(text === '' ? {} : { body: asJson(text) }),
    ...(contentType === null ? {} : { 'content type': contentType }),
    ...takes,
  }
}

type JsonValue = NonNullable<Extract<LookUpMock, { status: number }>['body']>

/** Only what is the same text again when it is sent: a reply is taken to the letter. */
function asJson(text: string): Extract<ScenarioReply, { status: number }>['body'] {
  try {
    const value: JsonValue = JSON.parse(text)
    return (typeof value === 'string' ? text : value) as Extract<ScenarioReply, { status: number }>['body']
  } catch {
    return text // No JSON: it stays a text.
  }
}

/** The column of a step that writes, as its first row. */
function keptRows(
  { flow, names }: TestedFlow,
  kept: NonNullable<PreviewedCall['kept']>,
): NonNullable<Scenario['tables']> {
  return Object.fromEntries(
    Object.entries(kept).flatMap(([nodeId, value]) => {
      const column = flow.document.nodes.find(({ id }) => id === nodeId)?.data.column
      if (typeof column !== 'string') return []
      return [[names.nameOf(nodeId), value === null ? ('not found' as const) : { [column]: value }]]
    }),
  )
}
