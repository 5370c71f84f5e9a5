/** How long is recorded, and where it goes, as all recording modules have it. @source callflows.record_call, callflows.record_caller */
import { z } from 'zod'
import type { KazooVersion } from '../kazoo/versions.ts'
import { ADDRESS, askedAddress, integer } from './kazoo-fields.ts'

export const recordingFile = {
  time_limit: integer().min(5).max(10_800).optional().meta({
    label: 'Longest recording',
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
      label: 'Send it to',
      hint: 'An address that takes uploads. KAZOO keeps the recording if this is left out.',
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
      hint: 'KAZOO makes one up if this is empty.',
      section: 'More',
      more: true,
      versions: ['5'],
    })
