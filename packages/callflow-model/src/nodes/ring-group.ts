import { z } from 'zod'
import { defineKazooStep, skipModule } from './define-node.ts'
import { groupMembers, MEMBER_RINGS_FOR_S, phonesInWords, placeholderMember } from './group-members.ts'
import { inSeconds, integer } from './kazoo-fields.ts'
import { notAnswered, ringCausePorts, ringRounds } from './ring-ways-out.ts'

/** @source callflows.ring_group; kazoo-callflow-semantics, ringing modules */
export const ringGroup = defineKazooStep({
  type: 'ring_group',
  title: 'Ring a group',
  help: 'Rings several phones, at once or one after another. Answered, the call ends when they have talked; not answered, it goes on.',
  icon: 'users',
  category: 'Ring & Route',
  synonyms: ['hunt group', 'team', 'department', 'call group', 'simultaneous ring', 'dial'],
  usedMost: 4,
  data: z.looseObject({
    endpoints: groupMembers().meta({
      label: 'Phones',
      section: 'Who is rung',
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
    ringback: z.string().optional().meta({
      label: 'What the caller hears while it rings',
      hint: 'Id of a media file, or a tone. The usual ringing if this is empty.',
      section: 'More',
      more: true,
    }),
    ignore_forward: z.boolean().optional().meta({
      label: 'Ignore call forwarding of the phones',
      section: 'More',
      more: true,
      ifAbsent: true,
    }),
    fail_on_single_reject: z.boolean().optional().meta({
      label: 'One phone that rejects ends the ringing',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    ringtones: z
      .looseObject({
        external: z.string().optional().meta({ label: 'Calls from outside' }),
        internal: z.string().optional().meta({ label: 'Calls from inside' }),
      })
      .optional()
      .meta({ label: 'Ring tones', section: 'More', more: true }),
    skip_module: skipModule(),
  }),
  create: () => ({ endpoints: [], strategy: 'simultaneous', timeout: MEMBER_RINGS_FOR_S }),
  ports: notAnswered,
  freePorts: ringCausePorts,
  lasts: 'seconds',
  summary: (data) => {
    const phones = data.endpoints?.length ?? 0
    return phones === 0
      ? ''
      : `${phonesInWords(phones)}${orderInWords(phones, data.strategy)}, ${inSeconds(secondsOf(data))}`
  },
  check: (data) => placeholderMember(data.endpoints),
  next: () => ['voicemail', 'tts', 'user'],
  foot: 'Answered calls end when they have talked.',
  *simulate(data, call) {
    call.notes(`Rings ${call.title}, ${phonesInWords(data.endpoints?.length ?? 0)}`)
    return yield* ringRounds(call, data.repeats ?? 1, secondsOf(data))
  },
})

const secondsOf = (data: { timeout?: number | undefined }): number => data.timeout ?? MEMBER_RINGS_FOR_S

function orderInWords(phones: number, strategy: 'simultaneous' | 'single' | 'weighted_random' | undefined): string {
  if (phones === 1) return ''
  return { simultaneous: ' at once', single: ' in turn', weighted_random: ' at random' }[strategy ?? 'simultaneous']
}
