import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { documentOf } from '../parts/account-documents.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { matchesOrNot, matchPorts } from '../parts/match-ports.ts'

/** @source callflows.cidlistmatch; docs/kazoo/semantics.md#check_cid-and-cidlistmatch */
export const cidlistmatch = defineKazooStep({
  type: 'cidlistmatch',
  title: 'Caller list',
  help: 'Checks whether the caller’s number is in a match list stored in KAZOO.',
  icon: 'list-checks',
  category: 'Caller ID',
  synonyms: ['match list', 'blacklist', 'blocklist', 'whitelist', 'VIP', 'caller id', 'spam'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'List',
      hint: 'Id of a match list. Its numbers and patterns are set in KAZOO.',
      section: 'List',
      entity: 'match-list',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  ports: matchPorts,
  summary: (data) => (data.id ? `List ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No list is chosen. Every caller continues at No match. Enter the id of a list.',
      'Choose a list',
    ),
    ...placeholderProblems(data.id, 'id', 'list'),
  ],
  next: (port) => (port === 'match' ? ['response', 'user', 'tts'] : ['ring_group', 'input.menu', 'user']),
  footer: 'A Callflow Studio table can do the same, and more.',
  simulate: ({ id }, call) => {
    const list = call.account && documentOf(call.account.lists, id)
    const digits = call.facts.callerNumber.replace(/^\+/, '')
    const isListed = list?.prefixes.some((prefix) => digits.startsWith(prefix)) ? 'match' : 'nomatch'
    return matchesOrNot(call, `${call.title}: what does KAZOO find?`, call.account ? isListed : undefined)
  },
})
