import { z } from 'zod'
import { defineStudioStep } from '../contract/define.ts'
import { variableNameProblem } from '../parts/variable-name.ts'

export const flowEnd = defineStudioStep({
  type: 'flow.end',
  title: 'Return',
  help: 'Ends this flow. The flow that called it continues with these values.',
  icon: 'corner-down-left',
  category: 'Sub-flows',
  synonyms: ['return', 'end', 'stop'],
  data: z.looseObject({
    outputs: z
      .array(z.looseObject({ name: z.string(), value: z.unknown() }))
      .optional()
      .meta({ label: 'Values', control: 'handed-back', section: 'Returns' }),
  }),
  create: () => ({}),
  ports: () => [],
  summary: ({ outputs = [] }) =>
    outputs.length === 0 ? 'Ends this flow' : `Returns ${outputs.map(({ name }) => name).join(', ')}`,
  returns: ({ outputs = [] }) => outputs.map(({ name }) => name),
  check: ({ outputs = [] }) =>
    outputs.flatMap(({ name }, index) => (name === '' ? variableNameProblem(name, `outputs.${index}.name`) : [])),
  prepare({ outputs = [] }, tools) {
    const prepared = outputs.map(({ name, value }) => ({ name, template: tools.template(value) }))
    return (call) => ({
      kind: 'leave',
      outputs: prepared.map(({ name, template }) => ({
        name,
        value: call.value(template),
        isSensitive: call.isSensitive(template),
      })),
    })
  },
})
