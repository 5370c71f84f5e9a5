/**
 * What may come of a step that runs in the studio. Where it needs nothing that is unknown, its own code says it; else each of
 * its exits is possible, and so is that it fails.
 */
import type { PreparedNode } from '../compile/prepared-flow.ts'
import { LOOK_UP_BUDGET_MS } from '../nodes/contract/look-up.ts'
import type { DayList } from '../nodes/contract/opening-hours.ts'
import type { StepEffect, StepResult } from '../nodes/contract/step-result.ts'
import { PossibleCall, type SeenCall } from './possible-call.ts'
import { ANY_VALUE, NeedsValue, UNKNOWN_WORLD, type Variables, type World } from './values.ts'

/** How a reply is to come about. */
export interface ReplyWanted {
  nodeId: string
  /** found, not_found, written: a row of a table. */
  kind: 'success' | 'failure' | 'timeout' | 'found' | 'not_found' | 'broken' | 'written'
  /** Values that are taken from it, in what follows: `<of>:<variable>`. */
  of: string
}

export interface StepEnd {
  /** A step that fails has no result. */
  result: Exclude<StepResult, StepEffect> | null
  vars: Variables
  /** How long the caller waits for it at most. */
  takesMs: number
  reply: ReplyWanted | null
  /** Whether it is so in a world; null where it is in all. Throws `NeedsValue`. */
  holds: ((world: World) => boolean) | null
}

export interface StepSurroundings {
  /** Names this visit of the step. */
  visit: string
  /** How long the running request has taken. */
  askedMs: number
  specialDays: (table: string) => DayList | null
}

/** @returns at least one, each possible as far as the studio can know */
export function stepEnds(node: PreparedNode, seen: SeenCall, around: StepSurroundings): StepEnd[] {
  try {
    return settle(node, seen, around, runStep(node, seen, UNKNOWN_WORLD, around, false))
  } catch (error) {
    if (!(error instanceof NeedsValue)) throw error
  }
  try {
    const guessed = runStep(node, seen, UNKNOWN_WORLD, around, true)
    if (guessed.result && 'takeReply' in guessed.result) return settle(node, seen, around, guessed)
  } catch (error) {
    if (!(error instanceof NeedsValue)) throw error
  }
  return anyEnd(node, seen, around)
}

/** What a step answers in one world. @throws NeedsValue */
function stepIn(node: PreparedNode, seen: SeenCall, around: StepSurroundings, world: World): StepEnd | null {
  const run = runStep(node, seen, world, around, false)
  if (run.result && 'takeReply' in run.result) return null
  return { result: run.result, vars: run.call.vars, takesMs: 0, reply: null, holds: null }
}

interface Run {
  call: PossibleCall
  /** Null where it failed. */
  result: StepResult | null
}

function runStep(node: PreparedNode, seen: SeenCall, world: World, around: StepSurroundings, isLenient: boolean): Run {
  const call = new PossibleCall(seen, world, isLenient)
  if (node.definition?.kind === 'start') return { call, result: { kind: 'go', port: 'next' } }
  const { run } = node
  const result = run ? attempt(() => run(call)) : null
  if (result?.kind !== 'read-days') return { call, result }
  return { call, result: attempt(() => result.takeReply(result.tables.map(around.specialDays))) }
}

/** A step that throws fails. @throws NeedsValue */
function attempt(run: () => StepResult): StepResult | null {
  try {
    return run()
  } catch (error) {
    if (error instanceof NeedsValue) throw error
    return null
  }
}

function settle(node: PreparedNode, seen: SeenCall, around: StepSurroundings, { call, result }: Run): StepEnd[] {
  const fails = (reply: ReplyWanted | null, takesMs = 0): StepEnd => ({
    result: null,
    vars: seen.vars,
    takesMs,
    reply,
    holds: null,
  })
  if (!result) return [fails(null)]
  if (!('takeReply' in result)) return [{ result, vars: call.vars, takesMs: 0, reply: null, holds: null }]
  const { vars } = call
  const take = (kind: ReplyWanted['kind'], run: () => StepResult, takesMs = 0): StepEnd => {
    call.vars = vars
    const reply: ReplyWanted = { nodeId: node.id, kind, of: `reply:${around.visit}` }
    call.replyOf = reply.of
    const taken = attempt(run)
    if (!taken || 'takeReply' in taken) return fails(reply, takesMs)
    return { result: taken, vars: call.vars, takesMs, reply, holds: null }
  }
  const reply = (kind: ReplyWanted['kind']): ReplyWanted => ({ nodeId: node.id, kind, of: `reply:${around.visit}` })
  switch (result.kind) {
    case 'look-up': {
      const takesMs = Math.max(0, Math.min(result.request.timeoutMs, LOOK_UP_BUDGET_MS - around.askedMs))
      const answers = (status: number, text: string) => () =>
        result.takeReply({ ok: true, status, text, contentType: 'application/json', durationMs: takesMs })
      return [
        take('success', answers(200, '{}'), takesMs),
        take('failure', answers(500, ''), takesMs),
        fails(reply('timeout'), takesMs),
      ]
    }
    case 'read-table':
      return [
        take('found', () => result.takeReply({ kind: 'found', row: {} })),
        take('not_found', () => result.takeReply({ kind: 'not_found' })),
        fails(reply('broken')),
      ]
    case 'write':
      return [
        take('written', () => result.takeReply({ kind: 'written', before: null, after: {} })),
        fails(reply('broken')),
      ]
    case 'set-switch':
      return [
        take('written', () => result.takeReply({ kind: 'set', name: '', isPretended: false })),
        fails(reply('broken')),
      ]
    case 'read-days':
      return anyEnd(node, seen, around)
  }
}

/** Each exit may be taken, and the step may fail. */
function anyEnd(node: PreparedNode, seen: SeenCall, around: StepSurroundings): StepEnd[] {
  const ports = [...node.edges.map(({ port }) => port), ...node.openPorts].filter((port) => port !== 'error')
  const ends = ports.map(
    (port): StepEnd => ({
      result: { kind: 'go', port },
      vars: withAnyValue(seen.vars, node.setsOn(port)),
      takesMs: 0,
      reply: null,
      holds: (world) => {
        const end = stepIn(node, seen, around, world)
        return end === null || (end.result?.kind === 'go' && end.result.port === port)
      },
    }),
  )
  const fails: StepEnd = {
    result: null,
    vars: seen.vars,
    takesMs: 0,
    reply: null,
    holds: (world) => stepIn(node, seen, around, world)?.result === null,
  }
  return [...ends, fails]
}

const withAnyValue = (vars: Variables, names: readonly string[]): Variables =>
  names.length === 0 ? vars : { ...vars, ...Object.fromEntries(names.map((name) => [name, ANY_VALUE])) }
