import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { canRing } from '../parts/account-documents.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import {
  goesOnAfterAnswer,
  groupSettings,
  MEMBER_RINGS_FOR_S,
  phonesInWords,
  ringingFields,
  ringTones,
} from '../parts/group-members.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { failOnSingleReject } from '../parts/ring-fields.ts'
import { noPhoneToRing, RINGS_PHONES, ringRounds } from '../parts/ring-ports.ts'

/** @source callflows.group; docs/kazoo/semantics.md#ringing-modules */
export const group = defineKazooStep({
  type: 'group',
  title: 'KAZOO group',
  help: 'Rings the members of a group stored in KAZOO. If nobody answers, the call continues here.',
  icon: 'users-round',
  category: 'Ring & Route',
  synonyms: ['hunt group', 'team', 'department', 'group document', 'dial', 'stored group'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Group',
      hint: 'In Monster UI: Groups, open the group, copy the id from the address. Its members are set there.',
      section: 'Who to ring',
      entity: 'group',
    }),
    strategy: z
      .enum(['single', 'simultaneous'])
      .optional()
      .meta({
        label: 'Phones ring',
        control: 'segmented',
        options: { simultaneous: 'At once', single: 'In turn' },
        section: 'How they ring',
        ifAbsent: 'simultaneous',
      }),
    timeout: integer()
      .optional()
      .meta({ label: 'Ring for', unit: 's', section: 'How they ring', ifAbsent: MEMBER_RINGS_FOR_S }),
    repeats: integer().optional().meta({ label: 'Rounds', unit: 'times', section: 'How they ring', ifAbsent: 1 }),
    endpoints: z.array(z.string()).optional().meta({
      label: 'Other members',
      hint: 'Ids of devices, users or groups to ring instead of the group’s own members.',
      section: 'More',
      more: true,
    }),
    ...ringingFields,
    fail_on_single_reject: failOnSingleReject(),
    ringtones: ringTones,
    group_id: z
      .string()
      .optional()
      .meta({
        label: 'Group to take settings from',
        section: 'More',
        more: true,
        entity: 'group',
        versions: ['5'],
      }),
    ...groupSettings,
    skip_module: skipModule(),
  }),
  create: () => ({ id: '', timeout: MEMBER_RINGS_FOR_S }),
  ...RINGS_PHONES,
  summary: (data) => {
    const members = data.endpoints?.length ?? 0
    const who = members > 0 ? phonesInWords(members) : data.id ? `Group ${shortId(data.id)}` : ''
    return who && `${who}, ${inSeconds(data.timeout ?? MEMBER_RINGS_FOR_S)}`
  },
  check: (data) => [
    ...(data.endpoints?.length
      ? []
      : missingIdProblems(
          data.id,
          'id',
          'No group is chosen. Nobody is called, and the call continues at Not answered.',
          'Choose a group',
        )),
    ...placeholderProblems(data.id, 'id', 'group'),
  ],
  next: () => ['voicemail', 'tts', 'user'],
  *simulate(data, call) {
    if (call.account && !canRing(call.account, 'group', data.id)) return noPhoneToRing(call)
    call.notes(`Rings ${call.title}`)
    const repeats = Math.max(1, data.repeats ?? 1)
    return yield* ringRounds(call, repeats, data.timeout ?? MEMBER_RINGS_FOR_S, goesOnAfterAnswer(data))
  },
})
