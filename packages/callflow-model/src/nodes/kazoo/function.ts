import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { branchesTo, CONTINUES, chooseOutcome } from '../parts/outcomes.ts'

/** @source callflows.function; docs/kazoo/semantics.md#r7 */
export const storedFunction = defineKazooStep({
  type: 'function',
  title: 'Run a function',
  help: 'Runs a function stored in KAZOO that decides what happens next. Then the call continues here.',
  icon: 'square-function',
  category: 'Integrations',
  synonyms: ['function', 'script', 'serverless', 'lambda', 'code', 'JavaScript'],
  versions: ['5.0-dev', '5'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Function',
      hint: 'Id of a function that is stored in KAZOO.',
      section: 'Function',
      entity: 'function',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => (data.id ? `Function ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(data.id, 'id', 'No function is chosen. KAZOO ignores this step.', 'Choose a function'),
    ...placeholderProblems(data.id, 'id', 'function'),
  ],
  next: () => ['tts', 'ring_group', 'hangup'],
  footer: 'The function runs in KAZOO. The preview asks you how it ends.',
  simulate: (_data, call) =>
    chooseOutcome(
      call,
      `${call.title} runs in KAZOO`,
      [
        { key: 'found', label: 'It says what happens', exit: branchesTo('What the function said') },
        { key: 'failed', label: 'It fails', exit: CONTINUES },
      ],
      call.account ? 'failed' : undefined,
    ),
})
