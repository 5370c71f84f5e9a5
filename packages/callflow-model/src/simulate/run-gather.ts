/**
 * `Gather`: prompts and the collecting of keys run beside each other. Silence makes no request.
 * @source docs/kazoo/protocol.md#gather; kzt_receiver.erl:120-190
 */
import type { ReadVerb } from '../kazoo/twiml-text.ts'
import { pause, say } from './play-prompt.ts'
import { NEXT, type RunningVerb, stopsAt, type VerbExit, type VerbScope } from './verb-scope.ts'
import { integerOf, methodOf, secondsOf } from './verb-values.ts'

const KEYS = [...'0123456789*#']
/** An entry of any length still ends on the sample phone. */
const MAX_DIGITS = 100

export function* gather(verb: ReadVerb, scope: VerbScope): RunningVerb {
  const { call, state, keys, isGone } = scope
  const { attributes, hasContent } = verb
  if (hasContent) state.collected = ''
  const timeoutS = secondsOf(attributes.timeout, 5)
  const maxDigits = integerOf(attributes.numDigits, MAX_DIGITS)
  const finishKey = attributes.finishOnKey ?? '#'
  const isBroken = timeoutS === null || maxDigits < 1 || (finishKey !== '' && !KEYS.includes(finishKey))
  const nested = play(verb.nested, scope, isBroken)
  if (isBroken) return stopsAt('it crashes on the Gather.')
  if (nested) return nested
  if (isGone()) return NEXT
  if (state.collected?.length === maxDigits) return finished(verb, scope)
  const hadNone = state.collected === undefined
  const action = yield {
    kind: 'digits',
    text: `${call.title} waits for ${maxDigits === 1 ? 'a key' : 'digits'}`,
    choices: [],
    maxDigits,
    terminators: finishKey,
    timeoutMs: timeoutS * 1000,
    interdigitMs: timeoutS * 1000,
  }
  if ('hangup' in action) return GONE
  keys.take() // what is pressed beyond comes while the request is under way
  const pressed = 'digits' in action ? action.digits : ''
  if (pressed === '') call.wait(timeoutS * 1000)
  else call.wait(pressed.length * 300)
  const end = finishKey === '' ? -1 : pressed.indexOf(finishKey)
  const entered = end < 0 ? pressed : pressed.slice(0, end)
  if (hadNone && entered !== '') return stopsAt('a key crashes a Gather without a prompt.')
  if (!hadNone) state.collected = (state.collected ?? '') + entered
  return finished(verb, scope)
}

const GONE: VerbExit = { kind: 'ended', why: 'The caller has hung up.', end: 'caller' }

function finished(verb: ReadVerb, { state }: VerbScope): VerbExit {
  if (state.collected === '') return NEXT
  const method = methodOf(verb)
  if (!method) return stopsAt('it does not know the method.')
  return { kind: 'asks', address: verb.attributes.action, method }
}

/**
 * Plays what a Gather holds, until a key is pressed, or a prompt crashes.
 * @param isCut the Gather itself is about to crash: only the first prompt begins
 * @returns how the call ends where it does
 */
function play(prompts: readonly ReadVerb[], scope: VerbScope, isCut: boolean): VerbExit | null {
  for (const prompt of isCut ? prompts.slice(0, 1) : prompts) {
    if (scope.isGone() || scope.keys.waiting() !== '') return null
    const exit = playOne(prompt, scope)
    if (exit.kind === 'ended') return exit
    if (exit.kind !== 'next') return null
  }
  return null
}

/** Prompts run in a process of their own: only a hang-up of theirs is more than their end. */
function playOne(prompt: ReadVerb, scope: VerbScope): VerbExit {
  switch (prompt.name) {
    case 'Say':
    case 'Play':
      return say(prompt, scope)
    case 'Pause':
      return pause(prompt, scope)
    case 'Gather':
      return play(prompt.nested, scope, false) ?? NEXT
    case 'Set':
      return NEXT
    case 'Hangup':
      return prompt.hasContent || Object.keys(prompt.attributes).length > 0
        ? STOPS
        : { kind: 'ended', why: 'The call is hung up.' }
    default:
      return STOPS
  }
}

const STOPS = stopsAt('a prompt ends.')
