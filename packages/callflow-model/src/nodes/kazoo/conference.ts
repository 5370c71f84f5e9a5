import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { conferenceDiffers, conferenceFields, withRoomName } from '../parts/conference-config.ts'
import { placeholderProblems, shortId } from '../parts/kazoo-fields.ts'
import { named } from '../parts/twiml.ts'

/** @source callflows.conference; docs/kazoo/semantics.md#handed-away */
export const conference = defineKazooStep({
  type: 'conference',
  title: 'Conference',
  help: 'Connects the caller to a conference until they hang up. Without an id, KAZOO asks for the conference number.',
  icon: 'radio',
  category: 'Conference & Queue',
  synonyms: ['meeting', 'bridge', 'room', 'conference call', 'conference room'],
  data: z.looseObject({
    ...conferenceFields(
      'In Monster UI: Conferences, open the room, copy the id from the address. KAZOO asks for the conference number if empty.',
    ),
  }),
  differs: conferenceDiffers,
  written: withRoomName,
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.id ? `Room ${shortId(data.id)}` : data.config?.name || 'Asks for the room'),
  check: (data) => placeholderProblems(data.id, 'id', 'conference'),
  footer: 'No further steps: callers stay in the conference until they hang up.',
  forms: {
    twiml: {
      verbs: ({ id, config }) => [{ name: 'Dial', content: [named('Conference', id || config?.name)] }],
      goesOn: 'asks',
      exits: () => [],
      check: ({ id, config }) => (id || config?.name ? [] : [roomMissing]),
    },
  },
  simulate(_data, call) {
    call.answer()
    call.notes(`The caller is in ${call.title}`)
    return { kind: 'handed-away', why: 'The caller is in the conference until they hang up.' }
  },
})

/** `Conference` in TwiML names its room. */
const roomMissing: Problem = {
  severity: 'error',
  code: 'field.empty',
  field: 'id',
  message: 'TwiML cannot ask for the number of a room. Enter the id of a conference.',
  short: 'Choose a room',
}
