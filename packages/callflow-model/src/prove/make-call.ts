import type { FoundCall, LookUpMock, LookUpMocks } from '../api/index.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { Json } from '../json.ts'
import type { CallerAction } from '../nodes/contract/simulation.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import { definitionOf } from '../nodes/index.ts'
import { tolerantData } from '../nodes/parts/tolerant-data.ts'
import { toText } from '../templates/template.ts'
import type { ReplyWanted } from './step-ends.ts'
import type { Turn } from './turns.ts'
import type { World } from './values.ts'

/**
 * The call that takes these turns in this world, as plain data.
 * @param isSlow look-ups reply at the last moment
 * @returns null where a preview cannot be given what the world says: a row of a table, a write that fails
 */
export function makeCall(
  document: FlowDocument,
  turns: readonly Turn[],
  world: World,
  isSlow: boolean,
): FoundCall | null {
  const mocks: Record<string, LookUpMock[]> = {}
  const does: CallerAction[] = []
  for (const turn of turns) {
    does.push(...actionsOf(turn, world))
    if (!turn.reply) continue
    const { nodeId, kind } = turn.reply
    if (kind === 'found' || kind === 'broken') return null
    if (kind === 'not_found' || kind === 'written') continue
    mocks[nodeId] = [...(mocks[nodeId] ?? []), mockFor(document, turn.reply, world, isSlow)]
  }
  return {
    call: callIn(world),
    ...(world.has('now') ? { now: toText(world.get('now')) } : {}),
    ...(Object.keys(mocks).length > 0 ? { mocks: mocks as LookUpMocks } : {}),
    ...switchesIn(world),
    does: does as FoundCall['does'],
  }
}

/** What the caller does: an entry is the one that the world says, if it says one. */
function actionsOf({ does, entry, changes }: Turn, world: World): readonly CallerAction[] {
  const collected = changes.find((fact) => fact.startsWith('digits.') && world.has(fact))
  const wanted = entry === null ? (collected === undefined ? undefined : world.get(collected)) : world.get(entry)
  if (wanted === undefined) return does
  return does.map((action) => ('digits' in action ? { digits: toText(wanted).replaceAll(/[^0-9*#]/g, '') } : action))
}

function mockFor(document: FlowDocument, { nodeId, kind, of }: ReplyWanted, world: World, isSlow: boolean): LookUpMock {
  const node = document.nodes.find(({ id }) => id === nodeId)
  const definition = definitionOf(node?.type ?? '')
  const { timeoutMs } = node?.data ?? {}
  const durationMs = isSlow && typeof timeoutMs === 'number' ? { durationMs: timeoutMs } : {}
  if (kind === 'timeout') return { error: 'look-up.timeout' }
  if (kind === 'failure') return { status: 500, ...durationMs }
  const values: Record<string, Json> = {}
  for (const [name, value] of world) if (name.startsWith(`${of}:`)) values[name.slice(of.length + 1)] = value
  const reply =
    definition?.kind === 'studio' && node
      ? definition.replyWith?.(tolerantData(definition, node.data), values)
      : undefined
  return { status: 200, body: {}, contentType: 'application/json', ...reply, ...durationMs }
}

const FACTS = [
  ['call.id', 'callId'],
  ['caller.number', 'callerNumber'],
  ['caller.name', 'callerName'],
  ['call.from', 'from'],
  ['call.request', 'to'],
  ['call.to', 'to'],
  ['call.language', 'language'],
] as const

function callIn(world: World): FoundCall['call'] {
  const facts = FACTS.flatMap(([of, field]) => (world.has(of) ? [[field, toText(world.get(of))]] : []))
  const group = (root: string) => {
    const entries = [...world].flatMap(([of, value]) =>
      of.startsWith(`${root}.`) ? [[of.slice(root.length + 1), toText(value)]] : [],
    )
    return entries.length > 0 ? { [root]: Object.fromEntries(entries) } : {}
  }
  return { ...Object.fromEntries(facts), ...group('custom'), ...group('sip') }
}

function switchesIn(world: World): Pick<FoundCall, 'switches'> {
  const states = [...world].flatMap(([of, state]) =>
    of.startsWith('switch:') ? [[of.slice('switch:'.length), state as SwitchState]] : [],
  )
  return states.length > 0 ? { switches: Object.fromEntries(states) } : {}
}
