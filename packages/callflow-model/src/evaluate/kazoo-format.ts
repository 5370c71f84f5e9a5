/** Answers in Callflow JSON: a tree of modules, each connected way out a child. */
import { MASKED } from '../compile/masks.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import type { AnswerFormat } from './answer-format.ts'
import { collectionName } from './collection-name.ts'
import { addFallbackModules, addModule, fallbackOf, type Head, keepCustom, MODULE_BYTES, renderModule } from './emit.ts'
import { afterModule, change } from './path.ts'
import { recordModules } from './record-modules.ts'
import { requestNumber } from './walk.ts'

/**
 * Quiet on every KAZOO: it continues at once, finds no child, and the call ends.
 * @source docs/kazoo/versions.md#quiet-ends
 */
const NOTHING = '{"module":"sleep","data":{"duration":0}}'

export const kazooFormat: AnswerFormat<Head> = {
  contentType: 'application/json',
  render: renderModule,

  step(walk, node, path, head, emitter) {
    const index = addModule(walk, node.id, path, head.bytes)
    const entry = walk.trace.push({ nodeId: node.id, kind: 'sent', from: path.from, port: path.port }) - 1
    const after = afterModule(path, node, index, entry)
    const further = node.keepsCustom ? keepCustom(after, node, head) : after
    const children: string[] = []
    for (const edge of node.edges) {
      const child = change(further, { key: edge.port, port: edge.port })
      children.push(edge.key + (emitter.emitNext(walk, edge, child) ?? kazooFormat.nothing(walk, null, child)))
    }
    // In a sub-flow an open `_` is an end: the flow that called goes on there.
    if (path.frames.length > 0 && node.takesWildcard && !node.edgeByPort.has('_')) {
      const child = change(further, { port: '_' })
      const rest = emitter.endFlow(walk, child, [])
      if (rest !== null) children.push(`"_":${rest}`)
    }
    return children.length === 0 ? `${head.text}}` : `${head.text},"children":{${children.join(',')}}}`
  },

  /** A prompt, `collect_dtmf`, and a continuation. */
  question(walk, node, path, prompts, { expected, attempt, ...ask }, emitter) {
    let at = path
    for (const { bytes } of prompts) at = afterModule(at, node, addModule(walk, node.id, at, bytes), at.from)
    const collect = `{"module":"collect_dtmf","data":{"collection_name":"${expected}","max_digits":${ask.maxDigits},"timeout":${ask.timeoutMs},"interdigit_timeout":${ask.interdigitTimeoutMs},"terminator":"${ask.terminator}"}`
    at = afterModule(at, node, addModule(walk, node.id, at, collect.length), at.from)
    const continuation = emitter.cut(walk, node, at, { after: 'question', expected, attempt })
    const heads = [...prompts.map(({ text }) => text), collect]
    return heads.reduceRight((rest, head) => `${head},"children":{"_":${rest}}}`, continuation)
  },

  /**
   * Not `record_caller`: KAZOO 5.0-dev never uploads what that records, and in 5 no key ends it. `record_call` is uploaded by
   * all three, and a `collect_dtmf` beside it waits for the key; both end by the time limit at the latest.
   * @source ecallmgr_call_command.erl 5.0-dev:520 (no command `store`), media_recording.erl:398, cf_record_caller.erl 5:38
   */
  recording(walk, node, path, prompts, record, emitter) {
    // What was typed ahead was meant for another question, perhaps for a PIN.
    const collections = {
      end: collectionName(node.id, false, requestNumber(walk)),
      before: `${collectionName(node.id, true, requestNumber(walk))}_before`,
    }
    const heads = [...prompts.map(({ text }) => text), ...recordModules(collections, record, prompts.length > 0)]
    const end = heads.reduce(
      (at, head) => afterModule(at, node, addModule(walk, node.id, at, utf8Length(head)), at.from),
      path,
    )
    const continuation = emitter.cut(walk, node, end, { after: 'recording', expected: record.id, attempt: 1 })
    return heads.reduceRight((rest, head) => `${head},"children":{"_":${rest}}}`, continuation)
  },

  /** The `pivot` at which KAZOO asks again, the fallback behind it. */
  continuation(walk, node, path, address) {
    const data = `{"voice_url":${JSON.stringify(address)},"method":"post","req_format":"kazoo","req_body_format":"json"}`
    const { json, bytes, modules } = fallbackOf(path)
    const index = addModule(walk, node.id, path, data.length + bytes + MODULE_BYTES)
    addFallbackModules(walk, modules, index, '_')
    return `{"module":"pivot","data":${data},"children":{"_":${json}}}`
  },

  fallback(walk, path) {
    const { json, bytes, modules } = fallbackOf(path)
    walk.bytes += bytes
    walk.handedOver ??= path
    addFallbackModules(walk, modules, path.parent, path.key)
    return json
  },

  nothing(walk, nodeId, path) {
    addModule(walk, nodeId, path, NOTHING.length)
    return NOTHING
  },

  whole: (text) => text,
  mask: () => JSON.stringify(MASKED),
}
