import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { ANYBODY, approvedFields, placeholderIds, RARELY, reachesCall } from '../parts/whose-call.ts'

/** @source callflows.intercept_feature; docs/kazoo/semantics.md#never-continue */
export const interceptFeature = defineKazooStep({
  type: 'intercept_feature',
  title: 'Intercept by code',
  help: 'Takes over the call of the extension dialled after the code.',
  icon: 'asterisk',
  category: 'Feature Codes',
  synonyms: ['intercept', 'barge', 'steal', 'pull a call', 'feature code', 'take over'],
  data: z.looseObject({
    type: z
      .enum(['user', 'device', 'extension'])
      .optional()
      .meta({
        label: 'Dialled after the code',
        options: { extension: 'An extension', user: 'Id of a user', device: 'Id of a device' },
        section: 'Whose call',
      }),
    ...approvedFields(ANYBODY, RARELY),
    skip_module: skipModule(),
  }),
  create: () => ({ type: 'extension' }),
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.type === undefined ? '' : `The ${data.type} dialled`),
  check: placeholderIds,
  footer: CAPTURED_NUMBER,
  simulate: (_data, call) =>
    reachesCall(call, 'Takes the call over', 'The caller has taken the call over.', 'play:park-no_caller'),
})
