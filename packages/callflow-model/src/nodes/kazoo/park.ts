import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { FreePorts } from '../contract/ports.ts'
import type { SimulatedExit } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { CONTINUES, CONTINUES_AFTERWARDS, chooseOutcome, hearsPrompt, stops } from '../parts/outcomes.ts'
import { OTHERWISE, valuePorts } from '../parts/value-ports.ts'

const NO_SLOT_LEFT = { key: 'MAX_SLOT_EXCEEDED', label: 'No slot left' }
const ACTION_WORDS = {
  park: 'Parks, and says the slot',
  direct_park: 'Parks the caller',
  retrieve: 'Takes a parked call',
  auto: 'Takes or parks',
} as const

const slots = valuePorts({
  addLabel: 'Add a slot',
  ask: 'Write the number of a slot.',
  label: (key) => `Slot ${key}, not retrieved`,
})
const freePorts: FreePorts = {
  ...slots,
  suggestions: [NO_SLOT_LEFT],
  describe: (key) => (key === NO_SLOT_LEFT.key ? NO_SLOT_LEFT : slots.describe(key)),
}

const LAMPS = { early: 'Ringing', confirmed: 'Busy', terminated: 'Free' }
/** The schema leaves them open. @source cf_park.erl, slot_configuration: all times are handed on as milliseconds */
const slotSettings = z.looseObject({
  ringback_timeout: integer().optional().meta({ label: 'Ring back after', unit: 's', scale: 1000 }),
  callback_timeout: integer().optional().meta({ label: 'And ring for', unit: 's', scale: 1000 }),
  presence_id: z.string().optional().meta({ label: 'Presence id' }),
  presence_type: z.enum(['early', 'terminated', 'confirmed']).optional().meta({
    label: 'Presence state',
    options: LAMPS,
  }),
})

/** @source callflows.park; docs/kazoo/semantics.md#park; docs/kazoo/modules.json#park */
export const park = defineKazooStep({
  type: 'park',
  title: 'Park a call',
  help: 'Parks a call in a numbered slot, or retrieves a parked call.',
  icon: 'square-parking',
  category: 'Feature Codes',
  synonyms: ['parking', 'call park', 'retrieve', 'pick up parked', 'slot', 'orbit', 'hold', 'valet', '*3'],
  data: z.looseObject({
    action: z
      .enum(['direct_park', 'park', 'retrieve', 'auto'])
      .optional()
      .meta({
        label: 'Action',
        options: {
          park: 'Park and announce the slot',
          direct_park: 'Park the caller',
          retrieve: 'Retrieve a call',
          auto: 'Retrieve a call, else park',
        },
        section: 'Parking',
        ifAbsent: 'park',
      }),
    slot: z.string().optional().meta({
      label: 'Slot',
      hint: 'If empty, the slot dialled after the code, or the next free one.',
      section: 'Parking',
      placeholder: '101',
    }),
    max_slot_number: integer()
      .optional()
      .meta({
        label: 'Highest slot',
        hint: 'Above this, the call continues at No slot left.',
        onlyWhen: { field: 'action', is: ['park', 'direct_park', 'auto'] },
        section: 'Parking',
        versions: ['5.0-dev', '5'],
      }),
    force_presence_user: z
      .boolean()
      .optional()
      .meta({
        label: 'Presence of the feature code and the slot',
        hint: 'The BLF key is *3 and the number of the slot.',
        section: 'More',
        more: true,
        versions: ['5'],
      }),
    default_ringback_timeout: integer()
      .optional()
      .meta({
        label: 'Ring back after',
        unit: 's',
        scale: 1000,
        hint: 'If the call is not retrieved, the phone that parked it rings.',
        onlyWhen: { field: 'action', is: ['park', 'direct_park', 'auto'] },
        section: 'If not retrieved',
        ifAbsent: 120_000,
      }),
    default_callback_timeout: integer()
      .optional()
      .meta({
        label: 'And ring for',
        unit: 's',
        scale: 1000,
        section: 'If not retrieved',
        ifAbsent: 30_000,
        onlyWhen: { field: 'action', is: ['park', 'direct_park', 'auto'] },
      }),
    slots: z
      .record(z.string(), z.union([slotSettings, z.unknown()]))
      .optional()
      .meta({
        label: 'Settings of single slots',
        control: 'slots',
        hint: 'What is left empty counts as set above.',
        section: 'More',
        more: true,
      }),
    presence_id: z.string().optional().meta({
      label: 'Presence id',
      hint: 'The number whose BLF lamp shows that the slot is in use.',
      section: 'More',
      more: true,
    }),
    custom_presence_id: z.boolean().optional().meta({
      label: 'The lamp of that number, else of the number dialled',
      section: 'More',
      more: true,
      ifAbsent: false,
    }),
    default_presence_type: z.enum(['early', 'terminated', 'confirmed']).optional().meta({
      label: 'Presence state of a used slot',
      options: LAMPS,
      section: 'More',
      more: true,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'auto' }),
  ports: () => [OTHERWISE],
  freePorts,
  quirks: (_data, { connected }) =>
    connected.has(NO_SLOT_LEFT.key)
      ? [
          {
            versions: ['4.3'],
            field: `port:${NO_SLOT_LEFT.key}`,
            message: 'KAZOO 4.3 does not limit the slots, so it never takes this exit.',
            short: 'Not taken on KAZOO 4.3',
          },
        ]
      : [],
  duration: 'minutes',
  summary: (data) => {
    const what = ACTION_WORDS[data.action ?? 'park']
    return data.slot ? `${what}, slot ${data.slot}` : what
  },
  next: () => ['voicemail', 'ring_group', 'tts'],
  footer: 'A retrieved call leaves this flow.',
  *simulate(data, call) {
    const slot = data.slot || call.childKeys.find((key) => /^\d+$/.test(key))
    const takenBack: SimulatedExit = { kind: 'handed-away', why: 'The parked call is retrieved and leaves this flow.' }
    if (data.action === 'retrieve')
      return yield* chooseOutcome(
        call,
        `${call.title} looks into the slot`,
        [
          { key: 'taken', label: 'A call is there', exit: takenBack },
          {
            key: 'empty',
            label: 'It is empty',
            hears: 'Nobody is parked there',
            prompts: ['park-no_caller'],
            exit: stops('The slot is empty.'),
          },
        ],
        call.account ? 'empty' : undefined,
      )
    if (call.account) {
      const spot = data.slot || call.account.captured
      if (spot && data.action !== 'auto') {
        hearsPrompt(call, 'park-call_placed_in_spot')
        call.hears('speech', spot, 500, `say:${spot}`)
      }
      return { kind: 'handed-away', to: 'parked', why: 'The call is parked.' }
    }
    return yield* chooseOutcome(call, `${call.title} puts the call into a slot`, [
      { key: 'taken', label: 'Retrieved', exit: takenBack },
      {
        key: 'unanswered',
        label: 'Not retrieved or answered',
        exit: { kind: 'attempt', keys: slot === undefined ? [] : [slot], otherwise: 'continue' },
      },
      {
        key: 'came_back',
        label: 'Rings back and is answered',
        exit: call.version === '4.3' ? takenBack : CONTINUES_AFTERWARDS,
      },
      {
        key: 'full',
        label: 'No slot is left',
        exit: call.version === '4.3' ? CONTINUES : { kind: 'attempt', keys: [NO_SLOT_LEFT.key], otherwise: 'continue' },
      },
      { key: 'occupied', label: 'The slot is taken', hears: 'That slot is taken', exit: stops('The slot is taken.') },
    ])
  },
})
