/** The data of the modules that lead into a conference. @source callflows.conference, conferences, conferences.profile */
import { z } from 'zod'
import { skipModule } from './define-node.ts'
import { integer } from './kazoo-fields.ts'

const ID_WORDS = 'KAZOO needs the id of the conference, 32 characters, or it hangs up.'

const digitsOnly = () => z.string().regex(/^[0-9]+$/, { error: 'Digits only, or KAZOO hangs up.' })
/** Not from values of the call: two could turn out the same. */
const uniqueNumbers = () =>
  z
    .array(digitsOnly())
    .refine((numbers) => new Set(numbers).size === numbers.length, {
      error: 'A number is listed twice. KAZOO would refuse it.',
    })
    .optional()
    .meta({ template: false })

/** Yes or no, or the media to play. */
const tone = () => z.union([z.boolean(), z.string()])

const entrySchema = {
  join_deaf: z.boolean().optional(),
  join_muted: z.boolean().optional(),
  numbers: uniqueNumbers(),
  pins: z.array(digitsOnly()).optional(),
}

const SAMPLE_RATES = [8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000]

const profileSchema = z.looseObject({
  'alone-sound': z.string().optional(),
  'announce-count': integer().optional(),
  'caller-controls': z.string().optional(),
  'comfort-noise': integer().min(0).max(10_000).optional(),
  'energy-level': integer().min(0).max(1800).optional(),
  'enter-sound': z.string().optional(),
  'exit-sound': z.string().optional(),
  interval: integer().min(10).max(120).optional(),
  'locked-sound': z.string().optional(),
  'max-members': integer().min(2).optional(),
  'max-members-sound': z.string().optional(),
  'moderator-controls': z.string().optional(),
  'moh-sound': z.string().optional(),
  'muted-sound': z.string().optional(),
  rate: integer()
    .refine((rate) => SAMPLE_RATES.includes(rate), { error: `Must be one of ${SAMPLE_RATES.join(', ')}.` })
    .optional(),
  'unmuted-sound': z.string().optional(),
})

const conferenceConfigSchema = z.looseObject({
  bridge_password: z.string().optional(),
  bridge_username: z.string().optional(),
  caller_controls: z.string().optional(),
  conference_numbers: uniqueNumbers(),
  controls: z.looseObject({}).optional(),
  domain: z.string().optional(),
  flags: z.array(z.string()).optional(),
  focus: z.string().optional(),
  language: z.string().optional(),
  max_members_media: z.string().optional(),
  max_participants: integer().optional(),
  member: z.looseObject({ ...entrySchema, play_entry_prompt: z.boolean().optional() }).optional(),
  moderator: z.looseObject(entrySchema).optional(),
  moderator_controls: z.string().optional(),
  name: z.string().min(1).max(128).optional(),
  owner_id: z.string().length(32).optional(),
  play_entry_tone: tone().optional(),
  play_exit_tone: tone().optional(),
  play_name: z.boolean().optional(),
  play_welcome: z.boolean().optional(),
  profile: profileSchema.optional(),
  profile_name: z.string().optional(),
  require_moderator: z.boolean().optional(),
  wait_for_moderator: z.boolean().optional(),
})

/** @param idHint where the id is found, and what KAZOO does without one. */
export const conferenceFields = (idHint: string) => ({
  id: z.string().length(32, { error: ID_WORDS }).optional().meta({
    label: 'Conference',
    hint: idHint,
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
})
