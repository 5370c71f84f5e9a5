/**
 * One verb of a TwiML answer as KAZOO runs it: what the caller hears, who must act, and whether KAZOO goes on with the next
 * verb, makes a request, or ends the call.
 * @source docs/kazoo/protocol.md#accepted-twiml; kzt_twiml.erl
 */
import { isLatin1 } from '../kazoo/twiml-attributes.ts'
import { plainText, type ReadVerb } from '../kazoo/twiml-text.ts'
import { pause, say } from './play-prompt.ts'
import { runDial } from './run-dial.ts'
import { gather } from './run-gather.ts'
import { record } from './run-record.ts'
import { collect, setTwimlVariable } from './twiml-state.ts'
import { NEXT, type RunningVerb, stopsAt, type VerbExit, type VerbScope } from './verb-scope.ts'
import { methodOf } from './verb-values.ts'

export function* runVerb(verb: ReadVerb, scope: VerbScope): RunningVerb {
  switch (verb.name) {
    case 'Say':
    case 'Play':
      return announce(verb, scope)
    case 'Pause':
      return pause(verb, scope)
    case 'Set':
      return set(verb, scope)
    case 'Gather':
      return yield* gather(verb, scope)
    case 'Dial':
      return yield* runDial(verb, scope)
    case 'Record':
      return yield* record(verb, scope)
    case 'Redirect':
      return redirect(verb)
    case 'Reject':
      return reject(verb, scope)
    case 'Hangup':
      return { kind: 'ended', why: 'The call is hung up.' }
    default:
      return stopsAt(`it does not know ${verb.name}.`)
  }
}

/** `Say` or `Play`; keys pressed meanwhile wait for the next request. */
function announce(verb: ReadVerb, scope: VerbScope): VerbExit {
  const exit = say(verb, scope)
  collect(scope.state, scope.keys.take())
  return exit
}

function set({ nested }: ReadVerb, { state }: VerbScope): VerbExit {
  const variables = nested.filter(({ name }) => name === 'Variable')
  const [variable] = variables
  if (!variable) return { kind: 'crashes', why: 'KAZOO crashes on a Set without a Variable' }
  if (variables.length > 1) return stopsAt('Set has more than one Variable.')
  const { key, value } = variable.attributes
  // A name that KAZOO cannot keep becomes the word for it.
  const name = key !== undefined && isLatin1(key) ? key : 'undefined'
  setTwimlVariable(state, name, isLatin1(value ?? '') ? value : undefined)
  return NEXT
}

function redirect(verb: ReadVerb): VerbExit {
  const method = methodOf(verb)
  if (!method || verb.nested.some(({ name }) => name === 'Variable')) return stopsAt('it crashes on the Redirect.')
  return { kind: 'asks', address: plainText(verb), method }
}

const CODES: Record<string, number> = { rejected: 503, busy: 486 }

function reject({ attributes, hasContent }: ReadVerb, { reaches }: VerbScope): VerbExit {
  const { reason } = attributes
  const sipCode = CODES[reason ?? 'rejected']
  if (hasContent || sipCode === undefined) return stopsAt('it crashes on the Reject.')
  reaches()
  const ending = { sipCode, ...(reason === undefined ? {} : { message: reason }) }
  return { kind: 'ended', why: `The call is rejected as ${reason ?? 'rejected'}.`, end: 'response', ending }
}
