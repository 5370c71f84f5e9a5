import { z } from 'zod'
import { conferenceConfigSchema, tone } from './conference-config.ts'
import { defineKazooStep, type Problem, skipModule } from './define-node.ts'
import { placeholderProblems, shortId } from './kazoo-fields.ts'
import { named } from './twiml.ts'

const ID_WORDS = 'KAZOO needs the id of the conference, 32 characters, or it hangs up.'

/** @source callflows.conference; kazoo-callflow-semantics, handed away */
export const conference = defineKazooStep({
  type: 'conference',
  title: 'Conference room',
  help: 'Hands the caller to a conference, where they stay until they hang up. Without an id, KAZOO asks for the number of the room.',
  icon: 'radio',
  category: 'Conference & Queue',
  synonyms: ['meeting', 'bridge', 'room', 'conference call'],
  data: z.looseObject({
    id: z.string().length(32, { error: ID_WORDS }).optional().meta({
      label: 'Conference',
      hint: 'In Monster UI: Conferences, open the room, copy the id from the address. KAZOO asks for the room if this is empty.',
      section: 'Room',
      entity: 'conference',
      short: 'The id needs 32 characters',
    }),
    moderator: z.boolean().optional().meta({ label: 'Enters as moderator', section: 'Room' }),
    welcome_prompt: z
      .looseObject({
        play: z.boolean().optional().meta({ label: 'Greet the caller', ifAbsent: true }),
        media_id: z.string().optional().meta({ label: 'Own greeting', hint: 'Id of a media file, or an address.' }),
      })
      .optional()
      .meta({ label: 'Greeting', section: 'What the caller hears' }),
    play_entry_tone: tone().optional().meta({
      label: 'Tone when someone enters',
      hint: 'Yes or no, or the tone to play.',
      section: 'More',
      more: true,
    }),
    play_exit_tone: tone().optional().meta({
      label: 'Tone when someone leaves',
      hint: 'Yes or no, or the tone to play.',
      section: 'More',
      more: true,
    }),
    config: conferenceConfigSchema.optional().meta({
      label: 'Settings of a room made for this call',
      control: 'json',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  lasts: 'minutes',
  neverContinues: true,
  summary: (data) => (data.id ? `Room ${shortId(data.id)}` : data.config?.name || 'Asks for the room'),
  check: (data) => placeholderProblems(data.id, 'id', 'conference'),
  foot: 'Nothing follows: callers stay in the conference until they hang up.',
  twiml: {
    verbs: ({ id, config }) => [{ name: 'Dial', content: [named('Conference', id || config?.name)] }],
    goesOn: 'asks',
    waysOut: () => [],
    check: ({ id, config }) => (id || config?.name ? [] : [roomMissing]),
  },
  simulate(_data, call) {
    call.answer()
    call.notes(`The caller is in ${call.title}`)
    return { kind: 'handed-away', why: 'The caller is in the conference until they hang up.' }
  },
})

/** `Conference` in TwiML names its room. */
const roomMissing: Problem = {
  severity: 'error',
  code: 'field.empty',
  field: 'id',
  message: 'TwiML cannot ask for the number of a room. Enter the id of a conference.',
  short: 'Choose a room',
}
