/** What the call log keeps of an answer's variables and look-ups, as JSON texts: a text costs least to hand to the file's thread. */
import type { Answer } from '@callflow-studio/model'
import type { LoggedLookUp } from '@callflow-studio/model/api'
import type { CallEntry } from '../calls/call-entry.ts'
import { shorten } from './log-entry.ts'
import { maskReply, maskSent } from './shown-look-up.ts'

/** Of a text in a request or its reply. */
const MAX_TEXT = 4000
/** Of the JSON text of a variable. */
const MAX_VALUE = 1000

/** @param mask masks secrets */
export function loggedState(answer: Answer, mask: (text: string) => string): Pick<CallEntry, 'variables' | 'lookUps'> {
  const variables = answer.loggedVariables()
  const lookUps = answer.loggedLookUps?.() ?? null
  return {
    variables: variables === null ? null : mask(writeShort(variables)),
    lookUps: lookUps === null ? null : JSON.stringify(lookUps.map((lookUp) => shortLookUp(lookUp, mask))),
  }
}

function writeShort(variables: Record<string, unknown>): string {
  const text = JSON.stringify(variables)
  if (text.length <= MAX_VALUE) return text
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(variables).map(([name, value]) => {
        const written = typeof value === 'string' ? value : JSON.stringify(value)
        return [name, written.length > MAX_VALUE ? shorten(written, MAX_VALUE) : value]
      }),
    ),
  )
}

function shortLookUp({ nodeId, request, reply }: LoggedLookUp, mask: (text: string) => string): LoggedLookUp {
  const short = (text: string): string => shorten(mask(text), MAX_TEXT) // a secret that is cut in two would not be found
  return { nodeId, request: maskSent(request, short), reply: maskReply(reply, short) }
}
