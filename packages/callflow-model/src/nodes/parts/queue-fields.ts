/** What the steps about queues share. @source callflows.acdc_member, callflows.acdc_queue, callflows.acdc_wait_time */
import { z } from 'zod'
import type { CheckScope } from '../contract/checks.ts'
import type { Quirk } from '../contract/kazoo-step.ts'

export const queueId = () =>
  z.string().optional().meta({
    label: 'Queue',
    hint: 'The id of the queue. Find it in your call center application, or in the API under queues.',
    section: 'Queue',
    entity: 'queue',
  })

/** The code of that application is public for other versions only. */
export const queueQuirks = (_data: unknown, { profile }: Pick<CheckScope, 'profile'>): Quirk[] =>
  profile === '5'
    ? [
        {
          versions: ['5'],
          message: 'How KAZOO 5 leaves this step is not known here. Try it before you rely on it.',
          short: 'Not known on KAZOO 5',
        },
      ]
    : []

/** A cluster without the application skips the module. @source docs/kazoo/semantics.md#r8 */
export const QUEUES_FOOTER = 'Queues need KAZOO’s acdc application. Without it, KAZOO skips this step.'
