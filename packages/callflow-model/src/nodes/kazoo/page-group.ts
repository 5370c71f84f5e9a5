import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { integer } from '../parts/amounts.ts'
import { groupMembers, isSomebodyThere, phonesInWords, placeholderMember } from '../parts/group-members.ts'
import { CONTINUES, chooseOutcome, stopsAfterwards } from '../parts/outcomes.ts'

/** @source callflows.page_group; docs/kazoo/semantics.md#directory-disa-and-page_group */
export const pageGroup = defineKazooStep({
  type: 'page_group',
  title: 'Page a group',
  help: 'Opens the speakers of several phones so that the caller can make an announcement.',
  icon: 'megaphone',
  category: 'Ring & Route',
  synonyms: ['paging', 'public address', 'PA', 'announcement', 'loudspeaker', 'intercom', 'overhead'],
  data: z.looseObject({
    endpoints: groupMembers().meta({
      label: 'Phones',
      section: 'Phones',
      control: 'endpoints',
      short: 'Add a phone',
    }),
    audio: z
      .enum(['one-way', 'two-way'])
      .optional()
      .meta({
        label: 'Who is heard',
        control: 'segmented',
        options: { 'one-way': 'Only the caller', 'two-way': 'Everybody' },
        section: 'How',
        ifAbsent: 'one-way',
      }),
    timeout: integer().optional().meta({
      label: 'Wait for phones',
      unit: 's',
      section: 'How',
      ifAbsent: 5,
    }),
    barge_calls: z.boolean().optional().meta({
      label: 'Interrupt calls in progress',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ endpoints: [], audio: 'one-way' }),
  ports: () => [{ key: '_', label: 'No phone paged' }],
  duration: 'seconds',
  summary: (data) => {
    const phones = data.endpoints?.length ?? 0
    return phones === 0 ? '' : `${phonesInWords(phones)}, ${data.audio === 'two-way' ? 'both ways' : 'one way'}`
  },
  check: (data) => placeholderMember(data.endpoints),
  next: () => ['tts', 'voicemail', 'hangup'],
  footer: 'After the announcement the call ends.',
  *simulate(data, call) {
    const { account } = call
    const known = account && (isSomebodyThere(account, data.endpoints) ? 'paged' : 'nobody')
    call.notes(`Pages ${phonesInWords(data.endpoints?.length ?? 0)}`)
    return yield* chooseOutcome(
      call,
      `${call.title} opens the speakers`,
      [
        {
          key: 'paged',
          label: 'Phones open',
          exit: stopsAfterwards('The caller has made the announcement, and the call ends.'),
        },
        { key: 'nobody', label: 'No phone to page', exit: CONTINUES },
      ],
      known ?? undefined,
    )
  },
})
