import { z } from 'zod'
import { versionsOf } from '../../kazoo/versions.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { documentOf } from '../parts/account-documents.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { branchesTo, CONTINUES } from '../parts/outcomes.ts'
import { exactlyOne } from '../parts/versioned-data.ts'

/** @source callflows.callflow; docs/kazoo/semantics.md#r7 */
export const callflow = defineKazooStep({
  type: 'callflow',
  title: 'Go to another callflow',
  help: 'Runs a callflow stored in KAZOO. If it ends without hanging up, the call continues here.',
  icon: 'workflow',
  category: 'Ring & Route',
  synonyms: ['branch', 'jump', 'goto', 'sub-flow', 'extension'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Callflow',
      hint: 'In Monster UI: Callflows, open the callflow, copy the id from the address.',
      section: 'Callflow',
      entity: 'callflow',
    }),
    doc_id: z
      .string()
      .optional()
      .meta({
        label: 'Object with the callflow id',
        hint: 'Id of a user, a device, a location or a group. Leave Callflow empty.',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    path: z
      .union([z.string(), z.array(z.string())])
      .optional()
      .meta({
        label: 'Path to the id',
        hint: 'Such as callflows.fallback.',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    flow: z
      .looseObject({})
      .optional()
      .meta({
        label: 'Inline callflow',
        hint: 'Callflow JSON.',
        control: 'json',
        holdsModule: true,
        template: false,
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    skip_module: skipModule(),
  }),
  differs: {
    '5': {
      rule: exactlyOne(
        [['id'], ['doc_id', 'path'], ['flow']],
        'Choose the callflow by exactly one of: its id, an object with its id, or an inline callflow.',
      ),
    },
  },
  written: (data, profile) =>
    versionsOf(profile).includes('5') && !('doc_id' in data || 'flow' in data) ? { id: '', ...data } : data,
  create: () => ({ id: '' }),
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => (data.id ? `Callflow ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(data.id, 'id', 'No callflow is chosen. KAZOO ignores this step.', 'Choose a callflow'),
    ...placeholderProblems(data.id, 'id', 'callflow'),
  ],
  next: () => ['tts', 'voicemail', 'hangup'],
  footer: 'That callflow runs in KAZOO. The preview asks you how it ends.',
  *simulate(data, call) {
    const name = `Callflow ${shortId(data.id ?? '')}`.trim()
    if (call.account) {
      const found = documentOf(call.account.callflows, data.id)
      return found ? branchesTo(name, found.flow) : CONTINUES
    }
    const action = yield {
      kind: 'choice',
      text: `${call.title} runs in KAZOO`,
      choices: [
        { key: 'found', label: 'It runs and ends' },
        { key: 'missing', label: 'KAZOO does not find it' },
      ],
    }
    if ('outcome' in action && action.outcome === 'missing') {
      call.notes(`${name} is not found`)
      return { kind: 'continue' }
    }
    return { kind: 'branch', why: `${name} runs in KAZOO.` }
  },
})
