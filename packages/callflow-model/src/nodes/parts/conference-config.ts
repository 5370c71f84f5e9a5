/** The data of the modules that lead into a conference. @source callflows.conference, conferences, conferences.profile */
import { z } from 'zod'
import { isObject } from '../../kazoo/callflow-tree.ts'
import { type KazooProfile, type KazooVersion, versionsOf } from '../../kazoo/versions.ts'
import { skipModule } from '../contract/fields.ts'
import type { DataDifference } from '../contract/kazoo-step.ts'
import { integer } from './amounts.ts'
import { unchecked } from './versioned-data.ts'

const ID_WORDS = 'KAZOO needs the id of the conference, 32 characters, or callers hear silence.'

const digitsOnly = () => z.string().regex(/^[0-9]+$/, { error: 'Digits only, or callers hear silence.' })
/** Not from values of the call: two could turn out the same. */
const uniqueNumbers = (label: string) =>
  z
    .array(digitsOnly())
    .refine((numbers) => new Set(numbers).size === numbers.length, {
      error: 'A number is listed twice. KAZOO would refuse the whole answer: callers would hear silence.',
    })
    .optional()
    .meta({ label, template: false, more: true })

/** Yes or no, or the media to play. */
const tone = () => z.union([z.boolean(), z.string()])
const toneHint = 'Enter yes, no, or the tone to play.'

/** Who enters by the number of the room. @param mutedIfAbsent what KAZOO does where nothing is said */
const entrySchema = (mutedIfAbsent: boolean) => ({
  pins: z.array(digitsOnly()).optional().meta({ label: 'PINs' }),
  join_muted: z.boolean().optional().meta({ label: 'Join muted', ifAbsent: mutedIfAbsent }),
  join_deaf: z.boolean().optional().meta({ label: 'Join deaf', more: true }),
  numbers: uniqueNumbers('Numbers'),
})

const roomName = () => z.string().min(1).max(128)

const SAMPLE_RATES = [8000, 12_000, 16_000, 24_000, 32_000, 44_100, 48_000]

const sound = (label: string) => z.string().optional().meta({ label, more: true })

const profileFields = {
  'max-members': integer().min(2).optional().meta({ label: 'Maximum participants' }),
  'moh-sound': z.string().optional().meta({ label: 'Music on hold' }),
  'enter-sound': z.string().optional().meta({ label: 'Sound when someone enters' }),
  'exit-sound': z.string().optional().meta({ label: 'Sound when someone leaves' }),
  'alone-sound': sound('Sound for the only one'),
  'locked-sound': sound('Sound when the room is locked'),
  'max-members-sound': sound('Sound when the room is full'),
  'muted-sound': sound('Sound when muted'),
  'unmuted-sound': sound('Sound when heard again'),
  'announce-count': integer().optional().meta({ label: 'Announce count from', more: true }),
  'caller-controls': z.string().optional().meta({ label: 'Caller controls', more: true }),
  'moderator-controls': z.string().optional().meta({ label: 'Moderator controls', more: true }),
  'comfort-noise': integer().min(0).max(10_000).optional().meta({ label: 'Comfort noise', more: true }),
  'energy-level': integer().min(0).max(1800).optional().meta({ label: 'Speech energy level', more: true }),
  interval: integer().min(10).max(120).optional().meta({ label: 'Audio packet', unit: 'ms', more: true }),
  rate: integer()
    .refine((rate) => SAMPLE_RATES.includes(rate), { error: `Must be one of ${SAMPLE_RATES.join(', ')}.` })
    .optional()
    .meta({ label: 'Sample rate', unit: 'Hz', more: true }),
  'auto-record': z
    .boolean()
    .optional()
    .meta({ label: 'Record the conference', more: true, versions: ['5'] }),
}

