/** Conference in Dial, as far as KAZOO's conferences have what it says. @source conferences.json; callflows.conference */
import type { ReadVerb } from '../../kazoo/twiml-text.ts'
import { toTemplate } from '../literal-text.ts'
import { drawStep, endPath, report, type TwimlDrawing } from './drawing.ts'
import { type Attributes, attributesOf, leaveOutVerb, oneLine } from './left-out.ts'
import { field, takeBoolean, takeNumber } from './values.ts'

export function drawConference(drawing: TwimlDrawing, verb: ReadVerb): void {
  const attributes = attributesOf(drawing, verb)
  const room = oneLine(verb.text)
  for (const child of verb.nested) leaveOutVerb(drawing, child, 'Conference takes a name only.')
  const tones = tonesOf(attributes)
  const starts = takeBoolean(attributes, 'startConferenceOnEnter')
  const ends = takeBoolean(attributes, 'endConferenceOnExit') === true
  const isStored = /^[0-9a-f]{32}$/i.test(room)
  const config = configOf(attributes, starts, ends)
  if (ends && starts === false)
    attributes.leaveOut(
      'endConferenceOnExit',
      'only a moderator ends a conference by leaving, and a moderator starts it.',
    )
  if (isStored)
    for (const name of CONFIGURED.filter((name) => Object.hasOwn(verb.attributes, name)))
      attributes.leaveOut(name, 'the conference with this id has its own settings.')
  drawStep(drawing, {
    type: 'conference',
    data: {
      ...(isStored ? { id: room } : { config: { name: toTemplate(room), ...config } }),
      ...(starts === false || (starts === undefined && !ends) ? {} : { moderator: true }),
      ...tones,
    },
  })
  if (room === '') report(drawing, verb.place, 'Conference has no name. Enter one.')
  attributes.finish()
  endPath(drawing, 'callers stay in the conference until they hang up.')
}

const CONFIGURED = ['startConferenceOnEnter', 'endConferenceOnExit', 'muted', 'maxParticipants']

/** KAZOO lets members in muted, and begins at once, unless the conference says otherwise. */
function configOf(attributes: Attributes, starts: boolean | undefined, ends: boolean): Record<string, unknown> {
  const join_muted = takeBoolean(attributes, 'muted') ?? false
  return {
    ...(starts === false ? { wait_for_moderator: true } : {}),
    ...(ends && starts !== false ? { require_moderator: true } : {}),
    member: { join_muted },
    ...(join_muted ? { moderator: { join_muted } } : {}),
    ...field('max_participants', takeNumber(attributes, 'maxParticipants', 2)),
  }
}

function tonesOf(attributes: Attributes): Record<string, boolean> {
  const beep = attributes.take('beep')
  const tones = beep === undefined ? undefined : TONES.get(beep)
  if (beep !== undefined && !tones) attributes.leaveOut('beep', 'it must be true, false, onEnter or onExit.')
  return tones ? { play_entry_tone: tones[0], play_exit_tone: tones[1] } : {}
}

const TONES: ReadonlyMap<string, readonly [entry: boolean, exit: boolean]> = new Map([
  ['true', [true, true]],
  ['false', [false, false]],
  ['onEnter', [true, false]],
  ['onExit', [false, true]],
])
