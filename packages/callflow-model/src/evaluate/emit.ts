/** Text of the answer: modules, continuations, the fallback. No value can change its structure. */

import { MASKED, SENSITIVE_PREFIX } from '../compile/masks.ts'
import type { PreparedNode } from '../compile/prepared-flow.ts'
import { CHECKED_ADDRESSES, refusedHostMessage, refusedHostOf } from '../kazoo/refused-host.ts'
import { type KazooStepDefinition, StepFailure } from '../nodes/define-node.ts'
import { fillSlot, type JsonText } from '../templates/json-text.ts'
import { shortenText } from '../templates/shorten-text.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { Continuation } from './answer.ts'
import type { Path } from './path.ts'
import { sealedFrames, sealedVariables } from './sub-flows.ts'
import { AnswerFailure, isSensitive, scopeOf, type Walk } from './walk.ts'

const MAX_HOPS = 200
/** Variables of one continuation, with those of the waiting flows. */
const MAX_SEALED_BYTES = 2048

/** Control characters cannot stand in JSON text: these mark what the log must not show. */
const MARK_START = '\u0001'
const MARK_END = '\u0002'
const MARKED = new RegExp(`${MARK_START}[^${MARK_END}]*${MARK_END}`, 'g')
const MARKS = new RegExp(`[${MARK_START}${MARK_END}]`, 'g')

/** An ordinary stop: what an answer, or a connected way out, holds that leads to no KAZOO step. */
export const NOTHING = '{"module":"noop","data":{}}'

/** A module's text up to its children, without the closing brace. */
export interface Head {
  text: string
  bytes: number
}

/** Braces, quotes and keys around a module. */
const MODULE_BYTES = 48

/**
 * The text of a module up to its children.
 * @returns null where its spoken text renders empty: the step is left out.
 * @throws StepFailure where a value cannot stand in its place
 */
export function renderModule(
  walk: Walk,
  { definition, json }: { definition: KazooStepDefinition; json: JsonText },
  node: PreparedNode,
  path: Path,
): Head | null {
  let { bytes } = json
  let text = `{"module":"${definition.type}","data":${json.texts[0] ?? ''}`
  const scope = scopeOf(walk, path)
  for (let index = 0; index < json.slots.length; index++) {
    const slot = json.slots[index]
    if (!slot) break
    const { spoken } = definition
    const isSpoken = spoken !== undefined && slot.path.length === 1 && slot.path[0] === spoken.field
    const filled = fillSlot(slot, scope, isSpoken)
    if (!filled.ok) throw new StepFailure('value', filled.message)
    let { value } = filled
    const refusedHost = CHECKED_ADDRESSES[definition.type] === slot.path[0] ? refusedHostOf(value) : null
    if (refusedHost !== null) throw new StepFailure('value', refusedHostMessage(refusedHost))
    if (isSpoken && typeof value === 'string') {
      if (value === '') {
        walk.warnings.push({ nodeId: node.id, message: 'The text was empty, so nothing was said.' })
        return null
      }
      const shortened = shortenText(value, spoken.maxLength)
      if (shortened !== value)
        walk.warnings.push({
          nodeId: node.id,
          message: `The text was longer than ${spoken.maxLength} characters and was cut.`,
        })
      value = shortened
    }
    const written = JSON.stringify(value)
    bytes += utf8Length(written)
    if (isSensitive(slot.template, path)) {
      walk.hasMarks = true
      text += `${MARK_START}${written}${MARK_END}${json.texts[index + 1] ?? ''}`
    } else text += written + (json.texts[index + 1] ?? '')
  }
  return { text, bytes }
}

/** Notes a module in the order of emission. @returns its index. */
export function addModule(walk: Walk, nodeId: string | null, path: Path, bytes: number): number {
  walk.bytes += bytes + MODULE_BYTES
  walk.variables ??= path.vars
  return walk.modules.push({ nodeId, parent: path.parent, key: path.key }) - 1
}

export interface Question {
  expected: string
  attempt: number
}

/**
 * A continuation: the `pivot` at which KAZOO asks again for this node, the fallback behind it.
 * @returns null where the variables are too large to be sealed: that branch fails.
 */
