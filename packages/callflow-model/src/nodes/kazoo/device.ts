import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { canRing } from '../parts/account-documents.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { canCallSelf, failOnSingleReject, ringFields } from '../parts/ring-fields.ts'
import { noPhoneToRing, RINGS_PHONES, ringPhones } from '../parts/ring-ports.ts'
import { dialsOne } from '../parts/twiml.ts'
import { unchecked } from '../parts/versioned-data.ts'

/** 4.3 and 5.0-dev read it without checking it. */
const UNCHECKED_REJECT = { fields: unchecked('fail_on_single_reject') }

/** @source callflows.device; docs/kazoo/semantics.md#ringing-modules */
export const device = defineKazooStep({
  type: 'device',
  title: 'Ring a device',
  help: 'Rings one phone. If nobody answers, the call continues here.',
  icon: 'phone',
  category: 'Ring & Route',
  synonyms: ['phone', 'extension', 'handset', 'softphone', 'dial', 'door station'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Device',
      hint: 'In Monster UI: Devices, open the device, copy the id from the address.',
      section: 'Who to ring',
      entity: 'device',
    }),
    timeout: integer().optional().meta({
      label: 'Ring for',
      unit: 's',
      hint: 'KAZOO’s default if empty.',
      section: 'Who to ring',
    }),
    dial_strategy: z
      .enum(['simultaneous', 'single'])
      .optional()
      .meta({
        label: 'Several registrations',
        options: { simultaneous: 'Ring all at once', single: 'Ring in turn' },
        section: 'More',
        more: true,
        ifAbsent: 'simultaneous',
      }),
    can_call_self: canCallSelf({ ifAbsent: false }),
    fail_on_single_reject: failOnSingleReject(),
    ...ringFields(),
    skip_module: skipModule(),
  }),
  differs: { '4.3': UNCHECKED_REJECT, '5.0-dev': UNCHECKED_REJECT },
  create: () => ({ id: '', timeout: 20 }),
  ...RINGS_PHONES,
  summary: (data) =>
    [data.id ? `Device ${shortId(data.id)}` : 'One phone', data.timeout === undefined ? '' : inSeconds(data.timeout)]
      .filter(Boolean)
      .join(', '),
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No device is chosen. Nobody is called, and the call continues at Not answered.',
      'Choose a device',
    ),
    ...placeholderProblems(data.id, 'id', 'device'),
  ],
  next: () => ['voicemail', 'tts', 'user'],
  forms: {
    twiml: dialsOne('Device'),
  },
  *simulate(data, call) {
    const mayCallSelf = (data as { can_call_self?: unknown }).can_call_self === true
    if (call.account && !canRing(call.account, 'device', data.id, { mayCallSelf })) return noPhoneToRing(call)
    call.notes(`Rings ${call.title}`)
    return yield* ringPhones(call, data.timeout || 20)
  },
})
