/** How long is recorded, and where it goes, as all recording modules have it. @source callflows.record_call, callflows.record_caller */
import { z } from 'zod'
import { type KazooProfile, type KazooVersion, versionsInWords, versionsOf } from '../../kazoo/versions.ts'
import type { Problem } from '../contract/checks.ts'
import { integer } from './amounts.ts'
import { ADDRESS, askedAddress } from './kazoo-fields.ts'

export const recordingFile = {
  time_limit: integer().min(5).max(10_800).optional().meta({
    label: 'Maximum length',
    unit: 's',
    section: 'Recording',
    ifAbsent: 3600,
  }),
  format: z
    .enum(['mp3', 'wav'])
    .optional()
    .meta({ label: 'File', options: { mp3: 'MP3', wav: 'WAV' }, section: 'Recording' }),
}

export const recordingUpload = {
  url: askedAddress()
    .optional()
    .meta({
      label: 'Upload to',
      control: 'recording-address',
      section: 'Where it goes',
      ...ADDRESS,
    }),
  method: z
    .enum(['put', 'post'])
    .optional()
    .meta({
      label: 'Upload by',
      options: { put: 'PUT', post: 'POST' },
      section: 'More',
      more: true,
      ifAbsent: 'put',
    }),
}

/** How versions check the address. */
export const recordingDiffers = Object.fromEntries(
  (['4.3', '5'] as const).map((version): [KazooVersion, { fields: Record<string, z.ZodType> }] => [
    version,
    { fields: { url: askedAddress(version).optional() } },
  ]),
)

/** Id of the recording's document, which 5 takes. */
export const recordingMediaId = () =>
  z
    .string()
    .optional()
    .meta({
      label: 'Id of the recording',
      hint: 'KAZOO creates one if empty.',
      section: 'More',
      more: true,
      versions: ['5'],
    })
/** In the place of an upload address: each call gets one of its own, and the studio keeps the file. */
export const KEPT_IN_STUDIO = '{{ studio.recordings }}'

/** The end of a card's line. */
export const keptInWords = (url: string | undefined): string => (url === KEPT_IN_STUDIO ? ', kept in the studio' : '')

/**
 * Versions that never upload what one module or verb has recorded. Both ask the switch's side for the command `store`, which
 * that of 5.0-dev and 5 does not have; `record_call` is uploaded by all three.
 * @source ecallmgr_call_command.erl 5.0-dev:520, ecallmgr_fs_recordings.erl 5.0-dev:38, kzt_twiml.erl 5.0-dev:414
 */
export const NOT_UPLOADED = {
  record_caller: ['5.0-dev'],
  Record: ['5.0-dev', '5'],
} as const satisfies Record<string, readonly KazooVersion[]>

/** @returns a warning where a KAZOO of the profile keeps a recording to itself. */
export function uploadProblems(
  profile: KazooProfile,
  { what, instead, field }: { what: keyof typeof NOT_UPLOADED; instead: string; field: string },
): Problem[] {
  const without: readonly KazooVersion[] = NOT_UPLOADED[what]
  const versions = versionsOf(profile).filter((version) => without.includes(version))
  if (versions.length === 0) return []
  return [
    {
      severity: 'warning',
      code: 'recording.not-uploaded',
      field,
      versions,
      short: 'The recording is lost',
      message: `${versionsInWords(versions)} ${versions.length === 1 ? 'does' : 'do'} not upload what ${what} has recorded. ${instead}`,
    },
  ]
}
