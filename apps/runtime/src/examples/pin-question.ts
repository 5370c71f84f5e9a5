import type { FlowNode } from '@callflow-studio/model'

/** The PIN of the examples. */
const PIN = '4711'

/**
 * Two steps: `ask` stores the digits in the variable `pin`, `check` compares them.
 * @param prompts said after a wrong entry or none
 */
export const pinQuestion = (
  ask: FlowNode['position'],
  check: FlowNode['position'],
  prompts: Record<string, unknown> = {},
): FlowNode[] => [
  {
    id: 'ask',
    type: 'input.digits',
    name: 'Ask for the PIN',
    position: ask,
    data: {
      prompt: { type: 'tts', text: 'Please enter your 4 digit PIN.' },
      variable: 'pin',
      minDigits: 4,
      maxDigits: 4,
      terminator: '#',
      attempts: 2,
      timeoutMs: 8000,
      interdigitTimeoutMs: 4000,
      ...prompts,
    },
  },
  {
    id: 'check',
    type: 'logic.condition',
    name: 'Is it the PIN?',
    position: check,
    data: { combine: 'all', rules: [{ left: '{{ vars.pin }}', op: 'equals', right: PIN }] },
  },
]
