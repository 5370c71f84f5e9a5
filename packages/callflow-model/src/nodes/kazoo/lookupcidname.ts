import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

/** @source callflows.lookupcidname; docs/kazoo/semantics.md#v4: later requests keep the old name. */
export const lookupcidname = defineKazooStep({
  type: 'lookupcidname',
  title: 'Caller name look-up',
  help: 'Finds the caller’s number in lists stored in KAZOO and shows the name on the called phones.',
  icon: 'user-search',
  category: 'Caller ID',
  synonyms: ['CNAM', 'caller name', 'phone book', 'contacts', 'name lookup'],
  data: z.looseObject({
    lists: z.array(z.string()).optional().meta({
      label: 'Lists',
      hint: 'Ids of lists, in search order.',
      section: 'Lists',
      entity: 'list',
      short: 'Add a list',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ lists: [] }),
  summary: ({ lists = [] }) =>
    lists.length === 0 ? '' : lists.length === 1 ? 'In 1 list' : `In ${lists.length} lists`,
  check: ({ lists }) => noLists(lists),
  next: () => ['ring_group', 'user', 'device'],
  footer: 'Only the called phones show the name. Later steps of this flow may still see the old one.',
  simulate(_data, call) {
    call.notes('Looks for the caller’s name')
    return { kind: 'continue' }
  },
})

function noLists(lists: readonly string[] = []): Problem[] {
  if (lists.some((id) => id !== '')) return []
  return [
    {
      severity: 'warning',
      code: 'field.empty',
      field: 'lists',
      message: 'There is no list. The name stays as it is. Add the id of a list.',
      short: 'Add a list',
    },
  ]
}
