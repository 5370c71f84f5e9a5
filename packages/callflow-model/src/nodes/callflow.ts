import { z } from 'zod'
import { defineKazooStep, skipModule } from './define-node.ts'
import { missingIdProblems, placeholderProblems, shortId } from './kazoo-fields.ts'
import { branchesTo, GOES_ON } from './outcomes.ts'
import { documentOf } from './simulated-account.ts'

/** @source callflows.callflow; kazoo-callflow-semantics R7 */
export const callflow = defineKazooStep({
  type: 'callflow',
  title: 'Go to another callflow',
  help: 'Runs a callflow that is stored in KAZOO. When it ends without hanging up, the call goes on here.',
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
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  changes: () => ['*'],
  lasts: 'minutes',
  summary: (data) => (data.id ? `Callflow ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(data.id, 'id', 'No callflow is chosen. KAZOO passes over this step.', 'Choose a callflow'),
    ...placeholderProblems(data.id, 'id', 'callflow'),
  ],
  next: () => ['tts', 'voicemail', 'hangup'],
  foot: 'What happens in that callflow is KAZOO’s. The preview asks you how it ends.',
  *simulate(data, call) {
    const name = `Callflow ${shortId(data.id ?? '')}`.trim()
    if (call.account) {
      const found = documentOf(call.account.callflows, data.id)
      return found ? branchesTo(name, found.flow) : GOES_ON
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
