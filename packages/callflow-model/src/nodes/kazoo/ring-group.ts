import { z } from 'zod'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import {
  goesOnAfterAnswer,
  groupMembers,
  groupSettings,
  isSomebodyThere,
  MEMBER_RINGS_FOR_S,
  phonesInWords,
  placeholderMember,
  ringingFields,
  ringTones,
} from '../parts/group-members.ts'
import { failOnSingleReject } from '../parts/ring-fields.ts'
import { noPhoneToRing, RINGS_PHONES, ringRounds } from '../parts/ring-ports.ts'
import { DIALLED, dial, hardlyHeard, lost, named, unregistered } from '../parts/twiml.ts'
import { exactlyOne } from '../parts/versioned-data.ts'

const groupId = () => z.string().min(1).max(128)

/** @source callflows.ring_group; docs/kazoo/semantics.md#ringing-modules */
export const ringGroup = defineKazooStep({
  type: 'ring_group',
  title: 'Ring group',
  help: 'Rings several phones, all at once or one after another. If nobody answers, the call continues here.',
  icon: 'users',
  category: 'Ring & Route',
  synonyms: ['hunt group', 'team', 'department', 'call group', 'simultaneous ring', 'dial'],
  mostUsedRank: 4,
  data: z.looseObject({
    endpoints: groupMembers().meta({
      label: 'Phones',
      section: 'Who to ring',
      control: 'endpoints',
      short: 'Add a phone',
    }),
    strategy: z
      .enum(['simultaneous', 'single', 'weighted_random'])
      .optional()
      .meta({
        label: 'Phones ring',
        control: 'segmented',
        options: { simultaneous: 'At once', single: 'In turn', weighted_random: 'At random' },
        section: 'How they ring',
        ifAbsent: 'simultaneous',
      }),
    timeout: integer().optional().meta({
      label: 'Ring for',
      unit: 's',
      section: 'How they ring',
      ifAbsent: MEMBER_RINGS_FOR_S,
    }),
    repeats: integer().min(1).optional().meta({
      label: 'Rounds',
      unit: 'times',
      section: 'How they ring',
      ifAbsent: 1,
    }),
    ...ringingFields,
    fail_on_single_reject: failOnSingleReject({ ifAbsent: false }),
    ringtones: ringTones,
    group_id: groupId()
      .optional()
      .meta({
        label: 'KAZOO group instead of phones',
        hint: 'Id of a group. Its settings and members are used. Leave the list of phones empty.',
        section: 'More',
        more: true,
        entity: 'group',
        versions: ['5'],
      }),
    ...groupSettings,
    skip_module: skipModule(),
  }),
  differs: {
    '5': {
      fields: { endpoints: groupMembers().optional() },
      rule: exactlyOne([['endpoints'], ['group_id']], 'Add phones, or a stored group in their place, but not both.'),
    },
  },
  create: () => ({ endpoints: [], strategy: 'simultaneous', timeout: MEMBER_RINGS_FOR_S }),
  ...RINGS_PHONES,
  summary: (data) => {
    const phones = data.endpoints?.length ?? 0
    return phones === 0
      ? ''
      : `${phonesInWords(phones)}${orderInWords(phones, data.strategy)}, ${inSeconds(secondsOf(data))}`
  },
  check: (data, scope) => [...placeholderMember(data.endpoints), ...ringsNobody(data, scope)],
  next: () => ['voicemail', 'tts', 'user'],
  forms: {
    twiml: {
      ...DIALLED,
      verbs: ({ endpoints = [], timeout }) => [
        dial(timeout, ...endpoints.map(({ endpoint_type, id }) => named(IN_TWIML[endpoint_type], id))),
      ],
      check: (data, scope) => [...notInTwiml(data), unregistered('endpoints'), ...hardlyHeard(scope)],
    },
  },
  *simulate(data, call) {
    if (data.strategy === AT_RANDOM || (call.account && !isSomebodyThere(call.account, data.endpoints)))
      return noPhoneToRing(call)
    call.notes(`Rings ${call.title}, ${phonesInWords(data.endpoints?.length ?? 0)}`)
    return yield* ringRounds(call, data.repeats ?? 1, secondsOf(data), goesOnAfterAnswer(data))
  },
})

/** KAZOO takes the weights of the phones for their ids, and finds none. @source docs/kazoo/semantics.md#ringing-modules */
const AT_RANDOM = 'weighted_random'

function ringsNobody({ strategy }: { strategy?: string | undefined }, { node, document }: CheckScope): Problem[] {
  if (strategy !== AT_RANDOM || document.settings.format === 'twiml') return []
  return [
    {
      severity: 'warning',
      code: 'ring.nobody',
      field: 'strategy',
      short: 'Rings no phone',
      message:
        'KAZOO does not ring any phone at random: it takes their weights for their ids. Ring them at once or in turn.',
      fix: { kind: 'set-field', label: 'Ring at once', nodeId: node.id, field: 'strategy', value: 'simultaneous' },
      otherFix: { kind: 'set-field', label: 'Ring in turn', nodeId: node.id, field: 'strategy', value: 'single' },
    },
  ]
}

const secondsOf = (data: { timeout?: number | undefined }): number => data.timeout ?? MEMBER_RINGS_FOR_S

function orderInWords(phones: number, strategy: 'simultaneous' | 'single' | 'weighted_random' | undefined): string {
  if (phones === 1) return ''
  return { simultaneous: ' at once', single: ' in turn', weighted_random: ' at random' }[strategy ?? 'simultaneous']
}

/** A group is refused when the flow is published. */
const IN_TWIML = { device: 'Device', user: 'User', group: 'User' } as const

/** `Dial` rings users and devices all at once. */
function notInTwiml(data: {
  endpoints?: readonly { endpoint_type: keyof typeof IN_TWIML; delay?: number | undefined }[] | undefined
  strategy?: string | undefined
  repeats?: number | undefined
}): Problem[] {
  const { endpoints = [], strategy = 'simultaneous', repeats = 1 } = data
  const group = endpoints.findIndex(({ endpoint_type }) => endpoint_type === 'group')
  return [
    ...(group === -1
      ? []
      : [
          {
            severity: 'error',
            code: 'twiml.no-counterpart',
            field: `endpoints.${group}.endpoint_type`,
            message: 'TwiML rings users and devices, no groups. List the phones of the group.',
            short: 'No groups in TwiML',
          } as const,
        ]),
    ...(strategy === 'simultaneous' ? [] : [lost('strategy', 'TwiML always rings all phones at once.')]),
    ...(repeats > 1 ? [lost('repeats', 'TwiML rings one round.')] : []),
    ...(endpoints.some(({ delay }) => (delay ?? 0) > 0) ? [lost('endpoints', 'TwiML rings without delays.')] : []),
  ]
}
