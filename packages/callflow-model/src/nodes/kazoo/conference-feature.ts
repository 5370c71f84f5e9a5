import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { conferenceDiffers, conferenceFields, withRoomName } from '../parts/conference-config.ts'
import { placeholderProblems, shortId } from '../parts/kazoo-fields.ts'

/** @source callflows.conference_feature; docs/kazoo/semantics.md#handed-away */
export const conferenceFeature = defineKazooStep({
  type: 'conference_feature',
  title: 'Conference by code',
  help: 'Connects the caller to the conference dialled after a feature code, until they hang up.',
  icon: 'radio',
  category: 'Conference & Queue',
  synonyms: ['meeting', 'bridge', 'room', 'conference code', 'feature code'],
  data: z.looseObject(conferenceFields('The conference dialled after the code if empty.')),
  differs: conferenceDiffers,
  written: withRoomName,
  duration: 'minutes',
  neverContinues: true,
  summary: (data) => (data.id ? `Room ${shortId(data.id)}` : 'The room dialled'),
  check: (data) => placeholderProblems(data.id, 'id', 'conference'),
  footer: CAPTURED_NUMBER,
  simulate(_data, call) {
    call.answer()
    call.notes(`The caller is in ${call.title}`)
    return { kind: 'handed-away', why: 'The caller is in the conference until they hang up.' }
  },
})
