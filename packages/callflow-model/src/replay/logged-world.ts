/** What other servers, tables and switches answered in a logged call. */
import type { LookUpMock, LookUpResult, PreviewRequest, TraceEntry } from '../api/index.ts'
import { MASKED } from '../compile/masks.ts'
import type { FlowNode } from '../document/flow-document.ts'
import { knownEntries } from '../evaluate/known-entries.ts'
import type { SwitchState } from '../nodes/contract/switch-state.ts'
import { replyFor } from '../scenario/planned-answers.ts'
import { toMock } from '../scenario/preview-of-scenario.ts'
import type { ScenarioReply } from '../scenario/scenario.ts'
import type { ScenarioServices } from '../scenario/scenario-services.ts'
import { inputOf } from '../scenario/step-inputs.ts'
import { isLookUp, switchOf, tableUseOf } from '../scenario/step-references.ts'
import type { LoggedRequest, ReplayGap } from './logged-call.ts'

type Rows = NonNullable<PreviewRequest['rows']>
type Row = Rows[string][number]

/** As it came, or made up. */
type LoggedReply = LookUpResult | ScenarioReply

export interface LoggedWorld {
  /** By node id, in the order of the visits. */
  replies: Record<string, LoggedReply[]>
  rows: Rows
  /** What the column of a step that writes held before its first visit. */
  kept: NonNullable<PreviewRequest['kept']>
  /** By the id of the switch, as it was when the call first asked for it. */
  switches: Record<string, SwitchState>
  gaps: ReplayGap[]
}

interface Visit {
  node: FlowNode
  entry: TraceEntry
  /** The exit that was taken. */
  took: string
  /** Variables after the request. */
  variables: Readonly<Record<string, unknown>>
}

/** @param nodeOf of the flow that was called, and of those that it enters */
export function readWorld(
  requests: readonly LoggedRequest[],
  nodeOf: (nodeId: string) => FlowNode | undefined,
  nameOf: (nodeId: string) => string,
): LoggedWorld {
  const world: LoggedWorld = { replies: {}, rows: {}, kept: {}, switches: {}, gaps: [] }
  const told = new Set<string>()
  const tell = (nodeId: string, message: string): void => {
    if (told.has(`${nodeId} ${message}`)) return
    told.add(`${nodeId} ${message}`)
    world.gaps.push({ nodeId, message })
  }
  requests.forEach((request, index) => {
    const left = [...request.lookUps]
    for (const visit of visitsIn(request, requests[index + 1], nodeOf)) {
      const { node, entry, took } = visit
      const name = nameOf(node.id)
      if (isLookUp(node)) {
        const at = left.findIndex(({ nodeId }) => nodeId === node.id)
        const [made] = at < 0 ? [] : left.splice(at, 1)
        const lack = whyUnusable(made?.reply)
        if (lack !== null)
          tell(node.id, `The reply to “${name}” ${lack}. The replay uses one that takes the same exit.`)
        const reply = made && lack === null ? made.reply : replyFor(node, took, needsOf(visit))
        world.replies[node.id] = [...(world.replies[node.id] ?? []), reply]
        if (made && lack === null && hasMasked(made.reply))
          tell(node.id, `Parts of the reply to “${name}” are masked in the log. The replay has ${MASKED} for them.`)
      }
      const use = tableUseOf(node)
      if (use === 'reads') {
        const row = rowOf(visit)
        world.rows[node.id] = [...(world.rows[node.id] ?? []), row]
        if (JSON.stringify(row).includes(MASKED))
          tell(node.id, `The row that “${name}” found is masked in the log. The replay has ${MASKED} in it.`)
      }
      if (use === 'writes') world.rows[node.id] = [...(world.rows[node.id] ?? []), took === 'error' ? 'fails' : {}]
      if (use === 'writes' && !Object.hasOwn(world.kept, node.id)) {
        const before = valueBefore(visit)
        if (before !== undefined) world.kept[node.id] = before
      }
      const named = switchOf(node)
      if (named !== null && entry.kind === 'ran' && !Object.hasOwn(world.switches, named)) {
        const isSet = entry.detail?.endsWith(', by the switch') === true && (took === 'open' || took === 'closed')
        world.switches[named] = isSet ? took : 'automatic'
      }
    }
  })
  return world
}

