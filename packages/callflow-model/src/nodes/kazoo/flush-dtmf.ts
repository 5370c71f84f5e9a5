import { z } from 'zod'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'

const DEFAULT_NAME = 'default'
const nameOf = (data: { collection_name?: string | undefined }): string => data.collection_name || DEFAULT_NAME

/** @source callflows.flush_dtmf; docs/kazoo/semantics.md#v2: it does not reliably empty a collection. */
export const flushDtmf = defineKazooStep({
  type: 'flush_dtmf',
  title: 'Clear digits',
  help: 'Clears the digits that KAZOO has collected. It does not always do so: a separate name for each question is safer.',
  icon: 'eraser',
  category: 'Menu & Input',
  synonyms: ['flush', 'clear', 'reset keys', 'DTMF', 'empty digits', 'forget digits'],
  data: z.looseObject({
    collection_name: z.string().optional().meta({
      label: 'Stored as',
      hint: 'The name that a digit step stores them under.',
      section: 'Digits',
      template: false,
      ifAbsent: DEFAULT_NAME,
    }),
    skip_module: skipModule(),
  }),
  changes: (data) => [`digits.${nameOf(data)}`],
  summary: (data) => `Forgets ${nameOf(data)}`,
  quirks: () => [
    {
      versions: ['5.0-dev'],
      message: 'KAZOO 5.0-dev does not clear the digits. Give each question its own name.',
      short: 'Does nothing on KAZOO 5.0-dev',
    },
  ],
  next: () => ['collect_dtmf', 'tts'],
  footer: 'KAZOO may still send these digits later.',
  simulate(data, call) {
    const name = nameOf(data)
    if (call.version === '5.0-dev') {
      // The collection stays: this KAZOO does not store the emptied one.
      call.notes(`Is to forget ${name}; later steps may still see it`)
      call.differs('KAZOO 4.3 and 5 forget it.')
    } else {
      call.notes(`Forgets ${name}`)
      call.collections.delete(name)
    }
    return { kind: 'continue' }
  },
})
