/** Does what a step waits for, within what is left of the answer's time: a look-up, a change of a table, setting a switch. */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import { LOOK_UP_BUDGET_MS, type LookUpReply, type TableWritten } from '../nodes/contract/look-up.ts'
import type { SwitchWritten } from '../nodes/contract/switch-state.ts'
import { countryOfLocale } from '../templates/phone-number.ts'
import type { AnswerInput } from './answer.ts'
import type { PendingResult, PendingStep, Walk } from './walk.ts'

export type Reply = LookUpReply | TableWritten | SwitchWritten

/** What came of a step of this request that waited. */
export interface Replied {
  node: PreparedNode
  reply: Reply
}

/** Never rejects: what fails is a reply too. */
export function carryOut(walk: Walk, step: PendingStep): Promise<Reply> {
  const { wanted } = step
  switch (wanted.kind) {
    case 'look-up':
      return lookUp(walk, step, wanted)
    case 'write':
      return write(walk, step, wanted)
    case 'set-switch':
      return setSwitch(walk, step, wanted)
  }
}

type Wanted<Kind extends PendingResult['kind']> = Extract<PendingResult, { kind: Kind }>

async function lookUp(walk: Walk, { node, path }: PendingStep, { request }: Wanted<'look-up'>): Promise<LookUpReply> {
  const { services } = walk.input
  const reply = await inTime<LookUpReply>(
    walk.input,
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
  walk.lookUps.push({ node, path, request, reply })
  return reply
}

function write(walk: Walk, { node, path }: PendingStep, { write }: Wanted<'write'>): Promise<TableWritten> {
  const { services, requestName = null, epoch, now } = walk.input
  const once = requestName === null ? null : `${requestName} ${node.id} ${walk.writes++}`
  const country = countryOfLocale(path.at.flow.settings.locale)
  return inTime<TableWritten>(
    walk.input,
    services &&
      ((leftMs) => services.writeTable({ ...write, nodeId: node.id, country, epoch, at: now.getTime(), once }, leftMs)),
    {
      nobody: 'Nothing is written here.',
      late: 'No time was left to write.',
      failed: (message, isLate) => ({ kind: 'error', code: isLate ? 'table.busy' : 'table.failed', message }),
    },
  )
}

function setSwitch({ input }: Walk, { path }: PendingStep, { write }: Wanted<'set-switch'>): Promise<SwitchWritten> {
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
