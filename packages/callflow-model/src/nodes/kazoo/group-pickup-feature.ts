import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { unchecked } from '../parts/versioned-data.ts'
import {
  ANYBODY,
  approvedFields,
  placeholderIds,
  RARELY,
  reachesCall,
  targetGroup,
  userOrDevice,
} from '../parts/whose-call.ts'

/**
 * @source callflows.group_pickup_feature; docs/kazoo/modules.json#group_pickup_feature: only extension and device work.
 */
export const groupPickupFeature = defineKazooStep({
  type: 'group_pickup_feature',
  title: 'Group pickup by code',
  help: 'Picks up a call that is ringing at the extension dialled after the code.',
  icon: 'asterisk',
  category: 'Feature Codes',
  synonyms: ['pickup', 'directed pickup', 'call pickup', 'feature code', '**'],
  data: z.looseObject({
    type: z
      .enum(['group', 'user', 'device', 'extension'])
      .optional()
      .meta({
        label: 'Dialled after the code',
        options: { extension: 'An extension', device: 'Id of a device', user: 'Id of a user', group: 'Id of a group' },
        section: 'Whose call',
        ifAbsent: 'extension',
        short: 'Choose what is dialled',
      }),
    ...userOrDevice(RARELY),
    ...targetGroup(RARELY),
    ...approvedFields(ANYBODY, RARELY),
    skip_module: skipModule(),
  }),
  differs: {
    '4.3': {
      fields: unchecked(
        'user_id',
        'device_id',
        'group_id',
        'approved_user_id',
        'approved_group_id',
        'approved_device_id',
      ),
    },
  },
  create: () => ({ type: 'extension' }),
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.type === 'device' ? 'The device dialled' : 'The extension dialled'),
  check: (data) => [...unfinished(data.type), ...placeholderIds(data)],
  footer: CAPTURED_NUMBER,
  simulate: (_data, call) =>
    reachesCall(call, 'Takes the ringing call', 'The caller has taken the ringing call.', 'park-no_caller'),
})

function unfinished(type: string | undefined): Problem[] {
  if (type !== 'user' && type !== 'group') return []
  return [
    {
      severity: 'warning',
      code: 'field.invalid',
      field: 'type',
      message:
        'KAZOO cannot do this with users and groups: callers always hear that there is no call. Use an extension.',
      short: 'KAZOO cannot do this',
    },
  ]
}
