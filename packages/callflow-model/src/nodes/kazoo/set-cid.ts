import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.set_cid; docs/kazoo/semantics.md#v4: it acts when ringing, later requests stay as they were. */
export const setCid = defineKazooStep({
  type: 'set_cid',
  title: 'Set caller ID',
  help: 'Sets the caller ID name and number that the called phones show. The flow still sees the real caller.',
  icon: 'id-card',
  category: 'Caller ID',
  synonyms: ['caller id', 'CLI', 'display name', 'number shown', 'replace caller ID'],
  data: z.looseObject({
    caller_id_name: z.string().optional().meta({
      label: 'Name',
      hint: 'If empty, an earlier setting is removed.',
      section: 'What the phones show',
    }),
    caller_id_number: z.string().optional().meta({
      label: 'Number',
      hint: 'If empty, an earlier setting is removed.',
      section: 'What the phones show',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ caller_id_name: '', caller_id_number: '' }),
  summary: (data) => {
    const shown = [data.caller_id_name ? `“${data.caller_id_name}”` : '', data.caller_id_number].filter(Boolean)
    return shown.length > 0 ? `Shows ${shown.join(', ')}` : 'Shows the real caller'
  },
  next: () => ['ring_group', 'user', 'resources'],
  simulate(_data, call) {
    call.notes('The phones show another caller ID')
    return { kind: 'continue' }
  },
})
