/**
 * `Say`, `Play` and `Pause`, by themselves or inside a `Gather`.
 * @source kzt_twiml_say.erl, kzt_twiml.erl:206-250
 */
import { MAX_SAY_BYTES, SAY_LANGUAGES, SAY_VOICES } from '../kazoo/check-twiml.ts'
import { plainText, type ReadVerb } from '../kazoo/twiml-text.ts'
import { speechDurationMs } from '../nodes/parts/speech.ts'
import { utf8Length } from '../templates/utf8-length.ts'
import { NEXT, stopsAt, type VerbExit, type VerbScope } from './verb-scope.ts'
import { integerOf, isOneOf, secondsOf } from './verb-values.ts'

/** What an announcement takes, since nobody knows how long it is. */
const MEDIA_MS = 3000
/** As many times as the transcript shows of what is repeated for ever. */
const SHOWN_REPEATS = 6
/** Lines that one verb is told in: what is repeated more often is the rest of one more. */
const MAX_LINES = 100

/** Says or plays; keys that are pressed meanwhile are left where they are. */
export function say(verb: ReadVerb, { call, keys, isGone }: VerbScope): VerbExit {
  const { name, attributes } = verb
  const isSpeech = name === 'Say'
  if (isSpeech && !(isOneOf(SAY_VOICES, attributes.voice) && isOneOf(SAY_LANGUAGES, attributes.language)))
    return stopsAt('it does not know the voice or the language.')
  const loop = integerOf(attributes.loop, 1)
  if (loop < 0) return stopsAt(`${name} cannot be repeated ${loop} times.`)
  const text = isSpeech ? firstBytes(plainText(verb), MAX_SAY_BYTES) : plainText(verb)
  if (text === '') return stopsAt(`${name} holds no text.`)
  call.answer()
  const playedMs = isSpeech ? speechDurationMs(text) : MEDIA_MS
  const hear = (durationMs: number): void =>
    isSpeech ? call.hears('speech', text, durationMs) : call.hears('media', text, durationMs, mediaName(text))
  const repeats = loop || SHOWN_REPEATS
  for (let times = 1; times <= Math.min(repeats, MAX_LINES) && !isGone(); times++) hear(playedMs)
  if (repeats > MAX_LINES && !isGone()) hear(playedMs * (repeats - MAX_LINES))
  if (loop > 0 || isGone()) return NEXT
  if (keys.waiting() !== '') call.notes('No key stops it')
  return { kind: 'ended', why: 'It is repeated until the caller hangs up.', end: 'too-long' }
}

const mediaName = (id: string): string =>
  id.startsWith('/system_media/') ? `prompt:${id.slice('/system_media/'.length)}` : `play:${id}`

/** KAZOO cuts in the middle of a character too; half of one is left out here. */
const firstBytes = (text: string, bytes: number): string => {
  let length = 0
  let head = ''
  for (const point of text) {
    length += utf8Length(point)
    if (length > bytes) break
    head += point
  }
  return head
}

export function pause(verb: ReadVerb, { call }: VerbScope): VerbExit {
  const seconds = secondsOf(verb.attributes.length, 1)
  if (verb.hasContent || seconds === null) return stopsAt('a Pause lasts a second at least and holds nothing.')
  call.answer()
  call.notes(`Silence for ${seconds} s`)
  call.wait(seconds * 1000)
  return NEXT
}
