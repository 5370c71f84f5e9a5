import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.prepend_cid; docs/kazoo/semantics.md#v4 */
export const prependCid = defineKazooStep({
  type: 'prepend_cid',
  title: 'Caller ID prefix',
  help: 'Adds text before the caller ID name or number on the called phones, for example to show which line was called.',
  icon: 'id-card',
  category: 'Caller ID',
  synonyms: ['caller id', 'prefix', 'label', 'display name', 'prepend'],
  data: z.looseObject({
    action: z
      .enum(['reset', 'prepend'])
      .optional()
      .meta({
        label: 'Action',
        control: 'segmented',
        options: { prepend: 'Add prefix', reset: 'Remove prefix' },
        section: 'What the phones show',
        ifAbsent: 'prepend',
      }),
    caller_id_name_prefix: z.string().optional().meta({
      label: 'Name prefix',
      section: 'What the phones show',
      placeholder: 'Hotline: ',
    }),
    caller_id_number_prefix: z.string().optional().meta({
      label: 'Number prefix',
      section: 'What the phones show',
    }),
    apply_to: z
      .enum(['original', 'current'])
      .optional()
      .meta({
        label: 'Apply to',
        options: { current: 'The current caller ID', original: 'The real caller ID' },
        section: 'More',
        more: true,
        ifAbsent: 'current',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'prepend', caller_id_name_prefix: '' }),
  summary: (data) => {
    if (data.action === 'reset') return 'Shows the real caller'
    const parts = [
      data.caller_id_name_prefix ? `“${data.caller_id_name_prefix}” before the name` : '',
      data.caller_id_number_prefix ? `“${data.caller_id_number_prefix}” before the number` : '',
    ]
    return parts.filter(Boolean).join(', ')
  },
  next: () => ['ring_group', 'user', 'resources'],
  simulate(data, call) {
    call.notes(data.action === 'reset' ? 'The phones show the real caller' : 'The phones show the caller with a prefix')
    return { kind: 'continue' }
  },
})
