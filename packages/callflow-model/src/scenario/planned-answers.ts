/** What the caller does in a suggested call, and what other servers and tables answer. */
import type { WaitingFor } from '../api/index.ts'
import type { FlowNode } from '../document/flow-document.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { KEYS } from '../nodes/parts/phone-keys.ts'
import type { DrawnExit } from './drawn-exits.ts'
import { needFor } from './needed-values.ts'
import type { ScenarioReply, ScenarioRow } from './scenario.ts'
import { inputOf, type Need } from './step-inputs.ts'

export const HANGS_UP: CallerAction = { hangup: true }

export function actionFor(
  waiting: WaitingFor,
  node: FlowNode | undefined,
  exit: DrawnExit | null,
  needs: readonly Need[],
  turn: number,
): CallerAction {
  const input = node && exit ? inputOf(node, exit.port) : null
  if (input?.kind === 'keys') return { digits: keysFor(input, needs) }
  if (input?.kind === 'records') return { outcome: input.says ? 'message' : 'nothing' }
  const { kind, choices, maxDigits = 1 } = waiting
  if (kind === 'digits' || kind === 'menu') {
    if (exit === null) return kind === 'menu' ? HANGS_UP : { digits: '' }
    if (kind === 'menu') return { digits: menuKeys(exit.port, choices, turn) }
    const collection = node?.data.collection_name
    const need = typeof collection === 'string' ? needFor(needs, `digits.${collection}`) : undefined
    const digits = need ?? (turn % 2 === 0 ? '1234567890'.repeat(3).slice(0, maxDigits) : '')
    return { digits: /^[0-9*#]*$/.test(digits) ? digits : '' }
  }
  return { outcome: outcomeFor(kind, choices, exit?.port ?? null, turn) ?? choices[0]?.key ?? 'answered' }
}

/** A menu of KAZOO's: its exits that are no keys are taken after keys that it does not have, or after none. */
function menuKeys(port: string, choices: WaitingFor['choices'], turn: number): string {
  if (/^[0-9*#]+$/.test(port)) return port
  const wrong = KEYS.find((key) => !choices.some((choice) => choice.key.startsWith(key)))
  return (turn % 2 === 0) === (port === 'timeout') ? '' : (wrong ?? '')
}

function keysFor(input: Extract<ReturnType<typeof inputOf>, { kind: 'keys' }>, needs: readonly Need[]): string {
  const need = input.variable === undefined ? undefined : needFor(needs, `vars.${input.variable}`)
  const fits = need !== undefined && /^[0-9*#]+$/.test(need) && input.fits?.(need) === true
  return fits ? (input.ended?.(need) ?? need) : input.digits
}

/** What comes of a step of KAZOO's so that it is left by this exit. */
function outcomeFor(
  kind: WaitingFor['kind'],
  choices: WaitingFor['choices'],
  port: string | null,
  turn: number,
): string | undefined {
  if (port === null) return choices[0]?.key
  const exact = choices.find(({ key, label }) => key === port || key === `exit:${port}` || label === port)
  if (exact && exact.key !== 'answered') return exact.key
  if (kind !== 'ring') return choices[turn % choices.length]?.key
  // Any reason without an exit of its own: nobody answers, nobody can be rung, and all others after them.
  const reasons = choices.filter(({ key }) => key !== 'answered').map(({ key }) => key)
  const likely = ['NO_ANSWER', 'no_endpoint'].filter((key) => reasons.includes(key))
  return [...likely, ...reasons.filter((key) => !likely.includes(key))][turn % Math.max(1, reasons.length)]
}

export function replyFor(node: FlowNode | undefined, port: string, needs: readonly Need[]): ScenarioReply {
  const input = node ? inputOf(node, port) : null
  if (input?.kind !== 'reply') return { status: 200 }
  if (input.status === null) return { fails: 'timeout' }
  const body: Record<string, unknown> = {}
  let text: string | undefined
  let status = input.status
  for (const { name, path, from } of input.assigns) {
    const need = needFor(needs, `vars.${name}`)
    if (from === 'status' && need !== undefined && isStatusLike(need, status)) status = Number(need)
    else if (from === 'text') text = need ?? text
    else if (from === 'json' && port === 'success') putAt(body, path, need === undefined ? name : asValue(need))
  }
  if (text !== undefined && Object.keys(body).length === 0) return { status, body: text }
  return { status, ...(Object.keys(body).length > 0 ? { body: body as Record<string, string> } : {}) }
}

/** Another status of the same hundred takes the same exit. */
const isStatusLike = (need: string, status: number): boolean =>
  /^\d{3}$/.test(need) && Math.floor(Number(need) / 100) === Math.floor(status / 100)

const asValue = (need: string): string | number =>
  need.trim() !== '' && String(Number(need)) === need ? Number(need) : need

/** Only plain paths: `$.customer.balance`. */
function putAt(body: Record<string, unknown>, path: string, value: string | number): void {
  const names = /^\$((?:\.\w+)+)$/.exec(path)?.[1]?.slice(1).split('.')
  const last = names?.pop()
  if (!names || last === undefined) return
  let inside = body
  for (const name of names) {
    const next = inside[name]
    const made: Record<string, unknown> =
      typeof next === 'object' && next !== null ? (next as Record<string, unknown>) : {}
    inside[name] = made
    inside = made
  }
  inside[last] = value
}

export function rowFor(node: FlowNode, port: string | null, needs: readonly Need[]): ScenarioRow {
  const input = port === null ? null : inputOf(node, port)
  if (input?.kind !== 'row') return 'not found'
  if (input.row !== 'found') return input.row
  const columns = input.assigns.flatMap(({ name, column }) => {
    const need = needFor(needs, `vars.${name}`)
    const value = need === undefined ? null : asValue(need)
    const before = input.adds?.column === column && typeof value === 'number' ? value - input.adds.by : value
    return column === '' || (before === null && input.adds) ? [] : [[column, before ?? name] as const]
  })
  return Object.fromEntries(columns)
}
