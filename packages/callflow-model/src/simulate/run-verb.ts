/**
 * One verb of a TwiML answer as KAZOO runs it: what the caller hears, who must act, and whether KAZOO goes on with the next
 * verb, asks again, or ends the call.
 * @source pivot-protocol, TwiML that KAZOO really accepts
 */
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import type { SimulatedCall, Simulation } from '../nodes/define-node.ts'
import { ringOnce } from '../nodes/ring-ways-out.ts'
import { speechDurationMs } from '../nodes/speech.ts'

export type VerbExit =
  | { kind: 'next' }
  | { kind: 'ended'; why: string }
  | { kind: 'asks'; voiceUrl: string; method: 'get' | 'post'; dialStatus?: string }

/** A verb at work; resumed with what the caller, or whoever is rung, does. */
export type RunningVerb = Generator<
  Exclude<ReturnType<Simulation['next']>, { done: true }>['value'],
  VerbExit,
  { digits: string } | { outcome: string } | { hangup: true }
>

const NEXT: VerbExit = { kind: 'next' }
/** What a recording or an announcement takes, since nobody knows how long it is. */
const MEDIA_MS = 3000

/** @param call keeps what was pressed under `default`, and what `Set` has set */
export function* runVerb(verb: ReadVerb, call: SimulatedCall): RunningVerb {
  const { name, attributes, text, nested } = verb
  switch (name) {
    case 'Say':
    case 'Play':
      return hears(verb, call)
    case 'Pause': {
      const seconds = Number(attributes.length ?? 1)
      call.notes(`Silence for ${seconds} s`)
      call.wait(seconds * 1000)
      return NEXT
    }
    case 'Set':
      for (const { attributes: variable } of nested) call.custom.set(variable.key ?? '', variable.value ?? '')
      return NEXT
    case 'Gather':
      return yield* gather(verb, call)
    case 'Dial':
      return yield* dial(verb, call)
    case 'Record':
      return yield* record(verb, call)
    case 'Redirect':
      return { kind: 'asks', voiceUrl: text.trim(), method: methodOf(verb) }
    case 'Reject':
      return { kind: 'ended', why: `The call is rejected as ${attributes.reason ?? 'rejected'}.` }
    default:
      return { kind: 'ended', why: 'The call is hung up.' }
  }
}

const methodOf = ({ attributes }: ReadVerb): 'get' | 'post' =>
  attributes.method?.toLowerCase() === 'get' ? 'get' : 'post'

function hears({ name, attributes, text }: ReadVerb, call: SimulatedCall): VerbExit {
  const loop = Number(attributes.loop ?? 1)
  const onceMs = name === 'Say' ? speechDurationMs(text) : MEDIA_MS
  call.answer()
  call.hears(name === 'Say' ? 'speech' : 'media', text.trim(), onceMs * Math.max(1, loop))
  return loop === 0 ? { kind: 'ended', why: 'It is repeated until the caller hangs up.' } : NEXT
}

/** Silence makes no request: the next verb runs. */
function* gather(verb: ReadVerb, call: SimulatedCall): RunningVerb {
  const { attributes, nested } = verb
  for (const prompt of nested) {
    if (prompt.name === 'Pause') call.wait(Number(prompt.attributes.length ?? 1) * 1000)
    else hears(prompt, call)
  }
  const maxDigits = Number(attributes.numDigits ?? 20)
  const terminators = attributes.finishOnKey ?? '#'
  const timeoutMs = Number(attributes.timeout ?? 5) * 1000
  const action = yield {
    kind: 'digits',
    text: `${call.title} waits for ${maxDigits === 1 ? 'a key' : 'digits'}`,
    choices: [],
    maxDigits,
    terminators,
    timeoutMs,
  }
  const pressed = 'digits' in action ? action.digits : ''
  if (pressed === '') {
    call.wait(timeoutMs)
    return NEXT
  }
  call.wait(pressed.length * 300)
  const end = [...pressed].findIndex((key) => terminators.includes(key))
  call.collections.set('default', (end < 0 ? pressed : pressed.slice(0, end)).slice(0, maxDigits))
  return asksAt(verb)
}

/** With an `action` KAZOO asks there, else the next verb runs. */
const asksAt = (verb: ReadVerb, dialStatus?: string): VerbExit => {
  const { action } = verb.attributes
  if (action === undefined) return NEXT
  return { kind: 'asks', voiceUrl: action, method: methodOf(verb), ...(dialStatus ? { dialStatus } : {}) }
}

/** Users and devices without a phone end the call; all else is told to the `action`. */
function* dial(verb: ReadVerb, call: SimulatedCall): RunningVerb {
  const { nested, text, attributes } = verb
  if (nested.some(({ name }) => name === 'Conference')) {
    call.notes(`The caller is in ${call.title}`)
    return { kind: 'ended', why: 'The caller is in the conference until they hang up.' }
  }
  const arePhones = nested.some(({ name }) => name === 'User' || name === 'Device')
  const whom = nested.length > 0 ? nested.map((child) => child.text.trim()).join(', ') : text.trim()
  call.notes(arePhones ? `Rings ${call.title}` : `Dials ${whom}`)
  const timeoutS = Number(attributes.timeout ?? 30)
  const outcome = yield* ringOnce(call, `${call.title} is ringing`, timeoutS, arePhones ? 'phones' : 'carrier')
  if (outcome.answered) {
    call.notes('They have talked, and the called party hangs up')
    return asksAt(verb, 'completed')
  }
  if (outcome.keys.length === 0) return { kind: 'ended', why: 'No phone is registered, and KAZOO ends the call.' }
  const [cause = ''] = outcome.keys
  return asksAt(verb, STATUS[cause] ?? 'failed')
}

const STATUS: Record<string, string> = { USER_BUSY: 'busy', NO_ANSWER: 'no-answer' }

function* record(verb: ReadVerb, call: SimulatedCall): RunningVerb {
  call.hears('tone', 'Beep', 500)
  const action = yield {
    kind: 'message',
    text: `${call.title} is recording`,
    choices: [
      { key: 'message', label: 'Leaves a message' },
      { key: 'nothing', label: 'Says nothing' },
    ],
  }
  if ('outcome' in action && action.outcome === 'nothing') {
    call.wait(Number(verb.attributes.timeout ?? 5) * 1000)
    call.notes('Nothing was recorded')
    return NEXT
  }
  call.wait(Math.min(Number(verb.attributes.maxLength ?? 20), 20) * 1000)
  call.notes('Message recorded. The preview stores nothing')
  return asksAt(verb)
}
