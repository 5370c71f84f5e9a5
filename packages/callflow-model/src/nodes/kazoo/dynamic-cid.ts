import { z } from 'zod'
import type { CheckScope, Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedCall } from '../contract/simulation.ts'
import { integer } from '../parts/amounts.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { branchesTo, CONTINUES, chooseOutcome, hearsPrompt, stops } from '../parts/outcomes.ts'
import { mediaName } from './play.ts'

const isFromList = ({ action }: { action?: string | undefined }): boolean => action === 'list' || action === 'lists'

/** @source callflows.dynamic_cid; docs/kazoo/semantics.md#r7, #v4; interdigit_timeout is passed on as milliseconds */
export const dynamicCid = defineKazooStep({
  type: 'dynamic_cid',
  title: 'Caller ID override',
  help: 'Overrides the caller ID with a fixed one, one that the caller enters, or one from a list. Later steps see it too.',
  icon: 'contact',
  category: 'Caller ID',
  synonyms: ['dynamic caller id', 'CLI', 'number shown', 'outbound caller id', 'choose number', 'change caller ID'],
  data: z.looseObject({
    action: z
      .enum(['list', 'lists', 'manual', 'static'])
      .optional()
      .meta({
        label: 'Source',
        options: {
          static: 'Fixed',
          manual: 'Entered by the caller',
          list: 'Entry of a list',
          lists: 'Entry of several lists',
        },
        section: 'Caller ID',
        ifAbsent: 'manual',
      }),
    caller_id: z
      .looseObject({
        name: z.string().optional().meta({ label: 'Name' }),
        number: z.string().optional().meta({ label: 'Number', placeholder: '+14155550100' }),
      })
      .optional()
      .meta({ label: 'Shown to phones', section: 'Caller ID', onlyWhen: { field: 'action', is: ['static'] } }),
    id: z
      .string()
      .optional()
      .meta({
        label: 'List',
        hint: 'Id of the list in KAZOO.',
        section: 'Caller ID',
        onlyWhen: { field: 'action', is: ['list', 'lists'] },
        entity: 'list',
      }),
    media_id: z
      .string()
      .optional()
      .meta({
        label: 'Prompt',
        hint: 'Asks for the number. Id of a media file, or an address. KAZOO’s own prompt if empty.',
        section: 'What the caller enters',
        onlyWhen: { field: 'action', is: ['manual'] },
        entity: 'media',
      }),
    min_digits: integer()
      .optional()
      .meta({
        label: 'Minimum digits',
        section: 'What the caller enters',
        ifAbsent: 10,
        onlyWhen: { field: 'action', is: ['manual'] },
      }),
    max_digits: integer()
      .optional()
      .meta({
        label: 'Maximum digits',
        section: 'What the caller enters',
        ifAbsent: 10,
        onlyWhen: { field: 'action', is: ['manual'] },
      }),
    interdigit_timeout: integer()
      .optional()
      .meta({
        label: 'Wait between keys',
        unit: 's',
        scale: 1000,
        section: 'More',
        more: true,
        onlyWhen: { field: 'action', is: ['manual'] },
      }),
    whitelist_regex: z
      .string()
      .optional()
      .meta({
        label: 'Allowed numbers',
        hint: 'A pattern. Other numbers leave the caller ID unchanged.',
        onlyWhen: { field: 'action', is: ['manual'] },
        section: 'More',
        more: true,
        template: false,
      }),
    idx_name: z
      .string()
      .optional()
      .meta({
        label: 'Capture group of the entry',
        onlyWhen: { field: 'action', is: ['list', 'lists'] },
        hint: 'For lists. The pattern of KAZOO’s own callflow captures it.',
        section: 'More',
        more: true,
        template: false,
      }),
    enforce_call_restriction: z
      .boolean()
      .optional()
      .meta({
        label: 'Enforce the caller’s call restrictions',
        onlyWhen: { field: 'action', is: ['list', 'lists'] },
        section: 'More',
        more: true,
        ifAbsent: true,
      }),
    permit_custom_callflow: z
      .boolean()
      .optional()
      .meta({
        label: 'Allow numbers with their own callflow',
        onlyWhen: { field: 'action', is: ['list', 'lists'] },
        hint: 'If off, external numbers only.',
        section: 'More',
        more: true,
        ifAbsent: false,
      }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'static', caller_id: { name: '', number: '' } }),
  changes: (data) => (isFromList(data) ? ['*'] : ['caller', 'call.to', 'call.request']),
  duration: (data) => (isFromList(data) ? 'minutes' : data.action === 'static' ? 'instant' : 'seconds'),
  summary: (data) => {
    if (isFromList(data)) return data.id ? `From list ${shortId(data.id)}` : 'From a list'
    if (data.action !== 'static') return 'Entered by the caller'
    const { name = '', number = '' } = data.caller_id ?? {}
    return [name && `“${name}”`, number].filter(Boolean).join(', ')
  },
  check: (data, scope) => [
    ...(data.action === 'list' ? noList(data.id) : []),
    ...(data.action === 'static' ? noNumber(scope) : []),
    ...placeholderProblems(data.id, 'id', 'list'),
  ],
  next: () => ['resources', 'ring_group', 'user'],
  *simulate(data, call) {
    if (data.action === 'static') {
      const { number, name } = data.caller_id ?? {}
      if (!number) hearsPrompt(call, 'dynamic-cid-invalid_using_default')
      becomes(call, number, name)
      return CONTINUES
    }
    if (call.account?.captured !== undefined && isFromList(data)) return { kind: 'crash' }
    if (!call.account && isFromList(data))
      return yield* chooseOutcome(call, `${call.title} looks into the list`, [
        { key: 'found', label: 'An entry and its number', exit: branchesTo('The callflow of that number') },
        {
          key: 'missing',
          label: 'Nothing fits',
          hears: 'The call cannot be completed',
          exit: stops('There is no such entry or number, and the call ends.'),
        },
      ])
    const name = data.media_id ? mediaName(call, data.media_id) : 'prompt:dynamic-cid-enter_cid'
    call.hears('media', data.media_id || 'Asks for the caller ID', 3000, name)
    const action = yield {
      kind: 'digits',
      text: `${call.title} waits for a number`,
      choices: [],
      maxDigits: Math.max(1, data.max_digits ?? 10),
      terminators: '#',
      timeoutMs: 5000,
    }
    const typed = ('digits' in action ? action.digits : '').replace(/#$/, '')
    if (typed.length < Math.max(1, data.min_digits ?? 10)) {
      hearsPrompt(call, 'dynamic-cid-invalid_using_default')
      becomes(call, undefined, undefined)
    } else {
      call.hears('tone', 'Confirms', 500)
      becomes(call, typed, undefined)
    }
    return CONTINUES
  },
})

/** V4: later requests carry it. */
function becomes(call: SimulatedCall, number: string | undefined, name: string | undefined): void {
  call.notes(number ? `The caller is now ${number}` : 'The caller stays as they were')
  if (number) call.facts.callerNumber = number
  if (number && name) call.facts.callerName = name
}

const noList = (id: unknown): Problem[] =>
  missingIdProblems(
    id,
    'id',
    'No list is chosen. Callers hear that it cannot be done, and the call ends. Enter the id of a list.',
    'Choose a list',
  )

const noNumber = ({ node }: CheckScope): Problem[] =>
  missingIdProblems(
    (node.data.caller_id as { number?: unknown } | undefined)?.number,
    'caller_id.number',
    'There is no number. The caller ID may stay as it was. Enter a number.',
    'Enter a number',
  )
