/** What an import cannot keep is named, with its place, so that nothing of a document is lost silently. */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { report, type TwimlDrawing } from './drawing.ts'

const MAX_QUOTE = 1000

/** The attributes of a verb, each to be taken by what draws it; those that nobody took are named. */
export interface Attributes {
  /** The value, which the caller keeps or names. */
  take(name: string): string | undefined
  /** Names an attribute that was taken and could not be kept. */
  leaveOut(name: string, why: string): void
  /** Names an attribute that is kept in another form. @param how "was changed to …" */
  change(name: string, how: string): void
  /** Names all that was not taken. */
  finish(): void
}

export function attributesOf(drawing: TwimlDrawing, verb: ReadVerb): Attributes {
  const left = new Map(Object.entries(verb.attributes))
  const name = (attribute: string, what: string, more: Parameters<typeof report>[3] = {}): void => {
    const value = Object.hasOwn(verb.attributes, attribute) ? (verb.attributes[attribute] ?? '') : ''
    const place = verb.attributePlaces.get(attribute) ?? verb.place
    report(drawing, place, `${quoteAttribute(attribute, value)} of ${verb.name} ${what}`, more)
  }
  const leaveOut = (attribute: string, why: string): void => name(attribute, `was left out: ${why}`)
  return {
    take: (name) => {
      const value = left.get(name)
      left.delete(name)
      return value
    },
    leaveOut,
    change: (attribute, how) => name(attribute, how, { severity: 'info' }),
    finish: () => {
      for (const name of left.keys())
        leaveOut(name, REASONS.get(`${verb.name} ${name}`) ?? 'no step has a field for it.')
    },
  }
}

/** Why KAZOO or a callflow has no place for it, where that helps to do something about it. */
const REASONS: ReadonlyMap<string, string> = new Map([
  ['Dial timeLimit', 'a callflow does not limit how long people talk.'],
  ['Dial hangupOnStar', 'it has no effect in KAZOO.'],
  ['Dial method', 'Dial has no action.'],
  ['Number sendDigits', 'a callflow cannot press keys after an answered call.'],
  ['Number url', 'a callflow sends no request before the call is connected.'],
  ['Gather input', 'KAZOO takes keys only.'],
  ['Play digits', 'use the step Send DTMF.'],
  ['Record timeout', 'in a callflow silence does not end a recording.'],
  ['Record transcribe', 'KAZOO does not transcribe recordings here.'],
])

/** Names an element that was left out, with all that is in it. */
export function leaveOutVerb(drawing: TwimlDrawing, verb: ReadVerb, why: string): void {
  report(drawing, verb.place, `${quote(verb)} was left out: ${why}`)
}

/** Names text that no step keeps. */
export function leaveOutText(drawing: TwimlDrawing, verb: ReadVerb, why: string): void {
  const text = oneLine(verb.text)
  if (text !== '') report(drawing, verb.place, `The text “${shorten(text)}” in ${verb.name} was left out: ${why}`)
}

/** Names everything that is in a verb that takes no content. */
export function leaveOutContent(drawing: TwimlDrawing, verb: ReadVerb): void {
  leaveOutText(drawing, verb, `${verb.name} takes no content.`)
  for (const child of verb.nested) leaveOutVerb(drawing, child, `${verb.name} takes no content.`)
}

/** An element in one line, as it may be written in XML. */
const quote = (verb: ReadVerb): string => shorten(quoteWhole(verb))

function quoteWhole({ name, attributes, text, nested }: ReadVerb): string {
  const head = [name, ...Object.entries(attributes).map(([key, value]) => quoteAttribute(key, value))].join(' ')
  const content = [oneLine(text), ...nested.map(quoteWhole)].filter(Boolean).join(' ')
  return content === '' ? `<${head}/>` : `<${head}>${content}</${name}>`
}

/** A password is nothing for a report. */
const quoteAttribute = (name: string, value: string): string =>
  `${name}="${/password|secret|token/i.test(name) ? '…' : value}"`

export const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ')

const shorten = (text: string): string =>
  text.length <= MAX_QUOTE ? text : `${text.slice(0, MAX_QUOTE)}… (${text.length - MAX_QUOTE} more characters)`
