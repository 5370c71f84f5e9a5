/** What a caller may have done where a replayed call waits, most likely first. */
import type { WaitingFor } from '../api/index.ts'
import { MASKED } from '../compile/masks.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { pathBack } from '../evaluate/known-entries.ts'
import { type CallFacts, parseCallFacts } from '../kazoo/call-facts.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import { actionFor } from '../scenario/planned-answers.ts'
import type { LoggedRequest } from './logged-call.ts'

/** How many inputs of a step are tried for one exit. */
const TURNS = 4

/**
 * @param last the request whose answer KAZOO is carrying out
 * @param next the one that came after it
 */
export function optionsAt(
  waiting: WaitingFor,
  node: FlowNode | undefined,
  last: LoggedRequest,
  next: LoggedRequest,
): CallerAction[] {
  const options: CallerAction[] = []
  const listens = waiting.kind === 'digits' || waiting.kind === 'menu'
  if (listens) for (const digits of newDigits(last, next)) options.push({ digits })
  const port = exitTaken(waiting.nodeId, last, next)
  if (port !== null && waiting.nodeId !== null) {
    const exit = { nodeId: waiting.nodeId, port, target: null }
    for (let turn = 0; turn < TURNS; turn++) options.push(actionFor(waiting, node, exit, [], turn))
  }
  for (const { key } of waiting.choices)
    options.push(listens && /^[0-9*#]+$/.test(key) ? { digits: key } : { outcome: key })
  if (listens) options.push({ digits: '' })
  const seen = new Set<string>()
  return options.filter((option) => {
    const key = JSON.stringify(option)
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** The exit by which the call left a step, as far as its next request tells. */
function exitTaken(nodeId: string | null, last: LoggedRequest, next: LoggedRequest): string | null {
  if (nodeId === null) return null
  const answered = next.nodes.find((entry) => entry.nodeId === nodeId && entry.from === -1 && entry.kind === 'ran')
  if (next.askedFor === nodeId && answered?.took !== undefined) return answered.took
  for (const at of pathBack(last.nodes, next.askedFor)) {
    const entry = last.nodes[at]
    if (entry && entry.port !== null && last.nodes[entry.from]?.nodeId === nodeId) return entry.port
  }
  return null
}

/** Keys that a request brings and the one before did not. */
function newDigits(last: LoggedRequest, next: LoggedRequest): string[] {
  if (!next.request) return []
  const old = last.request ? parseCallFacts(last.request.params).digits : {}
  return Object.entries(parseCallFacts(next.request.params).digits).flatMap(([name, digits]) =>
    old[name] === digits || !/^[0-9*#]+$/.test(digits) ? [] : [digits],
  )
}

/** @returns whether a simulated request says of keys what the logged one does; what is not in the log says nothing */
export function hasSameKeys(facts: CallFacts, { request }: LoggedRequest): boolean {
  if (!request) return true
  const logged = parseCallFacts(request.params)
  if (logged.dialStatus !== '' && logged.dialStatus !== facts.dialStatus) return false
  const names = new Set([...Object.keys(facts.digits), ...Object.keys(logged.digits)])
  return [...names].every((name) => {
    const wanted = logged.digits[name] ?? ''
    return wanted === MASKED || wanted === (facts.digits[name] ?? '')
  })
}

/** Whether keys of the caller are masked in a request. */
export const hasMaskedKeys = ({ request }: LoggedRequest): boolean =>
  request !== null && Object.values(parseCallFacts(request.params).digits).includes(MASKED)
