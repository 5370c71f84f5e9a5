/**
 * Who is rung or paged together, and how it rings, as far as groups share it.
 * @source callflows.ring_group, callflows.group, callflows.page_group
 */
import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { ENDPOINT } from '../contract/references.ts'
import type { SimulatedAccount } from '../contract/simulated-account.ts'
import { canRing } from './account-documents.ts'
import { integer } from './amounts.ts'
import { isPlaceholderId, placeholderProblems } from './kazoo-fields.ts'

export const MEMBER_RINGS_FOR_S = 20

const endpointSchema = z.looseObject({
  endpoint_type: z
    .enum(['device', 'user', 'group'])
    .meta({ label: 'Kind', options: { device: 'Device', user: 'User', group: 'Group' } }),
  id: z
    .string()
    .min(1, { error: 'The id is empty. KAZOO would refuse the whole answer: callers would hear silence.' })
    .max(128, {
      error: 'The id is longer than 128 characters. KAZOO would refuse the whole answer: callers would hear silence.',
    })
    .meta({ label: 'Id', entity: ENDPOINT, short: 'A phone has no id' }),
  delay: integer().optional().meta({ label: 'Wait before ringing', unit: 's', ifAbsent: 0 }),
  timeout: integer().optional().meta({ label: 'Ring for', unit: 's', ifAbsent: MEMBER_RINGS_FOR_S }),
  weight: integer()
    .min(1)
    .max(100)
    .optional()
    .meta({ label: 'Weight', hint: '1 to 100; with random order, a higher one is rung sooner.' }),
})

export const groupMembers = () =>
  z.array(endpointSchema).min(1, { error: 'Nobody is in this group. Add a phone, or callers hear silence.' })

/** How a group rings, a drawn one or one that KAZOO keeps. */
export const ringingFields = {
  ringback: z.string().optional().meta({
    label: 'Ringback',
    hint: 'Id of a media file, or a tone. Normal ringing if empty.',
    section: 'More',
    more: true,
  }),
  ignore_forward: z.boolean().optional().meta({
    label: 'Ignore call forwarding',
    section: 'More',
    more: true,
    ifAbsent: true,
  }),
}

/** What 5 knows of groups besides. */
export const groupSettings = {
  group_name: z
    .string()
    .optional()
    .meta({
      label: 'Name of the group',
      hint: 'For its shared line.',
      section: 'More',
      more: true,
      versions: ['5'],
    }),
  hard_stop_after_successful_group: z
    .boolean()
    .optional()
    .meta({
      label: 'End the whole call after a conversation',
      hint: 'If off, a callflow that waits below this one continues. The account’s setting if empty.',
      section: 'More',
      more: true,
      versions: ['5'],
    }),
  ignore_early_media: z
    .boolean()
    .optional()
    .meta({
      label: 'Ignore early media',
      section: 'More',
      more: true,
      versions: ['5'],
    }),
  sca: z
    .looseObject({ enabled: z.boolean().optional().meta({ label: 'Shared line' }) })
    .optional()
    .meta({ label: 'Shared call appearance', section: 'More', more: true, versions: ['5'] }),
}

export const ringTones = z
  .looseObject({
    external: z.string().optional().meta({ label: 'External calls' }),
    internal: z.string().optional().meta({ label: 'Internal calls' }),
  })
  .optional()
  .meta({ label: 'Ring tones', section: 'More', more: true })

export const phonesInWords = (count: number): string => (count === 1 ? '1 phone' : `${count} phones`)

/** One warning for the step, at the first member that still has an example's id. */
export function placeholderMember(endpoints: readonly z.infer<typeof endpointSchema>[] = []): Problem[] {
  const index = endpoints.findIndex((endpoint) => isPlaceholderId(endpoint.id))
  return placeholderProblems(endpoints[index]?.id, `endpoints.${index}.id`, endpoints[index]?.endpoint_type ?? 'group')
}

/** Whether KAZOO finds any of these members. */
export const isSomebodyThere = (
  account: SimulatedAccount,
  members: readonly { endpoint_type: 'device' | 'user' | 'group'; id: string }[] = [],
): boolean => members.some(({ endpoint_type, id }) => canRing(account, endpoint_type, id))

/** 5 only: what waits on the stack runs although somebody has answered. */
export const goesOnAfterAnswer = (data: object): boolean =>
  (data as { hard_stop_after_successful_group?: unknown }).hard_stop_after_successful_group === false
