import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'
import { lost } from '../parts/twiml.ts'
import { mediaName } from './play.ts'

/** @source callflows.response; docs/kazoo/semantics.md#never-continue, #r12 */
export const response = defineKazooStep({
  type: 'response',
  title: 'Reject with SIP code',
  help: 'Rejects a call that is not answered yet. The caller’s phone shows busy, or what the code means.',
  icon: 'phone-off',
  category: 'Signalling',
  synonyms: ['busy', 'reject', 'decline', 'refuse', '486', 'block'],
  data: z.looseObject({
    code: integer().optional().meta({
      label: 'SIP code',
      hint: '486 is busy, 603 declined, 404 not found, 480 not available.',
      section: 'What the caller gets',
      ifAbsent: 486,
      short: 'Enter a SIP code',
    }),
    message: z.string().optional().meta({
      label: 'Reason',
      hint: 'Sent along with the code, as text.',
      section: 'What the caller gets',
    }),
    media: z.string().max(2048).optional().meta({
      label: 'Play before',
      hint: 'Id of a media file, or an address.',
      section: 'What the caller gets',
      entity: 'media',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ code: 486 }),
  neverContinues: true,
  summary: (data) => [`Rejects with ${data.code ?? 486}`, data.message].filter(Boolean).join(', '),
  footer: 'The call ends here.',
  forms: {
    twiml: {
      verbs: ({ code }) => [{ name: 'Reject', attributes: { reason: code === 486 ? 'busy' : 'rejected' } }],
      goesOn: 'ends',
      isFirstOnly: true,
      check: ({ code = 486, message, media }) => [
        ...(code === 486 || code === 603
          ? []
          : [lost('code', `TwiML rejects as busy (486) or rejected, not with ${code}.`)]),
        ...(message ? [lost('message', 'TwiML sends no reason along.')] : []),
        ...(media ? [lost('media', 'TwiML plays nothing before it rejects.')] : []),
      ],
    },
  },
  simulate(data, call) {
    if (data.media) call.hears('media', data.media, 3000, mediaName(call, data.media))
    return {
      kind: 'stop',
      why: `The call is rejected with ${[data.code ?? 486, data.message].filter(Boolean).join(' ')}.`,
      isReached: true,
      ending: { sipCode: data.code ?? 486, ...(data.message ? { message: data.message } : {}) },
    }
  },
})
