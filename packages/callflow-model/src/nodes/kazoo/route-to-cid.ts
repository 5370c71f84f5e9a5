import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { canCallSelf } from '../parts/ring-fields.ts'
import { noPhoneToRing, RINGS_PHONES, ringPhones } from '../parts/ring-ports.ts'

/** @source callflows.route_to_cid; docs/kazoo/semantics.md#ringing-modules */
export const routeToCid = defineKazooStep({
  type: 'route_to_cid',
  title: 'Route by caller ID',
  help: 'Rings the phones whose caller ID is the number that was called. If nobody answers, the call continues here.',
  icon: 'route',
  category: 'Ring & Route',
  synonyms: ['caller id owner', 'direct dial', 'DID', 'find the owner', 'route'],
  data: z.looseObject({
    timeout: integer().optional().meta({
      label: 'Ring for',
      unit: 's',
      hint: 'KAZOO’s default if empty or 0.',
      section: 'Who to ring',
      ifAbsent: 0,
    }),
    cid_types: z
      .array(z.string())
      .min(1, {
        error:
          'The list is empty. KAZOO would refuse the whole answer: callers would hear silence. Add a kind, or remove the list.',
      })
      .optional()
      .meta({
        label: 'Caller IDs to look among',
        hint: 'internal, external, or another kind that phones have. Only internal if this is empty.',
        section: 'Who to ring',
        short: 'Add a kind of caller ID',
      }),
    endpoint_types: z.array(z.string()).optional().meta({
      label: 'Only these kinds of phones',
      hint: 'user, device. All of them if this is empty.',
      section: 'Who to ring',
    }),
    delay: integer().optional().meta({
      label: 'Wait before ringing',
      unit: 's',
      hint: 'KAZOO ignores this value and does not wait.',
      section: 'More',
      more: true,
      ifAbsent: 0,
    }),
    can_call_self: canCallSelf(),
    can_text_self: z.boolean().optional().meta({
      label: 'Allow texting oneself',
      section: 'More',
      more: true,
    }),
    suppress_clid: z.boolean().optional().meta({ label: 'Hide the caller ID', section: 'More', more: true }),
    static_invite: z.string().optional().meta({ label: 'Other SIP user name', section: 'More', more: true }),
    skip_module: skipModule(),
  }),
  differs: { '4.3': { fields: { endpoint_types: z.array(z.unknown()).optional() } } },
  create: () => ({ timeout: 20 }),
  ...RINGS_PHONES,
  summary: (data) => `Owner of the number${data.timeout ? `, ${inSeconds(data.timeout)}` : ''}`,
  next: () => ['voicemail', 'tts', 'user'],
  *simulate(data, call) {
    if (call.account) return noPhoneToRing(call) // none of its phones has the caller's number
    call.notes('Rings the phones that have this number')
    return yield* ringPhones(call, data.timeout || 20)
  },
})
