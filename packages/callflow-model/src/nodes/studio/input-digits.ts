import { z } from 'zod'
import { Work } from '../../templates/work.ts'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { StepCall } from '../contract/step-call.ts'
import type { Prompt } from '../contract/step-result.ts'
import { askedIn, askFields } from '../parts/ask-fields.ts'
import { fitsPattern, patternProblem } from '../parts/compare.ts'
import { KEYS } from '../parts/phone-keys.ts'
import { checkPrompt, checkPromptAddresses, promptSchema, promptSummary, saidIn } from '../parts/prompt.ts'
import { sampleOf } from '../parts/sample-pattern.ts'
import { variableName, variableNameProblem } from '../parts/variable-name.ts'

export const inputDigits = defineStudioStep({
  type: 'input.digits',
  title: 'Ask for digits',
  kindLine: 'Digits, asks for a number',
  help: 'Asks for a number, such as a PIN or an order number, checks it and stores it in a variable. Digits stay text: 0042 stays 0042.',
  icon: 'hash',
  category: 'Menu & Input',
  synonyms: ['PIN', 'collect', 'number', 'enter', 'DTMF', 'account number', 'input', 'password', 'passcode', 'gather'],
  asksCaller: true,
  maxAttempts: ({ attempts }) => attempts,
  data: z.looseObject({
    prompt: promptSchema.meta({ label: 'Text', control: 'prompt', section: 'What the caller hears' }),
    variable: variableName().meta({
      label: 'Store as',
      hint: 'Type {{ in a later step to insert it.',
      section: 'The number',
      template: false,
    }),
    minDigits: z.int().min(1).max(100).meta({ label: 'At least', unit: 'digits', section: 'The number' }),
    maxDigits: z.int().min(1).max(100).meta({ label: 'At most', unit: 'digits', section: 'The number' }),
    terminator: z
      .enum(['#', '*', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9'])
      .optional()
      .meta({ label: 'Ends with', hint: 'The key that ends the entry early.', ifAbsent: '#', section: 'The number' }),
    pattern: z.string().optional().meta({
      label: 'Pattern',
      hint: 'The whole entry must match. RE2 syntax.',
      section: 'The number',
      more: true,
      template: false,
    }),
    ...askFields('entry'),
  }),
  create: (newName) => ({
    prompt: { type: 'tts', text: '' },
    variable: newName('number'),
    minDigits: 1,
    maxDigits: 10,
    terminator: '#',
    attempts: 3,
    timeoutMs: 5000,
    interdigitTimeoutMs: 3000,
  }),
  ports: () => [
    { key: 'next', label: 'Entered' },
    { key: 'timeout', label: 'No key' },
    { key: 'invalid', label: 'Wrong entry' },
  ],
  summary: ({ prompt, minDigits, maxDigits, attempts }) =>
    promptSummary(prompt) || `${range(minDigits, maxDigits)} digits, ${attempts ?? 3} tries`,
  says: saidIn,
  asks: ({ minDigits = 1, maxDigits = 1, terminator = '#', ...data }) => ({
    ...askedIn(data),
    choices: null,
    minDigits,
    maxDigits,
    terminator,
  }),
  sets: ({ variable }) => (variable ? [variable] : []),
  check: (data, scope) => [
    ...checkPrompt(data.prompt, 'prompt'),
    ...checkPromptAddresses(data, scope),
    ...variableNameProblem(data.variable ?? '', 'variable'),
    ...((data.minDigits ?? 1) > (data.maxDigits ?? 1) ? [RANGE] : []),
    ...checkPattern(data.pattern),
  ],
  footer: 'KAZOO sends a new request after the entry. Until then the caller hears only this prompt.',
  exitInput({ variable = '', minDigits = 1, maxDigits = 1, terminator = '#', pattern }, port) {
    const end = KEYS.includes(terminator) ? terminator : '#'
    const ended = (digits: string): string => (digits.length < maxDigits ? digits + end : digits)
    if (port === 'timeout') return { kind: 'keys', digits: '' }
    if (pattern && patternProblem(pattern)) return null
    const fits = (digits: string): boolean =>
      digits.length >= minDigits &&
      digits.length <= maxDigits &&
      (!pattern || fitsPattern(pattern, digits, { isWhole: true, work: new Work() }))
    const entries = ['1', '12', '123', '1234', '12345', '123456', '9'].concat(
      KEYS.map((key) => key.repeat(minDigits)),
      pattern ? sampleOf(pattern) : [],
      '1234567890'.repeat(10).slice(0, minDigits),
    )
    const entry = entries.find((digits) => fits(digits) === (port === 'next') && digits.length <= maxDigits)
    if (entry === undefined) return null
    return { kind: 'keys', digits: ended(entry), ...(port === 'next' ? { variable, fits, ended } : {}) }
  },
  prepare({ prompt, variable = '', minDigits = 1, maxDigits = 1, attempts = 3, ...more }, tools) {
    const asked = tools.prompt(prompt)
    const again = { invalid: tools.prompt(more.invalidPrompt), timeout: tools.prompt(more.timeoutPrompt) }
    const terminator = more.terminator ?? '#'
    const question = {
      maxDigits,
      timeoutMs: more.timeoutMs ?? 5000,
      interdigitTimeoutMs: more.interdigitTimeoutMs ?? 3000,
      terminator: KEYS.includes(terminator) ? terminator : '#',
    }
    const ask = (...prompts: (Prompt | null)[]) =>
      ({ kind: 'ask', ask: { ...question, prompts: prompts.filter((item) => item !== null) } }) as const
    const first = ask(asked)
    const repeated = { invalid: ask(again.invalid, asked), timeout: ask(again.timeout, asked) }
    const fits = (digits: string, { work }: StepCall): boolean =>
      digits.length >= minDigits &&
      digits.length <= maxDigits &&
      (!more.pattern || fitsPattern(more.pattern, digits, { isWhole: true, work }))
    return (call) => {
      if (!call.answered) return first
      const { digits } = call.answered
      if (digits !== '' && fits(digits, call)) {
        call.assign(variable, digits)
        return { kind: 'go', port: 'next' }
      }
      const failure = digits === '' ? 'timeout' : 'invalid'
      return call.attempt < attempts ? repeated[failure] : { kind: 'go', port: failure }
    }
  },
  next: (port) => (port === 'next' ? ['logic.condition', 'tts', 'user'] : ['tts', 'hangup', 'voicemail']),
})

const range = (min = 1, max = 1): string => (min === max ? `${max}` : `${min} to ${max}`)

const RANGE: Problem = {
  severity: 'error',
  code: 'digits.range',
  field: 'minDigits',
  short: 'Fix the number of digits',
  message: 'At least is more than at most, so no entry can ever fit. Change one of them.',
}

function checkPattern(pattern: string | undefined): Problem[] {
  const problem = pattern ? patternProblem(pattern) : null
  if (!problem) return []
  return [
    {
      severity: 'error',
      code: 'pattern.syntax',
      field: 'pattern',
      short: 'Fix the pattern',
      message: `The pattern ${problem}.`,
    },
  ]
}
