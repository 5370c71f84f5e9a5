/** Answers in Callflow JSON: a tree of modules, each connected port a child. */
import { MASKED } from '../compile/masks.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import { addTrace } from './add-trace.ts'
import { collectionName } from './collection-name.ts'
import { addFallbackModules, addModule, fallbackOf, type Head, keepCustom, MODULE_BYTES, renderModule } from './emit.ts'
import { type AnswerFormat, requestNumber } from './evaluation.ts'
import { afterModule, change } from './path.ts'
import { recordModules } from './record-modules.ts'

/**
 * Quiet on every KAZOO: it continues at once, finds no child, and the call ends.
 * @source docs/kazoo/versions.md#quiet-ends
 */
const NOTHING = '{"module":"sleep","data":{"duration":0}}'

export const kazooFormat: AnswerFormat<Head> = {
  contentType: 'application/json',
  render: renderModule,

  step(evaluation, node, path, head, emitter) {
    const index = addModule(evaluation, node.id, path, head.bytes)
    const entry = addTrace(evaluation, path, { nodeId: node.id, kind: 'sent', from: path.from, port: path.port })
    const after = afterModule(path, node, index, entry)
    const further = node.keepsCustom ? keepCustom(after, node, head) : after
    const children: string[] = []
    for (const edge of node.edges) {
      const child = change(further, { key: edge.port, port: edge.port })
      children.push(
        edge.key + (emitter.emitNext(evaluation, edge, child) ?? kazooFormat.nothing(evaluation, null, child)),
      )
    }
    // In a sub-flow an open `_` is an end: the flow that called goes on there.
    if (path.frames.length > 0 && node.takesWildcard && !node.edgeByPort.has('_')) {
      const child = change(further, { port: '_' })
      const rest = emitter.endFlow(evaluation, child, [])
      if (rest !== null) children.push(`"_":${rest}`)
    }
    return children.length === 0 ? `${head.text}}` : `${head.text},"children":{${children.join(',')}}}`
  },

  /** A prompt, `collect_dtmf`, and a continuation. */
  question(evaluation, node, path, prompts, { expected, attempt, ...ask }, emitter) {
    let at = path
    for (const { bytes } of prompts) at = afterModule(at, node, addModule(evaluation, node.id, at, bytes), at.from)
    const collect = `{"module":"collect_dtmf","data":{"collection_name":"${expected}","max_digits":${ask.maxDigits},"timeout":${ask.timeoutMs},"interdigit_timeout":${ask.interdigitTimeoutMs},"terminator":"${ask.terminator}"}`
    at = afterModule(at, node, addModule(evaluation, node.id, at, collect.length), at.from)
    const continuation = emitter.cut(evaluation, node, at, { after: 'question', expected, attempt })
    const heads = [...prompts.map(({ text }) => text), collect]
    return heads.reduceRight((rest, head) => `${head},"children":{"_":${rest}}}`, continuation)
  },

  /**
   * Not `record_caller`: KAZOO 5.0-dev never uploads what that records, and in 5 no key ends it. `record_call` is uploaded by
   * all three, and a `collect_dtmf` beside it waits for the key; both end by the time limit at the latest.
   * @source ecallmgr_call_command.erl 5.0-dev:520 (no command `store`), media_recording.erl:398, cf_record_caller.erl 5:38
   */
  recording(evaluation, node, path, prompts, record, emitter) {
    // What was typed ahead was meant for another question, perhaps for a PIN.
    const collections = {
      end: collectionName(node.id, false, requestNumber(evaluation)),
      before: `${collectionName(node.id, true, requestNumber(evaluation))}_before`,
    }
    const heads = [...prompts.map(({ text }) => text), ...recordModules(collections, record, prompts.length > 0)]
    const end = heads.reduce(
      (at, head) => afterModule(at, node, addModule(evaluation, node.id, at, utf8Length(head)), at.from),
      path,
    )
    const continuation = emitter.cut(evaluation, node, end, { after: 'recording', expected: record.id, attempt: 1 })
    return heads.reduceRight((rest, head) => `${head},"children":{"_":${rest}}}`, continuation)
  },

  /** The `pivot` at which KAZOO sends a new request, with the fallback after it. */
  continuation(evaluation, node, path, address) {
    const data = `{"voice_url":${JSON.stringify(address)},"method":"post","req_format":"kazoo","req_body_format":"json"}`
    const { json, bytes, modules } = fallbackOf(path)
    const index = addModule(evaluation, node.id, path, data.length + bytes + MODULE_BYTES)
    addFallbackModules(evaluation, modules, index, '_')
    return `{"module":"pivot","data":${data},"children":{"_":${json}}}`
  },

  fallback(evaluation, path) {
    const { json, bytes, modules } = fallbackOf(path)
    evaluation.budget.bytes += bytes
    evaluation.log.handover ??= path
    addFallbackModules(evaluation, modules, path.parent, path.key)
    return json
  },

  nothing(evaluation, nodeId, path) {
    addModule(evaluation, nodeId, path, NOTHING.length)
    return NOTHING
  },

  whole: (text) => text,
  mask: () => JSON.stringify(MASKED),
}
