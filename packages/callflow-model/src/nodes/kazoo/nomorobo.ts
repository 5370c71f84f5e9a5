import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedExit } from '../contract/simulation.ts'
import { numberChoices, numberPorts } from '../parts/number-ports.ts'

const inWords = (score: number): string => `Score ${score} and more`

/** @source callflows.nomorobo; docs/kazoo/semantics.md#nomorobo */
export const nomorobo = defineKazooStep({
  type: 'nomorobo',
  title: 'Robocall score',
  help: 'Asks the NoMoRobo service how likely the caller is a robocaller, from 0 to 10, and continues at the exit for that score.',
  icon: 'bot',
  category: 'Caller ID',
  synonyms: ['spam', 'robocall', 'telemarketing', 'block', 'screening', 'nomorobo'],
  data: z.looseObject({
    username: z
      .string()
      .min(1, { error: 'The account is empty. KAZOO would refuse the whole answer: callers would hear silence.' })
      .max(1000, {
        error:
          'The account is longer than 1,000 characters. KAZOO would refuse the whole answer: callers would hear silence.',
      })
      .meta({ label: 'Account', hint: 'At NoMoRobo.', section: 'NoMoRobo', short: 'Enter the account' }),
    password: z
      .string()
      .min(1, {
        error:
          'The password is empty. KAZOO would refuse the whole answer: callers would hear silence. Enter it, or remove the field.',
      })
      .max(1000, {
        error:
          'The password is longer than 1,000 characters. KAZOO would refuse the whole answer: callers would hear silence.',
      })
      .optional()
      .meta({
        label: 'Password',
        hint: 'Stored in the flow as plain text and sent to KAZOO.',
        section: 'NoMoRobo',
        short: 'Enter the password',
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ username: '' }),
  ...numberPorts({
    addLabel: 'Add a score',
    ask: 'Write a whole number from 0 to 10.',
    suggestions: [3, 5, 8, 10],
    max: 10,
    below: 'Less or unknown',
    inWords,
  }),
  duration: 'seconds',
  summary: () => 'By the score of the caller',
  next: (port) => (port === '_' ? ['ring_group', 'input.menu', 'user'] : ['response', 'tts', 'voicemail']),
  *simulate(_data, call) {
    if (call.account) return withoutScore(call.childKeys)
    const choices = numberChoices(call.childKeys, inWords)
    const action = yield {
      kind: 'choice',
      text: `${call.title}: what is the score?`,
      choices: [...choices, { key: 'less', label: 'Less' }, { key: 'failed', label: 'No answer from NoMoRobo' }],
    }
    const outcome = 'outcome' in action ? action.outcome : 'less'
    if (outcome === 'failed') return withoutScore(call.childKeys)
    const lowest = call.childKeys.includes('_') ? '_' : choices[0]?.key
    const key = outcome === 'less' ? lowest : outcome
    return key === undefined ? { kind: 'continue' } : { kind: 'continue', key }
  },
})

/** A look-up that failed takes `_`, or the score 0, or ends the call. */
function withoutScore(keys: readonly string[]): SimulatedExit {
  if (keys.includes('_') || keys.includes('0')) return { kind: 'continue', key: keys.includes('_') ? '_' : '0' }
  return { kind: 'stop', why: 'NoMoRobo did not answer, and no exit is connected for that.' }
}