export function emitContinuation(walk: Walk, node: PreparedNode, path: Path, question: Question | null): string | null {
  const key = `${node.id} ${question?.expected ?? ''} ${question?.attempt ?? 1}`
  const known = walk.sealed.get(key)?.find(({ path: other }) => isSameState(other, path))
  const made = known ?? seal(walk, node, path, question)
  if (!made) return null
  if (!known) {
    const all = walk.sealed.get(key)
    if (all) all.push(made)
    else walk.sealed.set(key, [made])
  }
  const index = addModule(walk, node.id, path, made.bytes)
  addFallback(walk, path, index)
  return made.text
}

const isSameState = (a: Path, b: Path): boolean => a.vars === b.vars && a.frames === b.frames && a.at === b.at

function seal(walk: Walk, node: PreparedNode, path: Path, question: Question | null) {
  const { input } = walk
  const hops = (input.continuation?.hops ?? 0) + 1
  if (hops > MAX_HOPS)
    throw new AnswerFailure('call.too-many-requests', `KAZOO has asked ${MAX_HOPS} times in this call.`)
  const frames = sealedFrames(path)
  const vars = sealedVariables(node, path)
  if (utf8Length(JSON.stringify([vars, frames])) > MAX_SEALED_BYTES) return null
  const { facts } = input
  const continuation: Continuation = {
    epoch: input.epoch,
    flowId: path.at.flowId,
    version: path.at.version,
    nodeId: node.id,
    vars,
    sensitive: path.sensitive ? Object.keys(vars).filter((name) => path.sensitive?.has(name)) : [],
    attempt: question?.attempt ?? 1,
    expected: question?.expected ?? null,
    hops,
    callId: facts.callId,
    identity: [facts.accountId, facts.from, facts.to, facts.callerNumber],
    frames,
  }
  const address = input.seal(continuation)
  walk.addresses.push(address)
  const data = `{"voice_url":${JSON.stringify(address)},"method":"post","req_format":"kazoo","req_body_format":"json"}`
  const { json, bytes } = fallbackOf(path)
  const text = `{"module":"pivot","data":${data},"children":{"_":${json}}}`
  return { path, text, bytes: data.length + bytes + MODULE_BYTES }
}

/** The fallback in the place of what failed. */
export function emitFallback(walk: Walk, path: Path): string {
  const { json, bytes, modules } = fallbackOf(path)
  walk.bytes += bytes
  walk.variables ??= path.vars
  const offset = walk.modules.length
  for (const { nodeId, parent, key } of modules)
    walk.modules.push(
      parent === -1 ? { nodeId, parent: path.parent, key: path.key } : { nodeId, parent: parent + offset, key },
    )
  return json
}

function addFallback(walk: Walk, path: Path, pivot: number): void {
  const offset = walk.modules.length
  for (const { nodeId, parent, key } of fallbackOf(path).modules)
    walk.modules.push(parent === -1 ? { nodeId, parent: pivot, key: '_' } : { nodeId, parent: parent + offset, key })
}

/** The first flow's: whoever called the sub-flow answers for it. */
const fallbackOf = (path: Path) => (path.frames[0]?.at ?? path.at).flow.fallback

/** A name of its own for each question: the node's id and the hop make it so (design 2). */
export function collectionName(walk: Walk, node: PreparedNode, isSensitiveAnswer: boolean): string {
  const id = node.id.toLowerCase().replace(/[^a-z0-9]+/g, '_')
  return `${isSensitiveAnswer ? SENSITIVE_PREFIX : ''}${id}_${(walk.input.continuation?.hops ?? 0) + 1}`
}

/** @returns the text as KAZOO gets it. */
export const textForKazoo = (walk: Walk, text: string): string => (walk.hasMarks ? text.replace(MARKS, '') : text)

/** @returns the text as it may be logged: sensitive values and tokens masked. */
export function textForLog(walk: Walk, text: string): string {
  let logged = walk.hasMarks ? text.replace(MARKED, JSON.stringify(MASKED)) : text
  for (const address of walk.addresses) logged = logged.replaceAll(address.slice(address.lastIndexOf('/') + 1), MASKED)
  return logged
}
