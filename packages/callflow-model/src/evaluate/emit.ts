/** What both formats of an answer need: rendered modules, sealed addresses, what may be logged. No value can change the structure. */

import { MASKED } from '../compile/masks.ts'
import type { FallbackModule, PreparedNode } from '../compile/prepared-flow.ts'
import type { Json } from '../json.ts'
import { addressProblem } from '../kazoo/web-address.ts'
import type { KazooStepDefinition } from '../nodes/contract/kazoo-step.ts'
import { StepFailure } from '../nodes/contract/step-call.ts'
import { fillSlot, type JsonTemplate } from '../templates/json-template.ts'
import { shortenText } from '../templates/shorten-text.ts'
import type { Template } from '../templates/template.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { Continuation, ResumePoint } from './answer.ts'
import { scopeOf } from './call-scope.ts'
import { AnswerFailure, type Evaluation, requestNumber } from './evaluation.ts'
import { change, type Path } from './path.ts'
import { openUpload } from './recordings.ts'
import { isSensitive } from './sensitive.ts'
import { sealedFrames, sealedVariables } from './sub-flows.ts'

/** Requests of one call after the first, before its fallback. */
export const MAX_HOPS = 200
/** Variables of one continuation, with those of the waiting flows. */
const MAX_SEALED_BYTES = 2048

/** Control characters cannot stand in JSON text: these mark what the log must not show. */
export const MARK_START = '\u0001'
export const MARK_END = '\u0002'
const MARKED = new RegExp(`${MARK_START}[^${MARK_END}]*${MARK_END}`, 'g')
export const MARKS = new RegExp(`[${MARK_START}${MARK_END}]`, 'g')

/** A module's text up to its children, without the closing brace. */
export interface Head {
  text: string
  bytes: number
}

/** Braces, quotes and keys around a module. */
export const MODULE_BYTES = 48

/**
 * The text of a module up to its children.
 * @returns null where its spoken text renders empty: the step is left out.
 * @throws StepFailure where a value cannot stand in its place
 */
export function renderModule(
  evaluation: Evaluation,
  { definition, json }: { definition: KazooStepDefinition; json: JsonTemplate },
  node: PreparedNode,
  path: Path,
): Head | null {
  let { bytes } = json
  let text = `{"module":${JSON.stringify(definition.type)},"data":${json.texts[0] ?? ''}`
  const scope = scopeOf(evaluation, path)
  for (let index = 0; index < json.slots.length; index++) {
    const slot = json.slots[index]
    if (!slot) break
    if (definition.uploadsTo === slot.path[0] && isKeptHere(slot.template)) {
      // Our own address: KAZOO reaches it as it reaches the continuations.
      const { uploadUrl } = openUpload(evaluation, node, path)
      bytes += uploadUrl.length
      text += JSON.stringify(uploadUrl) + (json.texts[index + 1] ?? '')
      continue
    }
    const { spoken } = definition
    const isSpoken = spoken !== undefined && slot.path.length === 1 && slot.path[0] === spoken.field
    const filled = fillSlot(slot, scope, isSpoken)
    if (!filled.ok) throw new StepFailure('value', filled.message)
    let { value } = filled
    const problem = slot.isAddress && typeof value === 'string' ? addressProblem(value) : null
    if (problem?.severity === 'error') throw new StepFailure('value', problem.message)
    if (isSpoken && typeof value === 'string') {
      if (value === '') {
        evaluation.log.warnings.push({ nodeId: node.id, message: 'The text was empty, so nothing was said.' })
        return null
      }
      const shortened = shortenText(value, spoken.maxLength)
      if (shortened !== value)
        evaluation.log.warnings.push({
          nodeId: node.id,
          message: `The text was longer than ${spoken.maxLength} characters and was cut.`,
        })
      value = shortened
    }
    const written = JSON.stringify(value)
    bytes += utf8Length(written)
    if (isSensitive(evaluation, slot.template, path)) {
      evaluation.secrets.hasMarks = true
      hideCustom(evaluation, node)
      text += `${MARK_START}${written}${MARK_END}${json.texts[index + 1] ?? ''}`
    } else text += written + (json.texts[index + 1] ?? '')
  }
  return { text, bytes }
}

/** `{{ studio.recordings }}`: the studio keeps the file. */
const isKeptHere = ({ reads }: Template): boolean => reads.length === 1 && reads[0]?.[0] === 'studio'

/** What a step hands to KAZOO comes back in every later request. */
function hideCustom({ secrets: { hidden } }: Evaluation, { changes }: PreparedNode): void {
  for (const fact of changes) if (fact.startsWith('custom.')) hidden.add(fact.slice('custom.'.length))
}

