/** How long is recorded, and where it goes, as all recording modules have it. @source callflows.record_call, callflows.record_caller */
import { z } from 'zod'
import { integer } from './kazoo-fields.ts'

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
  url: z.string().optional().meta({
    label: 'Send it to',
    hint: 'An address that takes uploads. KAZOO keeps it if this is empty.',
    section: 'Where it goes',
    placeholder: 'https://',
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
