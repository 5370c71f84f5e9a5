import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { inSeconds, integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { numberChoices, numberPorts } from '../parts/number-ports.ts'
import { QUEUES_FOOTER, queueId, queueQuirks } from '../parts/queue-fields.ts'

const inWords = (seconds: number): string => `${inSeconds(seconds)} and more`

/** @source callflows.acdc_wait_time; docs/kazoo/semantics.md#queues */
export const acdcWaitTime = defineKazooStep({
  type: 'acdc_wait_time',
  title: 'Queue wait time',
  help: 'Checks a queue’s average wait time and continues at the exit for that time.',
  icon: 'hourglass',
  category: 'Conference & Queue',
  synonyms: ['ACD', 'average wait', 'queue length', 'estimated waiting time', 'EWT', 'ACDC'],
  data: z.looseObject({
    id: queueId(),
    window: integer().optional().meta({
      label: 'Time window',
      unit: 's',
      hint: 'All calls that KAZOO knows of if empty.',
      section: 'Queue',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  ...numberPorts({
    addLabel: 'Add a time',
    ask: 'Write a whole number of seconds.',
    suggestions: [60, 120, 300, 600],
    below: 'Less or unknown',
    inWords,
  }),
  summary: (data) => (data.id ? `Average wait in queue ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No queue is chosen. Every call continues at Less or unknown. Enter the id of a queue.',
      'Choose a queue',
    ),
    ...placeholderProblems(data.id, 'id', 'queue'),
  ],
  next: () => ['acdc_member', 'tts', 'voicemail'],
  quirks: queueQuirks,
  footer: QUEUES_FOOTER,
  *simulate(_data, call) {
    const choices = numberChoices(call.childKeys, inWords)
    if (choices.length === 0) return { kind: 'continue' }
    const action = yield {
      kind: 'choice',
      text: `${call.title}: how long do callers wait?`,
      choices: [{ key: '_', label: 'Less or unknown' }, ...choices],
    }
    return { kind: 'continue', key: 'outcome' in action ? action.outcome : '_' }
  },
})