const configFields = {
  name: roomName().optional().meta({ label: 'Name' }),
  max_participants: integer().optional().meta({ label: 'Maximum participants' }),
  wait_for_moderator: z.boolean().optional().meta({ label: 'Wait for a moderator' }),
  play_welcome: z.boolean().optional().meta({ label: 'Play welcome prompt' }),
  play_name: z.boolean().optional().meta({ label: 'Announce names' }),
  member: z
    .looseObject({
      ...entrySchema(true),
      play_entry_prompt: z.boolean().optional().meta({ label: 'Play entry prompt', more: true }),
    })
    .optional()
    .meta({ label: 'Members' }),
  moderator: z.looseObject(entrySchema(false)).optional().meta({ label: 'Moderators' }),
  conference_numbers: uniqueNumbers('Numbers of the room'),
  require_moderator: z.boolean().optional().meta({ label: 'End without a moderator', more: true }),
  play_entry_tone: tone().optional().meta({ label: 'Tone when someone enters', hint: toneHint, more: true }),
  play_exit_tone: tone().optional().meta({ label: 'Tone when someone leaves', hint: toneHint, more: true }),
  language: z.string().optional().meta({ label: 'Language', placeholder: 'en-us', more: true }),
  max_members_media: z
    .string()
    .optional()
    .meta({ label: 'Prompt if full', hint: 'Id of a media file, or an address.', more: true }),
  owner_id: z
    .string()
    .length(32)
    .optional()
    .meta({ label: 'Owner', hint: 'Id of a user.', more: true, entity: 'user' }),
  profile_name: z.string().optional().meta({ label: 'Profile', hint: 'Set up in KAZOO.', more: true }),
  profile: z.looseObject(profileFields).optional().meta({ label: 'Own profile', more: true }),
  caller_controls: z.string().optional().meta({ label: 'Caller controls', more: true }),
  moderator_controls: z.string().optional().meta({ label: 'Moderator controls', more: true }),
  controls: z.looseObject({}).optional().meta({ label: 'Controls', more: true }),
  flags: z.array(z.string()).optional().meta({ label: 'Flags', more: true }),
  domain: z.string().optional().meta({ label: 'SIP domain', more: true }),
  focus: z.string().optional().meta({ label: 'Media server', hint: 'KAZOO sets it.', more: true }),
  bridge_username: z.string().optional().meta({ label: 'User for bridges', more: true }),
  bridge_password: z.string().optional().meta({ label: 'Password for bridges', more: true }),
  video: z
    .boolean()
    .optional()
    .meta({ label: 'With video', more: true, versions: ['5'] }),
  endconf_grace_time: integer()
    .min(0)
    .optional()
    .meta({
      label: 'Grace time without a moderator',
      unit: 's',
      more: true,
      versions: ['5'],
    }),
  base_profile_name: z
    .string()
    .optional()
    .meta({ label: 'Base profile', more: true, versions: ['5'] }),
  allow_shareable_link: z
    .boolean()
    .optional()
    .meta({ label: 'Allow a shareable link', more: true, versions: ['5'] }),
}

/** The fields that only 5 knows: other versions accept any value. */
const unknownBefore5 = {
  ...unchecked('video', 'endconf_grace_time', 'base_profile_name', 'allow_shareable_link'),
  profile: z.looseObject({ ...profileFields, ...unchecked('auto-record') }).optional(),
}
const BEFORE_5 = { fields: { config: z.looseObject({ ...configFields, ...unknownBefore5 }).optional() } }

/** How versions check the room made for a call. */
export const conferenceDiffers = {
  '4.3': BEFORE_5,
  '5.0-dev': BEFORE_5,
  '5': { fields: { config: z.looseObject({ ...configFields, name: roomName() }).optional() } },
} satisfies Partial<Record<KazooVersion, DataDifference>>

/** 5 asks for a name of the room. */
export function withRoomName(
  data: Readonly<Record<string, unknown>>,
  profile: KazooProfile,
): Readonly<Record<string, unknown>> {
  if (!versionsOf(profile).includes('5') || !isObject(data.config)) return data
  return { ...data, config: { name: 'Conference', ...data.config } }
}

/** @param idHint where the id is found, and what KAZOO does without one. */
export const conferenceFields = (idHint: string) => ({
  id: z.string().length(32, { error: ID_WORDS }).optional().meta({
    label: 'Conference',
    hint: idHint,
    section: 'Room',
    entity: 'conference',
    short: 'The id needs 32 characters',
  }),
  moderator: z.boolean().optional().meta({ label: 'Join as moderator', section: 'Room' }),
  welcome_prompt: z
    .looseObject({
      play: z.boolean().optional().meta({ label: 'Greet the caller', ifAbsent: true }),
      media_id: z
        .string()
        .optional()
        .meta({ label: 'Own greeting', hint: 'Id of a media file, or an address.', entity: 'media' }),
    })
    .optional()
    .meta({ label: 'Greeting', section: 'What the caller hears' }),
  play_entry_tone: tone().optional().meta({
    label: 'Tone when someone enters',
    hint: toneHint,
    section: 'More',
    more: true,
  }),
  play_exit_tone: tone().optional().meta({
    label: 'Tone when someone leaves',
    hint: toneHint,
    section: 'More',
    more: true,
  }),
  config: z.looseObject(configFields).optional().meta({
    label: 'Ad hoc conference',
    section: 'More',
    more: true,
  }),
  skip_module: skipModule(),
})
