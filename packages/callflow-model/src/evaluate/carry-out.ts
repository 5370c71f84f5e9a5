/** Carries out the effect of a step within what is left of the answer's time. */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import { LOOK_UP_BUDGET_MS, type LookUpReply, type TableReply, type TableWritten } from '../nodes/contract/look-up.ts'
import type { DaysReply } from '../nodes/contract/opening-hours.ts'
import type { StepEffect, StepQuery } from '../nodes/contract/step-result.ts'
import type { SwitchWritten } from '../nodes/contract/switch-state.ts'
import { countryOfLocale } from '../templates/phone-number.ts'
import type { AnswerInput } from './answer.ts'
import type { Evaluation, Reply } from './evaluation.ts'
import type { Path } from './path.ts'
import type { PendingStep } from './pending-step.ts'

/** Never rejects: what fails is a reply too. */
export function carryOut(evaluation: Evaluation, step: PendingStep): Promise<Reply> {
  const { effect } = step
  switch (effect.kind) {
    case 'look-up':
      return lookUp(evaluation, step, effect)
    case 'write':
      return write(evaluation, step, effect)
    case 'set-switch':
      return setSwitch(evaluation, step, effect)
    case 'read-table':
      return read(evaluation, step)
    case 'read-days':
      return inTime<Reply>(evaluation.input, comingOf(step), { nobody: '', late: '', failed: () => null })
  }
}

type Effect<Kind extends StepEffect['kind']> = Extract<StepEffect, { kind: Kind }>

async function lookUp(
  evaluation: Evaluation,
  { node, step: { path } }: PendingStep,
  { request }: Effect<'look-up'>,
): Promise<LookUpReply> {
  const { services } = evaluation.input
  const reply = await inTime<LookUpReply>(
    evaluation.input,
    services && ((leftMs) => services.lookUp(request, Math.min(request.timeoutMs, leftMs))),
    {
      nobody: 'No look-ups are made here.',
      late: 'No time was left for the look-up.',
      failed: (message, isLate) => ({
        ok: false,
        code: isLate ? 'look-up.timeout' : 'look-up.unreachable',
        message,
        durationMs: 0,
      }),
    },
  )
  evaluation.log.lookUps.push({ node, path, request, reply })
  return reply
}

function write(
  evaluation: Evaluation,
  { node, step: { path } }: PendingStep,
  { write }: Effect<'write'>,
): Promise<TableWritten> {
  const { services, requestName = null, epoch, now } = evaluation.input
  const once = requestName === null ? null : `${requestName} ${node.id} ${evaluation.budget.writes++}`
  const country = countryOfLocale(path.at.flow.settings.locale)
  return inTime<TableWritten>(
    evaluation.input,
    services &&
      ((leftMs) => services.writeTable({ ...write, nodeId: node.id, country, epoch, at: now.getTime(), once }, leftMs)),
    {
      nobody: 'Nothing is written here.',
      late: 'No time was left to write.',
      failed: (message, isLate) => ({ kind: 'error', code: isLate ? 'table.busy' : 'table.failed', message }),
    },
  )
}

function setSwitch(
  { input }: Evaluation,
  { step: { path } }: PendingStep,
  { write }: Effect<'set-switch'>,
): Promise<SwitchWritten> {
  const set = input.services?.setSwitch
  const { flowId } = path.at
  return inTime<SwitchWritten>(
    input,
    set && ((leftMs) => set({ ...write, flowId, caller: input.facts.callerNumber }, leftMs)),
    {
      nobody: 'No switch can be set here.',
      late: 'No time was left to set the switch.',
      failed: (message) => ({ kind: 'error', code: 'switch.failed', message }),
    },
  )
}

/** A table whose store answers later. */
const read = (evaluation: Evaluation, step: PendingStep): Promise<Reply> =>
  inTime<Reply>(evaluation.input, comingOf(step), {
    nobody: NO_TABLES.message,
    late: 'No time was left to read the table.',
    failed: (message) => ({ kind: 'error', code: 'table.failed', message }),
  })

const comingOf = ({ coming }: PendingStep): (() => Promise<Reply>) | undefined => (coming ? () => coming : undefined)

/** Reads lists of special days: at once where the store can, else as a promise. */
export function readDays({ input }: Evaluation, tables: readonly string[]): DaysReply | Promise<DaysReply> {
  const lists = tables.map((table) => input.services?.specialDays?.(table, input.epoch) ?? null)
  return lists.some((list) => list instanceof Promise) ? Promise.all(lists) : (lists as DaysReply)
}

/** Reads a row: at once where the store can, else as a promise. */
export function queryTable(
  { input }: Evaluation,
  node: PreparedNode,
  path: Path,
  query: StepQuery,
): TableReply | Promise<TableReply> {
  const { services, epoch, now } = input
  const country = countryOfLocale(path.at.flow.settings.locale)
  return services?.readTable({ ...query, country, epoch, at: now.getTime() }, node.id) ?? NO_TABLES
}

const NO_TABLES = { kind: 'error', code: 'table.gone', message: 'There are no tables here.' } as const

interface Failures<T> {
  nobody: string
  late: string
  failed: (message: string, isLate: boolean) => T
}

/**
 * @param ask left out where nobody does it here
 * @returns what was replied, or why nothing was; it never rejects
 */
async function inTime<T>(
  { elapsedMs }: AnswerInput,
  ask: ((leftMs: number) => Promise<T>) | undefined,
  { nobody, late, failed }: Failures<T>,
): Promise<T> {
  const leftMs = LOOK_UP_BUDGET_MS - (elapsedMs?.() ?? 0)
  if (!ask) return failed(nobody, false)
  if (leftMs <= 0) return failed(late, true)
  try {
    return await ask(leftMs)
  } catch (error) {
    return failed(error instanceof Error ? error.message : String(error), false)
  }
}
