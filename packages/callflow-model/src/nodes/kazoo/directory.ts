import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import { documentOf } from '../parts/account-documents.ts'
import { missingIdProblems, placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { branchesTo, CONTINUES, chooseOutcome, hearsPrompt, stops } from '../parts/outcomes.ts'

/** @source callflows.directory; docs/kazoo/semantics.md#r7, #directory-disa-and-page_group */
export const directory = defineKazooStep({
  type: 'directory',
  title: 'Dial by name',
  help: 'Callers spell a name on the keypad, hear the matches, and are connected to that person.',
  icon: 'book-user',
  category: 'Menu & Input',
  synonyms: ['directory', 'company directory', 'phone book', 'spell a name', 'find a person'],
  data: z.looseObject({
    id: z.string().optional().meta({
      label: 'Directory',
      hint: 'In Monster UI: Directories, open the directory, copy the id from the address. The people in it are set there.',
      section: 'Directory',
      entity: 'directory',
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ id: '' }),
  ports: () => [{ key: '_', label: 'Nobody found' }],
  changes: () => ['*'],
  duration: 'minutes',
  summary: (data) => (data.id ? `Directory ${shortId(data.id)}` : ''),
  check: (data) => [
    ...missingIdProblems(
      data.id,
      'id',
      'No directory is chosen. Callers reach no one here, and the call continues.',
      'Choose a directory',
    ),
    ...placeholderProblems(data.id, 'id', 'directory'),
  ],
  next: () => ['ring_group', 'voicemail', 'tts'],
  footer: 'Callers who press 0 continue at Nobody found. Three tries without a key end the call.',
  *simulate(data, call) {
    call.answer()
    if (call.account) {
      if (!documentOf(call.account.directories, data.id)) return { kind: 'crash' }
      hearsPrompt(call, 'dir-no_results_found')
      return CONTINUES
    }
    call.differs('KAZOO 5 counts each miss as one of three tries, not only silence.')
    call.hears('media', 'Asks to spell a name', 4000)
    return yield* chooseOutcome(call, `${call.title} waits for a name`, [
      { key: 'found', label: 'A person is found', exit: branchesTo('The callflow of that person') },
      { key: 'operator', label: 'Presses 0', exit: CONTINUES },
      { key: 'none', label: 'Nobody to reach', exit: CONTINUES },
      { key: 'silent', label: 'Presses nothing', exit: stops('Nothing was pressed three times.') },
    ])
  },
})
