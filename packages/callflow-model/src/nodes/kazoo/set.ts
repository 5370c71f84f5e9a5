import { z } from 'zod'
import { toText } from '../../templates/template.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.set; docs/kazoo/semantics.md#v3: agent skills, not variables. */
export const set = defineKazooStep({
  type: 'set',
  title: 'Required skills',
  help: 'Sets the agent skills that this call needs. Put it before the queue. It sets no variables.',
  icon: 'badge-check',
  category: 'Conference & Queue',
  synonyms: ['skills', 'skill based routing', 'agent skills', 'language of the agent', 'ACD', 'ACDC', 'ask for skills'],
  data: z.looseObject({ skip_module: skipModule() }),
  ownKeys: {
    label: 'Skills',
    section: 'Skills',
    hint: 'A name and what is wanted of it, such as language and spanish.',
  },
  summary: (data) => {
    const wanted = Object.entries(data).filter(([name]) => name !== 'skip_module')
    const shown = wanted.slice(0, 2).map(([name, value]) => `${name} = ${toText(value)}`)
    return wanted.length > 2 ? `${shown.join(', ')} and ${wanted.length - 2} more` : shown.join(', ')
  },
  next: () => ['acdc_member'],
  footer: 'For values of your own that later steps read, use Set call variables (CAVs).',
  simulate(_data, call) {
    call.notes('Agents need certain skills')
    return { kind: 'continue' }
  },
})
