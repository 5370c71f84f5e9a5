import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { faxMedia, takesFax, withYesNo } from '../parts/fax-media.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'

/** @source callflows.faxbox; docs/kazoo/semantics.md#handed-away */
export const faxbox = defineKazooStep({
  type: 'faxbox',
  title: 'Receive a fax',
  help: 'Receives a fax for a fax box, which forwards it, for example by e-mail.',
  icon: 'printer',
  category: 'Voicemail & Fax',
  synonyms: ['fax', 'fax box', 'fax to email', 'T.38', 'receive'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Fax box',
      hint: 'In Monster UI: Faxboxes, open the box, copy the id from the address.',
      section: 'Fax box',
      entity: 'fax-box',
    }),
    faxbox_id: z.string().optional().meta({
      label: 'Fax box (older key)',
      hint: 'The same id. Fill in one of the two.',
      section: 'More',
      more: true,
    }),
    media: faxMedia('others'),
    skip_module: skipModule(),
  }),
  differs: { '4.3': { fields: { media: faxMedia('4.3') } } },
  written: withYesNo,
  create: () => ({ id: '' }),
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => {
    const id = data.id || data.faxbox_id
    return id ? `Fax box ${shortId(id)}` : ''
  },
  check: (data) => [
    ...missingIdProblems(
      data.id || data.faxbox_id,
      'id',
      'No fax box is chosen. The fax is not received. Enter the id of a fax box.',
      'Choose a fax box',
    ),
    ...placeholderProblems(data.id, 'id', 'fax box'),
    ...placeholderProblems(data.faxbox_id, 'faxbox_id', 'fax box'),
  ],
  footer: 'No further steps: the fax server takes the call.',
  simulate: (_data, call) => takesFax(call),
})
