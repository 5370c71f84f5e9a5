import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { canRing, documentOf } from '../parts/account-documents.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { canCallSelf, failOnSingleReject, ringFields } from '../parts/ring-fields.ts'
import { noPhoneToRing, RINGS_PHONES, ringPhones } from '../parts/ring-ports.ts'
import { dialsOne } from '../parts/twiml.ts'

const DEFAULT_TIMEOUT_S = 20

/** @source callflows.user; docs/kazoo/semantics.md#ringing-modules */
export const user = defineKazooStep({
  type: 'user',
  title: 'Ring a user',
  help: 'Rings all phones of one user. If nobody answers, the call continues here.',
  icon: 'user-round',
  category: 'Ring & Route',
  synonyms: ['person', 'employee', 'extension', 'dial', 'transfer', 'call'],
  mostUsedRank: 5,
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'User',
      hint: 'In Monster UI: Users, open the user, copy the id from the address.',
      section: 'Who to ring',
      entity: 'user',
    }),
    timeout: integer().optional().meta({
      label: 'Ring for',
      unit: 's',
      section: 'Who to ring',
      ifAbsent: DEFAULT_TIMEOUT_S,
    }),
    strategy: z
      .enum(['simultaneous', 'single'])
      .optional()
      .meta({
        label: 'Phones ring',
        control: 'segmented',
        options: { simultaneous: 'At once', single: 'In turn' },
        section: 'Who to ring',
        ifAbsent: 'simultaneous',
      }),
    can_call_self: canCallSelf({ hint: 'Rings the caller’s own other phones too.', ifAbsent: false }),
    fail_on_single_reject: failOnSingleReject({ ifAbsent: false }),
    ...ringFields(),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '', timeout: DEFAULT_TIMEOUT_S }),
  ...RINGS_PHONES,
  summary: (data) =>
    data.id
      ? `User ${shortId(data.id)}, ${inSeconds(data.timeout ?? DEFAULT_TIMEOUT_S)}`
      : `All phones, ${inSeconds(data.timeout ?? DEFAULT_TIMEOUT_S)}`,
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No user is chosen. Nobody is called, and the call continues at Not answered.',
      'Choose a user',
    ),
    ...placeholderProblems(data.id, 'id', 'user'),
  ],
  next: () => ['voicemail', 'tts', 'ring_group'],
  forms: {
    twiml: dialsOne('User'),
  },
  *simulate(data, call) {
    const { account, version } = call
    if (account) {
      const mayCallSelf = (data as { can_call_self?: unknown }).can_call_self === true
      const isFound = canRing(account, 'user', data.id, { mayCallSelf, countsEmptyUsers: version === '5.0-dev' })
      if (!isFound) return noPhoneToRing(call, documentOf(account.users, data.id) ? 'NO_ENDPOINTS' : 'NOT_FOUND')
    }
    call.notes(`Rings ${call.title}`)
    return yield* ringPhones(call, data.timeout ?? DEFAULT_TIMEOUT_S)
  },
})
