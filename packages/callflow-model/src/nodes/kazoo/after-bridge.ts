import { z } from 'zod'
import { toText } from '../../templates/template.ts'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

const ACTION_WORDS = { transfer: 'Transfer', park: 'Park', hangup: 'Hang up' } as const
type Action = keyof typeof ACTION_WORDS

/** @source callflows.after_bridge; docs/kazoo/modules.json#after_bridge */
export const afterBridge = defineKazooStep({
  type: 'after_bridge',
  title: 'After the conversation',
  help: 'Sets what happens to the caller after a later conversation. Without it, the call ends.',
  icon: 'corner-up-right',
  category: 'Signalling',
  synonyms: ['after bridge', 'survey', 'after call', 'transfer after', 'park after pickup', 'feedback'],
  data: z.looseObject({
    action: z.enum(['park', 'transfer', 'hangup']).optional().meta({
      label: 'Then',
      control: 'segmented',
      options: ACTION_WORDS,
      section: 'After the conversation',
    }),
    data: z.union([z.boolean(), z.string()]).optional().meta({
      label: 'Value',
      hint: 'The number to transfer to. Otherwise true, or false to undo it.',
      section: 'After the conversation',
      placeholder: '2001',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ action: 'transfer', data: '' }),
  summary: ({ action, data: value }) => {
    if (action === undefined) return ''
    if (action === 'transfer') return typeof value === 'string' && value !== '' ? `Transfer to ${value}` : ''
    return toText(value) === 'true' ? ACTION_WORDS[action] : `Not: ${ACTION_WORDS[action].toLowerCase()}`
  },
  check: ({ action, data: value }) => noEffect(action, value),
  next: () => ['ring_group', 'user', 'resources'],
  simulate({ action }, call) {
    call.notes(action ? `After the conversation: ${ACTION_WORDS[action].toLowerCase()}` : 'Nothing changes')
    return { kind: 'continue' }
  },
})

function noEffect(action: Action | undefined, value: boolean | string | undefined): Problem[] {
  if (action !== undefined && action !== 'transfer' && value !== undefined && value !== '') return []
  if (action === 'transfer' && typeof value === 'string' && value !== '') return []
  return [
    {
      severity: 'warning',
      code: 'field.missing',
      field: action === undefined ? 'action' : 'data',
      message:
        action === 'transfer'
          ? 'There is no number. Nothing happens after the conversation. Enter a number.'
          : 'This does nothing. Choose what happens after the conversation, and enter true as the value.',
      short: action === 'transfer' ? 'Enter a number' : 'Say what happens',
    },
  ]
}
