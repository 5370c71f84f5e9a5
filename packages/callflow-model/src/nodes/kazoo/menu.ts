import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { Port } from '../contract/ports.ts'
import { integer } from '../parts/amounts.ts'
import { placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { runMenu } from '../parts/menu-document.ts'

/** What KAZOO does for a menu that does not say otherwise. */
const TRIES = 3
const WAIT_MS = 10_000
const FIXED: readonly Port[] = [
  { key: 'timeout', label: 'No key' },
  { key: 'max_retries', label: 'Too many tries' },
  { key: '_', label: 'Otherwise' },
]
const isFixed = (key: string): boolean => FIXED.some((port) => port.key === key)
/** Imported callflows may have other keys, which no call takes. */
const isPressable = (key: string): boolean => /^[\d*#]+$/.test(key)

/** @source callflows.menu; docs/kazoo/semantics.md#menu, #r7 (hunt) */
export const menu = defineKazooStep({
  type: 'menu',
  title: 'KAZOO menu',
  help: 'Plays a menu stored in KAZOO, waits for a key, and continues at the exit for that key.',
  kindLine: 'Menu stored in KAZOO',
  icon: 'grip',
  category: 'Menu & Input',
  synonyms: ['IVR', 'auto attendant', 'phone menu', 'press 1', 'keys'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Menu',
      hint: 'In Monster UI: Menus, open the menu, copy the id from the address. Greeting and tries are set there.',
      section: 'Menu',
      entity: 'menu',
    }),
    interdigit_timeout: integer().optional().meta({
      label: 'Wait between keys',
      unit: 'ms',
      hint: 'Unless the menu says otherwise.',
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  ports: () => FIXED,
  freePorts: {
    addLabel: 'Add a key',
    suggestions: ['1', '2', '3', '4', '5', '6', '7', '8', '9', '0', '*', '#'].map((key) => ({
      key,
      label: null,
      keyCap: key,
    })),
    describe: (key) => FIXED.find((port) => port.key === key) ?? { key, label: null, keyCap: key },
    refuse: (key) => {
      if (isFixed(key)) return 'This exit exists already.'
      return /^[0-9*#]+$/.test(key) ? null : 'Write the keys that callers press: digits, * and #.'
    },
  },
  changes: () => ['*'],
  duration: 'minutes', // a hunted extension is a conversation, and `_` runs when that is over (R7)
  summary: (data) => (data.id ? `Menu ${shortId(data.id)}` : ''),
  check: (data) => [
    ...(data.id
      ? []
      : [
          {
            severity: 'warning' as const,
            code: 'menu.no-id' as const,
            field: 'id',
            message: 'No menu is chosen. Callers hear only that there is no prompt. Enter a menu id.',
            short: 'Choose a menu',
          },
        ]),
    ...placeholderProblems(data.id, 'id', 'menu'),
  ],
  next: () => ['ring_group', 'user', 'voicemail'],
  footer: 'The key pressed is known to KAZOO only. Use the studio’s Menu to work with it.',
  *simulate(data, call) {
    call.answer()
    if (call.account) return yield* runMenu(call, call.account, data.id)
    const keys = call.childKeys.filter((key) => isPressable(key) && key !== '#') // `#` ends the entry
    const maxDigits = Math.max(1, ...keys.map((key) => key.length))
    const choices = call.childKeys
      .filter((key) => isFixed(key) || isPressable(key))
      .map((key) => ({
        key,
        label: FIXED.find((port) => port.key === key)?.label ?? `Key ${key}`,
      }))
    for (let tries = TRIES; tries > 0; tries--) {
      call.hears('media', 'Greeting of the menu', 4000)
      const action = yield {
        kind: 'menu',
        text: `${call.title} waits for a key`,
        choices,
        maxDigits,
        timeoutMs: WAIT_MS,
      }
      const pressed = 'digits' in action ? action.digits : 'outcome' in action ? action.outcome : ''
      if (pressed === 'max_retries' || pressed === '_') break
      if (pressed === '' || pressed === 'timeout') {
        call.wait(WAIT_MS)
        if (call.childKeys.includes('timeout')) return { kind: 'attempt', keys: ['timeout'], otherwise: 'continue' }
      } else {
        if (keys.includes(pressed)) return { kind: 'attempt', keys: [pressed], otherwise: 'continue' }
        call.hears('media', 'That key is not in use', 2000)
      }
    }
    return { kind: 'attempt', keys: ['max_retries'], otherwise: 'continue' }
  },
})
