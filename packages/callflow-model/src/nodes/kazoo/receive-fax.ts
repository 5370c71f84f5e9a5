import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { faxMedia, takesFax, withYesNo } from '../parts/fax-media.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'

/** @source callflows.receive_fax; docs/kazoo/semantics.md#handed-away */
export const receiveFax = defineKazooStep({
  type: 'receive_fax',
  title: 'Receive fax for user',
  help: 'Receives a fax for one user, who gets it by e-mail.',
  icon: 'file-text',
  category: 'Voicemail & Fax',
  synonyms: ['fax', 'fax to email', 'personal fax', 'T.38', 'receive'],
  data: z.looseObject({
    owner_id: z.string().optional().meta({
      label: 'User',
      hint: 'In Monster UI: Users, open the user, copy the id from the address.',
      section: 'Who gets it',
      entity: 'user',
    }),
    media: faxMedia('others'),
    skip_module: skipModule(),
  }),
  differs: { '4.3': { fields: { media: faxMedia('4.3') } } },
  written: withYesNo,
  create: () => ({ owner_id: '' }),
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.owner_id ? `For user ${shortId(data.owner_id)}` : ''),
  check: (data) => [
    ...missingIdProblems(
      data.owner_id,
      'owner_id',
      'No user is chosen. Nobody gets the fax. Enter the id of a user.',
      'Choose a user',
    ),
    ...placeholderProblems(data.owner_id, 'owner_id', 'user'),
  ],
  footer: 'No further steps: the fax server takes the call.',
  simulate: (_data, call) => takesFax(call),
})
