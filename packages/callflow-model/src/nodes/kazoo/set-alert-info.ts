import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems } from '../parts/kazoo-fields.ts'

/** @source callflows.set_alert_info */
export const setAlertInfo = defineKazooStep({
  type: 'set_alert_info',
  title: 'Distinctive ring',
  help: 'Sets the ring tone of the phones that are called from here on.',
  icon: 'bell-ring',
  category: 'Signalling',
  synonyms: ['alert info', 'ring tone', 'ringer', 'internal ring', 'Alert-Info'],
  data: z.looseObject({
    alert_info: z.string().meta({
      label: 'Ring tone',
      hint: 'The SIP header Alert-Info, as your phones expect it.',
      section: 'Ringing',
      placeholder: '<http://127.0.0.1>;info=alert-external',
      short: 'Enter a ring tone',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ alert_info: '' }),
  summary: (data) => data.alert_info ?? '',
  check: (data) =>
    missingIdProblems(
      data.alert_info,
      'alert_info',
      'There is no ring tone, so phones ring as usual. Enter one.',
      'Enter a ring tone',
    ),
  next: () => ['ring_group', 'user', 'device'],
  simulate(_data, call) {
    call.notes('The phones use another ring tone')
    return { kind: 'continue' }
  },
})
