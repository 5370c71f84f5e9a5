import { z } from 'zod'
import { hasOwnZone } from '../../document/flow-document.ts'
import { errorAt } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import { type StepCall, StepFailure } from '../contract/step-call.ts'
import {
  amountSchema,
  durationInWords,
  durationMs,
  midnightAfter,
  midnightInUtc,
  unitSchema,
} from '../parts/how-long.ts'

const SET = ['open', 'closed']

const dataSchema = z.looseObject({
  switch: z.string().meta({ label: 'Switch', control: 'set-switch', template: false }),
  state: z.enum(['open', 'closed', 'automatic']).meta({
    label: 'Set it to',
    control: 'segmented',
    options: { open: 'Open', closed: 'Closed', automatic: 'By the hours' },
  }),
  until: z
    .enum(['changed', 'day', 'duration'])
    .optional()
    .meta({
      label: 'How long',
      control: 'segmented',
      options: { changed: 'Until changed', day: 'Until midnight', duration: 'For some time' },
      ifAbsent: 'changed',
      hint: 'Then the hours apply again.',
      onlyWhen: { field: 'state', is: SET },
    }),
  amount: amountSchema.meta({ label: 'For', onlyWhen: { field: 'until', is: ['duration'] } }),
  unit: unitSchema.meta({
    label: 'Unit',
    control: 'segmented',
    options: { minutes: 'minutes', hours: 'hours', days: 'days' },
    ifAbsent: 'hours',
    onlyWhen: { field: 'until', is: ['duration'] },
  }),
})
type Data = Partial<z.infer<typeof dataSchema>>

export const dataSwitch = defineStudioStep({
  type: 'data.switch',
  title: 'Set a switch',
  kindLine: 'Sets a Callflow Studio switch',
  help: 'Sets a switch that opening hours follow, for all calls from now on. The caller hears nothing.',
  icon: 'toggle-right',
  category: 'Data & Look-ups',
  synonyms: ['night switch', 'night service', 'night mode', 'open', 'closed', 'opening hours', 'override', 'toggle'],
  writes: true,
  data: dataSchema,
  create: () => ({ switch: '', state: 'closed' }),
  ports: () => [
    { key: 'next', label: 'Next' },
    { key: 'error', label: 'Failed' },
  ],
  summary: inWords,
  check: ({ switch: id = '', state, until, amount }, { document: { settings } }) => [
    ...(id === '' ? [NO_SWITCH] : []),
    ...(state !== 'automatic' && until === 'duration' && amount === undefined ? [NO_DURATION] : []),
    ...(state !== 'automatic' && until === 'day' && !hasOwnZone(settings) ? [midnightInUtc('until')] : []),
  ],
  references: ({ switch: id = '' }) => [{ kind: 'switch', id, field: 'switch' }],
  exitInput: (_, port) => ({ kind: 'sets', fails: port === 'error' }),
  footer: 'Set only when the call gets here. After a KAZOO step, KAZOO sends a new request first.',
  prepare(data) {
    const { switch: id = '', state = 'automatic' } = data
    return (call) => ({
      kind: 'set-switch',
      write: { id, state, until: endOf(data, call) },
      takeReply(written) {
        if (written.kind === 'error') throw new StepFailure(written.code, written.message)
        const done = `${written.name}: ${inWords(data)}`
        call.setTraceDetail(written.isPretended ? `${done} (in this preview only)` : done)
        return { kind: 'go', port: 'next' }
      },
    })
  },
  next: (port) => (port === 'next' ? ['tts', 'hangup'] : ['tts', 'hangup', 'input.menu']),
})

/** @throws StepFailure where the flow's zone is none */
function endOf({ state, until, amount = 0, unit = 'hours' }: Data, call: StepCall): number | null {
  if (state === 'automatic' || until === undefined || until === 'changed') return null
  return until === 'duration' ? call.now.getTime() + durationMs(amount, unit) : midnightAfter(call)
}

/** "Closed for 2 hours"; "By the hours" */
function inWords({ switch: id = '', state, until, amount, unit = 'hours' }: Data): string {
  if (id === '' || state === undefined) return ''
  if (state === 'automatic') return 'By the hours'
  const word = state === 'open' ? 'Open' : 'Closed'
  if (until === 'day') return `${word} until midnight`
  if (until !== 'duration' || amount === undefined) return word
  return `${word} for ${durationInWords(amount, unit)}`
}

const NO_SWITCH = errorAt('switch.missing', 'switch', 'Choose a switch', 'No switch is chosen. Choose one.')
const NO_DURATION = errorAt('field.missing', 'amount', 'Enter a duration', 'The duration is missing. Enter a number.')
