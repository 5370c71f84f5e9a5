import { z } from 'zod'
import { defineFrame } from '../contract/define.ts'

export const note = defineFrame('note', {
  type: 'note',
  title: 'Note',
  help: 'A comment on the canvas. It does not affect calls.',
  icon: 'sticky-note',
  category: 'Advanced',
  synonyms: ['comment', 'remark', 'annotation'],
  data: z.looseObject({
    text: z.string().optional().meta({ label: 'Text', control: 'markdown', section: 'Note', template: false }),
  }),
  create: () => ({ text: '' }),
  ports: () => [],
  summary: (data) => data.text ?? '',
})