/** The path after a step that sets custom variables, with those that have to travel in the token. */
export function keepCustom(path: Path, { definition }: PreparedNode, { text }: Head): Path {
  if (definition?.kind !== 'kazoo' || !definition.setsCustom) return path
  const { data } = JSON.parse(`${text.replace(MARKS, '')}}`)
  return change(path, { custom: { ...path.custom, ...(definition.setsCustom(data) as Record<string, Json>) } })
}

/** Notes a module in the order of emission. @returns its index. */
export function addModule(evaluation: Evaluation, nodeId: string | null, path: Path, bytes: number): number {
  evaluation.budget.bytes += bytes + MODULE_BYTES
  evaluation.log.handover ??= path
  return evaluation.log.modules.push({ nodeId, parent: path.parent, key: path.key }) - 1
}

/**
 * The address at which KAZOO asks again for this node.
 * @returns null where the variables are too large to be sealed: that branch fails.
 */
export function addressOf(evaluation: Evaluation, node: PreparedNode, path: Path, back: ResumePoint): string | null {
  const key = `${node.id} ${back.after} ${back.expected ?? ''} ${back.attempt}`
  const all = evaluation.sealed.get(key)
  const known = all?.find(({ path: other }) => isSameState(other, path))
  if (known) return known.address
  const address = seal(evaluation, node, path, back)
  if (address === null) return null
  if (all) all.push({ path, address })
  else evaluation.sealed.set(key, [{ path, address }])
  return address
}

const isSameState = (a: Path, b: Path): boolean =>
  a.vars === b.vars && a.frames === b.frames && a.custom === b.custom && a.at === b.at

function seal(
  evaluation: Evaluation,
  node: PreparedNode,
  path: Path,
  { after, expected, attempt }: ResumePoint,
): string | null {
  const { input } = evaluation
  const hops = requestNumber(evaluation)
  if (hops > MAX_HOPS)
    throw new AnswerFailure('call.too-many-requests', `KAZOO has sent ${MAX_HOPS} requests in this call.`)
  const frames = sealedFrames(path)
  const vars = sealedVariables(node, path)
  const custom = path.custom ?? {}
  if (utf8Length(JSON.stringify([vars, frames, custom])) > MAX_SEALED_BYTES) return null
  const { facts } = input
  const continuation: Continuation = {
    epoch: input.epoch,
    flowId: path.at.flowId,
    version: path.at.version,
    nodeId: node.id,
    vars,
    sensitive: path.sensitive ? Object.keys(vars).filter((name) => path.sensitive?.has(name)) : [],
    hidden: [...evaluation.secrets.hidden],
    after,
    attempt,
    expected,
    hops,
    callId: facts.callId,
    identity: [facts.accountId, facts.from, facts.to, facts.callerNumber],
    frames,
    custom,
    recordingId: evaluation.recording?.id ?? null,
  }
  const address = input.seal(continuation)
  evaluation.log.addresses.push(address)
  return address
}

/** The variables of a path cannot travel: its fallback takes the place of what was to come. */
export function failTooLarge(evaluation: Evaluation, nodeId: string, path: Path): string {
  const message = 'The variables of the call take more than 2 KiB, the most that a call can carry.'
  evaluation.log.failures.push({ nodeId, code: 'variables.too-large', message })
  return evaluation.format.fallback(evaluation, path)
}

/** Notes the modules of the fallback. @param above index of the module above it, and its key there */
export function addFallbackModules(
  evaluation: Evaluation,
  modules: readonly FallbackModule[],
  above: number,
  key: string,
): void {
  const offset = evaluation.log.modules.length
  for (const module of modules)
    evaluation.log.modules.push(
      module.parent === -1
        ? { nodeId: module.nodeId, parent: above, key }
        : { nodeId: module.nodeId, parent: module.parent + offset, key: module.key },
    )
}

/** Returns the first flow's fallback: the flow that called a sub-flow answers for it. */
export const fallbackOf = (path: Path) => (path.frames[0]?.at ?? path.at).flow.fallback

/** @returns the text as KAZOO gets it. */
export const textForKazoo = (evaluation: Evaluation, text: string): string =>
  evaluation.secrets.hasMarks ? text.replace(MARKS, '') : text

/** @returns the text as it may be logged: sensitive values and tokens masked. */
export function textForLog(evaluation: Evaluation, text: string): string {
  let logged = evaluation.secrets.hasMarks ? text.replace(MARKED, evaluation.format.mask) : text
  for (const address of [...evaluation.log.addresses, ...evaluation.log.uploads])
    logged = logged.replaceAll(address.slice(address.lastIndexOf('/') + 1), MASKED)
  return logged
}
