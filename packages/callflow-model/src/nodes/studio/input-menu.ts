import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { Port } from '../contract/ports.ts'
import type { Prompt } from '../contract/step-result.ts'
import { askedIn, askFields } from '../parts/ask-fields.ts'
import { KEYS, pickTerminator } from '../parts/phone-keys.ts'
import { checkPrompt, checkPromptAddresses, promptSchema, promptSummary, saidIn } from '../parts/prompt.ts'

const choiceSchema = z.looseObject({ digits: z.string(), label: z.string().optional() })

export const inputMenu = defineStudioStep({
  type: 'input.menu',
  title: 'Menu',
  kindLine: 'Menu, asks for a key',
  help: 'Plays a prompt, waits for a key, and follows that key’s exit. Asks again after a wrong key or none.',
  icon: 'grip',
  category: 'Menu & Input',
  synonyms: ['IVR', 'auto attendant', 'press 1', 'options', 'choices', 'phone menu', 'DTMF', 'gather'],
  mostUsedRank: 2,
  asksCaller: true,
  maxAttempts: ({ attempts }) => attempts,
  data: z.looseObject({
    prompt: promptSchema.meta({ label: 'Text', control: 'prompt', section: 'What the caller hears' }),
    choices: z.array(choiceSchema).meta({ label: 'Choices', control: 'choices', section: 'Choices' }),
    ...askFields('key'),
  }),
  create: () => ({
    prompt: { type: 'tts', text: '' },
    choices: [
      { digits: '1', label: '' },
      { digits: '2', label: '' },
    ],
    attempts: 3,
    timeoutMs: 5000,
    interdigitTimeoutMs: 2000,
  }),
  ports: ({ choices = [] }) => [
    ...uniqueDigits(choices).map(
      ({ digits, label }): Port => ({ key: digits, label: label ? label : null, keyCap: digits }),
    ),
    { key: 'timeout', label: 'No key' },
    { key: 'invalid', label: 'Wrong key' },
  ],
  summary: ({ prompt }) => promptSummary(prompt),
  says: saidIn,
  asks: ({ choices = [], ...data }) => ({
    ...askedIn(data),
    choices,
    minDigits: 1,
    maxDigits: Math.max(1, ...choices.map(({ digits }) => digits.length)),
    terminator: '',
  }),
  check: (data, scope) => [
    ...checkPrompt(data.prompt, 'prompt'),
    ...checkPromptAddresses(data, scope),
    ...checkChoices(data.choices ?? []),
  ],
  footer: 'KAZOO sends a new request after the key. Until then the caller hears only this prompt.',
  exitInput({ choices = [] }, port) {
    if (port === 'timeout') return { kind: 'keys', digits: '' }
    if (port !== 'invalid') return { kind: 'keys', digits: port }
    const wrong = KEYS.find((key) => !choices.some(({ digits }) => digits.startsWith(key)))
    return wrong === undefined ? null : { kind: 'keys', digits: wrong }
  },
  prepare({ prompt, choices = [], attempts = 3, timeoutMs = 5000, interdigitTimeoutMs = 2000, ...more }, tools) {
    const keys = new Set(choices.map(({ digits }) => digits))
    const asked = tools.prompt(prompt)
    const again = { invalid: tools.prompt(more.invalidPrompt), timeout: tools.prompt(more.timeoutPrompt) }
    const question = {
      maxDigits: Math.max(1, ...choices.map(({ digits }) => digits.length)),
      timeoutMs,
      interdigitTimeoutMs,
      terminator: pickTerminator([...keys]) ?? '#',
    }
    const ask = (...prompts: (Prompt | null)[]) =>
      ({ kind: 'ask', ask: { ...question, prompts: prompts.filter((item) => item !== null) } }) as const
    const first = ask(asked)
    const repeated = { invalid: ask(again.invalid, asked), timeout: ask(again.timeout, asked) }
    return ({ answered, attempt }) => {
      if (!answered) return first
      if (keys.has(answered.digits)) return { kind: 'go', port: answered.digits }
      const failure = answered.digits === '' ? 'timeout' : 'invalid'
      return attempt < attempts ? repeated[failure] : { kind: 'go', port: failure }
    }
  },
  next: (port) =>
    port === 'timeout' || port === 'invalid' ? ['tts', 'hangup', 'voicemail'] : ['ring_group', 'user', 'tts'],
})

/** The first of choices with the same key counts, as in the call. */
function uniqueDigits<C extends { digits: string }>(choices: readonly C[]): C[] {
  const seen = new Set(['', 'timeout', 'invalid'])
  return choices.filter(({ digits }) => !seen.has(digits) && seen.add(digits))
}

function checkChoices(choices: readonly { digits: string }[]): Problem[] {
  const problems: Problem[] = []
  choices.forEach(({ digits }, index) => {
    const field = `choices.${index}.digits`
    if (digits === '' || [...digits].some((key) => !KEYS.includes(key)))
      problems.push({
        severity: 'error',
        code: 'menu.key-not-a-key',
        field,
        short: 'Choose a key',
        message:
          digits === ''
            ? 'This choice has no key. Choose one.'
            : `"${digits}" cannot be pressed on a phone. Use 0 to 9, * and #.`,
      })
    else if (choices.some((other, at) => at !== index && other.digits === digits))
      problems.push({
        severity: 'error',
        code: 'menu.key-used-twice',
        field,
        short: `Key ${digits} is used twice`,
        message: `Key ${digits} is used twice. Choose another key.`,
      })
  })
  if (choices.length === 0)
    problems.push({
      severity: 'warning',
      code: 'field.empty',
      field: 'choices',
      short: 'Add a choice',
      message: 'The menu has no choices, so every key is a wrong one. Add a choice.',
    })
  if (choices.length > 0 && pickTerminator(choices.map(({ digits }) => digits)) === null)
    problems.push({
      severity: 'error',
      code: 'menu.no-free-key',
      field: 'choices',
      short: 'Free one key',
      message: 'The choices use all 12 keys. KAZOO needs one that ends the entry: remove a choice.',
    })
  return problems
}