/** Steps of the studio that ran, in the order in which they did. */
function visitsIn(
  { nodes, variables }: LoggedRequest,
  next: LoggedRequest | undefined,
  nodeOf: (nodeId: string) => FlowNode | undefined,
): Visit[] {
  const known = knownEntries(nodes, next?.askedFor ?? null)
  return nodes.flatMap((entry, at) => {
    const node = entry.kind === 'ran' || entry.kind === 'failed' ? nodeOf(entry.nodeId) : undefined
    if (!node) return []
    const took = entry.kind === 'failed' ? 'error' : (entry.took ?? '')
    // What was run ahead for the path that KAZOO took is known from the next request on.
    const isOwn = known.has(at) && !isBehindSent(nodes, entry)
    return [{ node, entry, took, variables: isOwn || !next ? variables : next.variables }]
  })
}

function isBehindSent(nodes: readonly TraceEntry[], entry: TraceEntry): boolean {
  for (let from = nodes[entry.from]; from; from = nodes[from.from]) if (from.kind === 'sent') return true
  return false
}

/** The end of a text that the log has cut. */
const CUT = '…'
const CUT_LENGTH = 4000

/** @returns why a reply cannot be given again; null where it can */
function whyUnusable(reply: LookUpResult | undefined): string | null {
  if (!reply) return 'is not in the log'
  if (!reply.ok) return null
  if (reply.text === MASKED) return 'is masked in the log'
  return reply.text.length > CUT_LENGTH && reply.text.endsWith(CUT) ? 'is not in the log as a whole' : null
}

const hasMasked = (reply: LookUpResult): boolean => (reply.ok ? reply.text : reply.message).includes(MASKED)

const needsOf = ({ variables }: Visit): { read: string; value: string }[] =>
  Object.entries(variables).map(([name, value]) => ({
    read: `vars.${name}`,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }))

/** The variables that a table step sets are what its row held. */
function rowOf({ node, took, variables }: Visit): Row {
  const input = inputOf(node, took)
  if (input?.kind !== 'row') return 'not found'
  if (input.row !== 'found') return input.row
  return Object.fromEntries(
    input.assigns.flatMap(({ name, column }) => {
      const value = variables[name]
      return isCell(value) ? [[column, value]] : []
    }),
  )
}

const isCell = (value: unknown): value is string | number | boolean =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'

/** @returns undefined where the variables do not tell */
function valueBefore({ node, took, variables }: Visit): string | number | boolean | undefined {
  const input = inputOf(node, took)
  if (input?.kind !== 'row' || input.row !== 'found' || !input.adds) return undefined
  const { column, by } = input.adds
  const name = input.assigns.find((each) => each.column === column)?.name
  const after = name === undefined ? undefined : Number(variables[name])
  return after === undefined || !Number.isFinite(after) ? undefined : after - by
}

/** What a simulated call is answered in this world. */
export const servicesOf = (
  { replies, rows, kept, switches }: LoggedWorld,
  nodeOf: (nodeId: string) => FlowNode | undefined,
): ScenarioServices => ({
  lookUp: (nodeId, visit) => nth(replies[nodeId], visit) ?? null,
  row(nodeId, visit) {
    const row = nth(rows[nodeId], visit)
    const value = kept[nodeId]
    const node = nodeOf(nodeId)
    if (row === 'fails' || !node || tableUseOf(node) !== 'writes') return row
    // What a step that writes finds is what the call has written, but for the first time.
    const { column } = node.data
    return value !== undefined && visit === 0 && typeof column === 'string' ? { [column]: value } : undefined
  },
  switchState: (id) => switches[id] ?? 'automatic',
})

/** The last one stays. */
const nth = <T>(list: readonly T[] | undefined, visit: number): T | undefined =>
  list?.[Math.min(visit, list.length - 1)]

/** The same replies as a preview takes them. */
export function mocksOf({ replies }: LoggedWorld): Record<string, LookUpMock[]> {
  return Object.fromEntries(Object.entries(replies).map(([nodeId, list]) => [nodeId, list.map(mockOf)]))
}

function mockOf(reply: LoggedReply): LookUpMock {
  if (!('ok' in reply)) return toMock(reply)
  const { durationMs } = reply
  if (!reply.ok) return { error: reply.code, message: reply.message, durationMs }
  const { status, text, contentType } = reply
  return { status, body: text, ...(contentType === null ? {} : { contentType }), durationMs }
}
