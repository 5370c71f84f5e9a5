/**
 * What KAZOO's TwiML interpreter does with an answer, as strictly as it can be told: the counterpart of KAZOO's schemas, which
 * TwiML does not have. *Test this URL* and the tests check every answer with it; the importer reports what it finds.
 * @source docs/kazoo/protocol.md#accepted-twiml; docs/kazoo/observations.md#walks
 */
import { dialFindings } from './check-dial.ts'
import {
  attributeFindings,
  type Finding,
  fails,
  ignored,
  isAbsoluteAddress,
  isLatin1,
  relativeAddress,
} from './twiml-attributes.ts'
import { isText, plainText, type ReadVerb, readTwiml } from './twiml-text.ts'

export { MAX_TWIML_SECONDS, SAY_LANGUAGES, SAY_VOICES } from './twiml-attributes.ts'

export interface TwimlProblem {
  /** Index of the verb in the answer; -1 for the answer itself. */
  verb: number
  /** error: the call ends there, or hears silence for ever. warning: KAZOO ignores it, or takes it in another way. */
  severity: 'error' | 'warning'
  message: string
}

/** `Say` speaks this much of a text and cuts the rest, in the middle of a character too. */
export const MAX_SAY_BYTES = 4000

/** Returns the verbs of an answer, and all that KAZOO would stumble over. Never throws. */
export function checkTwiml(body: string): { verbs: ReadVerb[]; problems: TwimlProblem[] } {
  const read = readTwiml(body)
  if (!read.ok) {
    const message = `The answer is not XML: ${read.message}`
    return { verbs: [], problems: [{ verb: -1, severity: 'error', message }] }
  }
  const { nested: verbs } = read.root
  return {
    verbs,
    problems: [
      ...answerFindings(read.root).map((finding) => ({ verb: -1, ...finding })),
      ...verbs.flatMap((verb, index) => [
        ...(verb.name === 'Reject' && index > 0 ? [{ verb: index, ...REJECT_TOO_LATE }] : []),
        ...findingsOf(verb).map((finding) => ({ verb: index, ...finding })),
      ]),
    ],
  }
}

const REJECT_TOO_LATE = ignored('Reject is not the first verb: the call is answered by then, and KAZOO hangs up.')

function answerFindings({ name, nested, text, hasContent }: ReadVerb): Finding[] {
  return [
    ...(name === 'Response' ? [] : [fails(`The answer begins with ${name}, not Response.`)]),
    ...(text.trim() === '' ? [] : [ignored('There is text between the verbs.')]),
    ...(nested.length > 0
      ? []
      : [fails(hasContent ? 'The Response has no verb.' : 'The Response is empty: callers hear silence.')]),
  ]
}

/** Returns what KAZOO would stumble over in one verb, nested verbs included. */
function findingsOf(verb: ReadVerb): Finding[] {
  const attributes = attributeFindings(verb)
  if (!attributes) return [fails(`KAZOO does not know the verb ${verb.name}: the call ends there.`)]
  return [...attributes, ...contentFindings(verb)]
}

const nothingInside = ({ name, hasContent }: ReadVerb): Finding[] =>
  hasContent ? [fails(`${name} takes no content, not even white space: the call ends there.`)] : []

function contentFindings(verb: ReadVerb): Finding[] {
  switch (verb.name) {
    case 'Hangup':
      return verb.hasContent ? [ignored('Hangup takes no content.')] : []
    case 'Pause':
    case 'Record':
    case 'Reject':
      return nothingInside(verb)
    case 'Say':
      return sayFindings(verb)
    case 'Play':
      return playFindings(verb)
    case 'Redirect':
      return redirectFindings(verb)
    case 'Set':
      return setFindings(verb)
    case 'Gather':
      return gatherFindings(verb)
    case 'Dial':
      return dialFindings(verb)
    default:
      return []
  }
}

/** Only plain text is read: neither CDATA nor what stands in an element. */
function textFindings(verb: ReadVerb): Finding[] {
  const { name, nested, children } = verb
  return [
    ...(plainText(verb) === '' ? [fails(`${name} has no plain text: the call ends there.`)] : []),
    ...(children.some((child) => isText(child) && child.isCdata) ? [ignored(`KAZOO ignores CDATA in ${name}.`)] : []),
    ...nested.map((child) => ignored(`KAZOO ignores ${child.name} in ${name}.`)),
  ]
}

const sayFindings = (verb: ReadVerb): Finding[] => [
  ...textFindings(verb),
  ...(byteLength(plainText(verb)) > MAX_SAY_BYTES
    ? [ignored(`Say speaks ${MAX_SAY_BYTES} bytes at most and cuts the rest.`)]
    : []),
]

/** In UTF-8. */
const byteLength = (text: string): number => encodeURIComponent(text.toWellFormed()).replace(/%../g, '.').length

const playFindings = (verb: ReadVerb): Finding[] => {
  const address = plainText(verb)
  return [
    ...textFindings(verb),
    ...(address === '' || isAbsoluteAddress(address) ? [] : [ignored('Play needs an absolute address.')]),
  ]
}

function redirectFindings(verb: ReadVerb): Finding[] {
  return [
    ...(verb.nested.some(({ name }) => name === 'Variable') ? [fails('A Variable in a Redirect ends the call.')] : []),
    ...relativeAddress('Redirect', plainText(verb)),
  ]
}

function setFindings({ nested }: ReadVerb): Finding[] {
  const variables = nested.filter(({ name }) => name === 'Variable')
  const [variable] = variables
  if (!variable) return [fails('Set has no Variable: callers hear silence.')]
  if (variables.length > 1) return [fails('Set has more than one Variable, which ends the call.')]
  const { key = '', value } = variable.attributes
  if (key === '' || value === undefined) return [ignored('Variable needs key and value.')]
  return isLatin1(key + value) ? [] : [ignored('Variable has characters beyond U+00FF: KAZOO drops it.')]
}

/** Prompts run while keys are collected: other verbs in their place have no effect, or an effect of their own. */
const PROMPTS: readonly string[] = ['Say', 'Play', 'Pause']

function gatherFindings({ text, nested, hasContent }: ReadVerb): Finding[] {
  return [
    ...(hasContent ? [] : [fails('Gather has no Say, Play or Pause: silence causes a request, a key ends the call.')]),
    ...(text.trim() === '' ? [] : [ignored('There is text in Gather.')]),
    ...nested.flatMap((child) =>
      PROMPTS.includes(child.name)
        ? findingsOf(child)
        : [ignored(`Gather contains ${child.name}, which is not a prompt.`)],
    ),
  ]
}
