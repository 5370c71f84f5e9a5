/** Say, Play and Pause: what the caller hears. */
import { MAX_TWIML_SECONDS } from '../../kazoo/check-twiml.ts'
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { PHONE_KEYS } from '../../nodes/parts/phone-keys.ts'
import { toTemplate } from '../literal-text.ts'
import { resolveImportedAddress } from './addresses.ts'
import { chainStep, endPath, report, type Step, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutContent, leaveOutVerb, oneLine } from './left-out.ts'
import { field, takeNumber } from './values.ts'

/** KAZOO speaks no more in one step. */
const MAX_SPOKEN = 1000
/** More copies of one text would fill a drawing. */
const MAX_REPEATS = 20

const VOICES: ReadonlyMap<string, string> = new Map([
  ['man', 'male'],
  ['male', 'male'],
  ['woman', 'female'],
  ['female', 'female'],
])
const ENGINES: readonly string[] = ['flite', 'google', 'ispeech', 'voicefabric']

/** The steps of a verb that is heard, or a pause. They may be none. */
export function promptSteps(drawing: TwimlDrawing, verb: ReadVerb): Step[] {
  if (verb.name !== 'Pause' && oneLine(verb.words) === '') {
    leaveOutVerb(drawing, verb, 'it plays nothing. In TwiML, KAZOO ends the call here.')
    return []
  }
  const attributes = attributesOf(drawing, verb)
  const steps = STEPS_OF[verb.name as PromptName](drawing, verb, attributes)
  attributes.finish()
  return steps
}

type PromptName = 'Say' | 'Play' | 'Pause'
export const isPrompt = (name: string): name is PromptName => Object.hasOwn(STEPS_OF, name)

export function drawPrompt(drawing: TwimlDrawing, verb: ReadVerb): void {
  const steps = promptSteps(drawing, verb)
  for (const step of steps) {
    if (isEndless(step)) step.data.terminators ??= [] // in TwiML no key leads on from it
    chainStep(drawing, step)
    if (step.type !== 'sleep') drawing.mayHoldKeys = true
  }
  if (steps.some(isEndless)) endPath(drawing, `${verb.name} before it is repeated until the caller hangs up.`)
}

export const isEndless = ({ data }: Step): boolean => data.endless_playback === true

const STEPS_OF: Record<PromptName, (drawing: TwimlDrawing, verb: ReadVerb, attributes: Attributes) => Step[]> = {
  Say(drawing, verb, attributes) {
    const data = { ...voiceOf(attributes), ...languageOf(attributes), ...engineOf(attributes), ...keysOf(attributes) }
    const loop = takeNumber(attributes, 'loop') ?? 1
    for (const child of verb.nested) sayMarkup(drawing, child)
    const texts = pieces(oneLine(verb.words)).map(toTemplate)
    const once = texts.map((text): Step => ({ type: 'tts', data: { text, ...data } }))
    if (loop === 0) return once.map((step) => ({ ...step, data: { ...step.data, endless_playback: true } }))
    if (loop > MAX_REPEATS) attributes.leaveOut('loop', `the text is drawn ${MAX_REPEATS} times.`)
    return Array.from({ length: Math.min(loop, MAX_REPEATS) }, () =>
      once.map(({ type, data }) => ({ type, data: { ...data } })),
    ).flat()
  },
  Play(drawing, verb, attributes) {
    const loop = takeNumber(attributes, 'loop')
    const id = oneLine(verb.words)
    for (const child of verb.nested) leaveOutVerb(drawing, child, 'Play takes an address only. Its text was kept.')
    const isOwnMedia = id.startsWith('/system_media/') || /^[0-9a-f]{32}$/i.test(id)
    const address = isOwnMedia ? id : (resolveImportedAddress(drawing, id, 'The recording of Play', verb.place) ?? id)
    const repeated = loop === 0 ? { endless_playback: true } : field('loop_count', loop)
    return [{ type: 'play', data: { id: toTemplate(address), ...repeated, ...keysOf(attributes) } }]
  },
  Pause(drawing, verb, attributes) {
    leaveOutContent(drawing, verb)
    const seconds = takeNumber(attributes, 'length') ?? 1
    if (seconds > MAX_TWIML_SECONDS)
      attributes.change('length', `was kept: in TwiML, KAZOO pauses for ${MAX_TWIML_SECONDS} s at most.`)
    return [{ type: 'sleep', data: { duration: seconds, unit: 's' } }]
  },
}

function voiceOf(attributes: Attributes): Record<string, string> {
  const voice = attributes.take('voice')
  if (voice === undefined) return {}
  const known = VOICES.get(voice)
  if (known === undefined)
    attributes.leaveOut('voice', 'KAZOO has the voices man and woman only. It uses its default voice.')
  return field('voice', known)
}

/** Tags are written in lower case in callflows. */
function languageOf(attributes: Attributes): Record<string, string> {
  const written = attributes.take('language')?.trim()
  const language = written?.toLowerCase()
  if (language === '') attributes.leaveOut('language', 'it is empty.')
  else if (language !== undefined && language !== written)
    attributes.change('language', `was changed to ${language}: KAZOO ends the call at capital letters here.`)
  return language ? { language } : {}
}

function engineOf(attributes: Attributes): Record<string, string> {
  const engine = attributes.take('engine')
  if (engine === undefined || ENGINES.includes(engine)) return field('engine', engine)
  attributes.leaveOut('engine', `KAZOO has ${ENGINES.join(', ')}.`)
  return {}
}

/** Keys that stop it; KAZOO's own attribute. */
function keysOf(attributes: Attributes): Record<string, string[]> {
  const keys = attributes.take('terminators')
  if (keys === undefined) return {}
  if (keys === 'none') return { terminators: [] }
  const known = [...new Set(keys)].filter((key) => PHONE_KEYS.some((phoneKey) => phoneKey === key))
  if (known.length !== keys.length) attributes.leaveOut('terminators', 'it lists something that is not a key.')
  return known.length === 0 ? {} : { terminators: known }
}

/** Markup of speech (SSML): its words are kept, it is named. */
function sayMarkup(drawing: TwimlDrawing, element: ReadVerb): void {
  const attributes = attributesOf(drawing, element)
  report(drawing, element.place, `${element.name} in Say was left out, its words were kept: KAZOO speaks plain text.`)
  attributes.finish()
  for (const child of element.nested) sayMarkup(drawing, child)
}

/** A text in pieces that KAZOO speaks, cut after a sentence, else at a word. */
function pieces(text: string): string[] {
  const all: string[] = []
  let rest = text
  while (rest.length > MAX_SPOKEN) {
    const head = rest.slice(0, MAX_SPOKEN)
    const sentence = Math.max(...['. ', '! ', '? '].map((end) => head.lastIndexOf(end)))
    const word = head.lastIndexOf(' ')
    const end = sentence > 0 ? sentence + 1 : word > 0 ? word : MAX_SPOKEN
    all.push(rest.slice(0, end).trim())
    rest = rest.slice(end).trim()
  }
  return rest === '' ? all : [...all, rest]
}
