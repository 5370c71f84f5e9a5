/** What the steps about queues share. @source callflows.acdc_member, callflows.acdc_queue, callflows.acdc_wait_time */
import { z } from 'zod'

export const queueId = () =>
  z.string().optional().meta({
    label: 'Queue',
    hint: 'The id of the queue. Your call center application shows it, or the API under queues.',
    section: 'Queue',
    entity: 'queue',
  })

/** R8: a cluster without the application skips the module. */
export const QUEUES_FOOT =
  'Queues need KAZOO’s acdc application. Where it does not run, the call passes over this step.'
