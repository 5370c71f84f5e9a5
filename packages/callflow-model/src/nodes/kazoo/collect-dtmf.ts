import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall, Simulation } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { PHONE_KEYS } from '../parts/phone-keys.ts'

const phoneKey = () => z.enum(PHONE_KEYS)

/** @source callflows.collect_dtmf; docs/kazoo/semantics.md#v1, #v2 */
export const collectDtmf = defineKazooStep({
  type: 'collect_dtmf',
  title: 'Collect digits',
  help: 'Collects the keys that the caller presses, without a prompt. Put a prompt before it.',
  icon: 'hash',
  category: 'Menu & Input',
  synonyms: ['DTMF', 'keys', 'enter a number', 'PIN', 'gather', 'input'],
  data: z.looseObject({
    collection_name: z.string().optional().meta({
      label: 'Store as',
      hint: 'Later steps read it as digits.<name>.',
      section: 'Digits',
      template: false,
      ifAbsent: 'default',
    }),
    max_digits: integer().min(1).optional().meta({ label: 'Maximum digits', section: 'Digits', ifAbsent: 1 }),
    terminator: phoneKey().optional().meta({
      label: 'Terminator key',
      section: 'Digits',
      ifAbsent: '#',
    }),
    timeout: integer()
      .min(1)
      .optional()
      .meta({ label: 'Wait for first key', unit: 's', scale: 1000, section: 'How long it waits', ifAbsent: 5000 }),
    interdigit_timeout: integer()
      .min(1)
      .optional()
      .meta({ label: 'Wait between keys', unit: 's', scale: 1000, section: 'How long it waits' }),
    terminators: z
      .array(phoneKey())
      .refine((keys) => new Set(keys).size === keys.length, {
        error: 'A key is listed twice. KAZOO would refuse the whole answer: callers would hear silence.',
      })
      .optional()
      .meta({
        label: 'Terminator keys',
        hint: 'Used only if no single key is set.',
        control: 'keys',
        template: false, // two values could turn out the same key, which KAZOO refuses
        section: 'More',
        more: true,
      }),
    skip_module: skipModule(),
  }),
  create: (newName) => ({ collection_name: newName('digits'), max_digits: 4, terminator: '#', timeout: 5000 }),
  changes: (data) => [`digits.${nameOf(data)}`, 'digits.default'],
  duration: 'seconds',
  summary: (data) => {
    const digits = data.max_digits ?? 1
    return `${digits === 1 ? '1 digit' : `Up to ${digits} digits`} into ${nameOf(data)}`
  },
  check: (data) => [...unnamed(data), ...noTerminator(data)],
  next: () => ['logic.condition', 'tts', 'ring_group'],
  footer: 'It has one exit, for all keys.',
  *simulate(data, call) {
    call.answer()
    const maxDigits = data.max_digits ?? 1
    const terminators = data.terminator ?? '#' // the default is filled in before `terminators` is looked at
    const before = call.collections.get('default') ?? ''
    call.collections.delete('default')
    // V1: a terminator typed ahead cuts what was typed, and does not end the entry.
    let taken = untilTerminator(before, terminators).slice(0, maxDigits)
    if (taken.length < maxDigits) {
      const timeoutMs = data.timeout ?? 5000
      if (call.studioRecording.isRunning) return yield* record(call, timeoutMs)
      if (timeoutMs < SHORTEST_KEY_MS) {
        call.collections.set(nameOf(data), taken)
        return { kind: 'continue' }
      }
      const action = yield {
        kind: 'digits',
        text: `${call.title} waits for ${maxDigits === 1 ? 'a key' : 'digits'}`,
        choices: [],
        maxDigits: maxDigits - taken.length,
        terminators,
        timeoutMs,
        ...(data.interdigit_timeout ? { interdigitMs: data.interdigit_timeout } : {}),
      }
      const pressed = 'digits' in action ? action.digits : ''
      call.wait(pressed === '' ? timeoutMs : pressed.length * 300)
      taken = (taken + untilTerminator(pressed, terminators)).slice(0, maxDigits)
    }
    call.collections.set(nameOf(data), taken)
    return { kind: 'continue' }
  },
})

/** Shorter than any key press: such a wait takes the keys typed ahead and continues. */
const SHORTEST_KEY_MS = 50
/** Assumed length of a message; the real one is unknown. */
const MESSAGE_MS = 20_000

/** A recording that the studio keeps ends here: by a key, or when the time is over. */
function* record(call: SimulatedCall, timeoutMs: number): Simulation {
  const action = yield {
    kind: 'message',
    text: `${call.title} is recording`,
    choices: [
      { key: 'message', label: 'Leaves a message' },
      { key: 'nothing', label: 'Says nothing' },
    ],
  }
  const saysNothing = 'outcome' in action && action.outcome === 'nothing'
  call.wait(saysNothing ? timeoutMs : Math.min(timeoutMs, MESSAGE_MS))
  call.notes(
    saysNothing ? 'Silence was recorded. The preview stores nothing' : 'Message recorded. The preview stores nothing',
  )
  return { kind: 'continue' }
}

const nameOf = (data: { collection_name?: string | undefined }): string => data.collection_name || 'default'

function untilTerminator(keys: string, terminators: string): string {
  const end = [...keys].findIndex((key) => terminators.includes(key))
  return end < 0 ? keys : keys.slice(0, end)
}

function unnamed(data: { collection_name?: string | undefined }): Problem[] {
  if (nameOf(data) !== 'default') return []
  return [
    {
      severity: 'warning',
      code: 'digits.unnamed',
      field: 'collection_name',
      message: 'This step has no name for its digits. The next question would take its keys.',
      short: 'Give it a name',
    },
  ]
}

/** An empty list crashes the module (docs/design.md#menus-and-digits). */
function noTerminator(data: { terminator?: string | undefined; terminators?: string[] | undefined }): Problem[] {
  if (data.terminator !== undefined || data.terminators?.length !== 0) return []
  return [
    {
      severity: 'warning',
      code: 'field.empty',
      field: 'terminators',
      message: 'The list of keys is empty. KAZOO then skips this step without waiting. Choose the key that ends it.',
      short: 'Choose the key that ends it',
    },
  ]
}
