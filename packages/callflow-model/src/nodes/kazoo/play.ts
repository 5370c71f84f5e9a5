import { z } from 'zod'
import { isTemplate } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, promptTerminators, shortId } from '../parts/kazoo-fields.ts'
import { absoluteAddress, absoluteAddressProblems, endlessInTwiml } from '../parts/twiml.ts'

/** Also those of a part of a sequence. */
export const playFields = {
  id: z.string().optional().meta({
    label: 'Recording',
    hint: 'Id of a media file, an address on the web, or /system_media/ and the name of a prompt.',
    section: 'What the caller hears',
    entity: 'media',
    placeholder: '/system_media/…',
  }),
  loop_count: integer()
    .min(1)
    .optional()
    .meta({ label: 'Play it', unit: 'times', section: 'What the caller hears', ifAbsent: 1 }),
  endless_playback: z.boolean().optional().meta({
    label: 'Repeat until a key is pressed',
    section: 'More',
    more: true,
    ifAbsent: false,
  }),
  answer: z.boolean().optional().meta({
    label: 'Answer the call first',
    hint: 'If off, it plays as early media, which some carriers do not pass on.',
    section: 'More',
    more: true,
    ifAbsent: true,
  }),
  terminators: promptTerminators(),
  skip_module: skipModule(),
}

/** @source callflows.play; docs/kazoo/semantics.md#media, #v1 */
export const play = defineKazooStep({
  type: 'play',
  title: 'Play audio',
  help: 'Plays a recording, a stream or a file on the web. Callers can press a key at any time to stop it and continue.',
  icon: 'volume-2',
  category: 'Play & Speak',
  synonyms: [
    'recording',
    'announcement',
    'music',
    'sound',
    'media',
    'prompt',
    'greeting',
    'repeat',
    'hold music',
    'MOH',
    'music on hold',
  ],
  data: z.looseObject(playFields),
  create: () => ({ id: '' }),
  changes: () => ['digits.default'],
  duration: (data) => (data.endless_playback ? 'minutes' : 'seconds'),
  says: ({ id = '' }) => (id === '' ? [] : [{ field: 'id', text: '', media: id, voice: '', language: '' }]),
  summary: (data) => [mediaInWords(data.id), repeatsInWords(data)].filter(Boolean).join(', '),
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'There is no recording chosen. Callers hear nothing here, and the call continues.',
      'Choose a recording',
    ),
    ...placeholderProblems(data.id, 'id', 'recording'),
    ...barePromptProblems(data.id),
  ],
  next: () => ['input.menu', 'ring_group', 'voicemail'],
  footer: 'Callers can press a key at any time.',
  forms: {
    twiml: {
      verbs: ({ id, loop_count, endless_playback }) => [
        {
          name: 'Play',
          attributes: { loop: endless_playback ? 0 : loop_count }, // 0 means for ever
          content: absoluteAddress(id, 'a recording'),
        },
      ],
      check: ({ id, endless_playback }) => [
        ...absoluteAddressProblems(id, 'id', 'a recording'),
        ...(endless_playback ? [endlessInTwiml] : []),
      ],
    },
  },
  simulate(data, call) {
    if (data.answer !== false) call.answer()
    if (data.id) call.hears('media', mediaInWords(data.id), 3000 * (data.loop_count ?? 1), mediaName(call, data.id))
    else call.notes('There is nothing to play')
    return { kind: 'continue' }
  },
})

/** A recording as KAZOO names it. @source docs/kazoo/semantics.md#media */
export function mediaName({ account }: SimulatedCall, id: string): string {
  const prompt = /^(?:\/?system_media\/|prompt:\/\/[^/]*\/)([^/]+)/.exec(id)?.[1]
  if (prompt !== undefined) return `prompt:${prompt}`
  if (id.startsWith('tone_stream://')) return 'tone'
  return /^(https?:\/)?\//.test(id) ? `play:${id}` : `play:/${account?.id ?? ''}/${id}`
}

/** A recording as people name it: its file, its prompt, or the ends of its id. */
export function mediaInWords(id: string | undefined): string {
  if (!id) return ''
  if (isTemplate(id)) return `Recording ${id}`
  if (id.startsWith('/system_media/')) return `System prompt ${id.slice('/system_media/'.length)}`
  if (/^[a-z]+:\/\//i.test(id))
    return (
      id
        .replace(/[?#].*$/, '')
        .replace(/\/$/, '')
        .replace(/^.*\//, '') || id
    )
  return `Recording ${shortId(id)}`
}

function repeatsInWords(data: { endless_playback?: boolean | undefined; loop_count?: number | undefined }): string {
  if (data.endless_playback) return 'again and again'
  return data.loop_count !== undefined && data.loop_count > 1 ? `${data.loop_count} times` : ''
}

/** A bare prompt name is taken for a media id of the account, and plays nothing. */
function barePromptProblems(id: unknown): Problem[] {
  if (
    typeof id !== 'string' ||
    !/^(vm|ivr|menu|cf|fault|conf|queue|hotdesk|agent|park|disa|dir|temporal)-[\w-]+$/.test(id)
  )
    return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: 'id',
      message: `KAZOO takes this for the id of a media file and plays nothing. Write /system_media/${id}.`,
      short: 'Not a media id',
    },
  ]
}
