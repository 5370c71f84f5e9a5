import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.edr; docs/kazoo/modules.json#edr: the whole data object is written. */
export const edr = defineKazooStep({
  type: 'edr',
  title: 'Write an event record',
  help: 'Writes an entry with custom values into KAZOO’s event records, for reports and billing.',
  icon: 'scroll-text',
  category: 'Integrations',
  synonyms: ['EDR', 'event detail record', 'log', 'audit', 'reporting', 'statistics'],
  data: z.looseObject({ skip_module: skipModule() }),
  ownKeys: { label: 'Values', section: 'What is written', hint: 'All of them are written to the record.' },
  summary: (data) => {
    const values = Object.keys(data).filter((name) => name !== 'skip_module')
    return values.length > 0 ? `Writes ${values.slice(0, 3).join(', ')}${values.length > 3 ? ' and more' : ''}` : ''
  },
  next: () => ['ring_group', 'tts', 'hangup'],
  footer: 'KAZOO needs its edr application to store them.',
  simulate(_data, call) {
    call.notes('An event record is written')
    return { kind: 'continue' }
  },
})
