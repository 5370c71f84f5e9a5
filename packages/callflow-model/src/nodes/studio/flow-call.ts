import { z } from 'zod'
import { defineStudioStep } from '../contract/define.ts'
import { variableName, variableNameProblem } from '../parts/variable-name.ts'

export const flowCall = defineStudioStep({
  type: 'flow.call',
  title: 'Run a sub-flow',
  help: 'Runs another flow with its own variables and continues here when it ends.',
  icon: 'workflow',
  category: 'Sub-flows',
  synonyms: ['subroutine', 'include', 'reuse', 'call flow'],
  enters: ({ flowId, outputs = [] }) => (flowId === undefined ? null : { flowId, outputs }),
  data: z.looseObject({
    flowId: z.string().meta({ label: 'Flow', control: 'flow', section: 'Sub-flow', template: false }),
    inputs: z
      .array(z.looseObject({ name: z.string(), value: z.unknown() }))
      .meta({ label: 'Inputs', control: 'values-in', section: 'Inputs' }),
    outputs: z
      .array(z.looseObject({ name: variableName(), from: z.string() }))
      .meta({ label: 'Outputs', control: 'values-out', section: 'Outputs', template: false }),
  }),
  create: () => ({ flowId: '', inputs: [], outputs: [] }),
  ports: () => [
    { key: 'next', label: 'Done' },
    { key: 'error', label: 'Failed' },
  ],
  summary: ({ inputs = [], outputs = [] }) =>
    `Sub-flow, ${inputs.length} ${inputs.length === 1 ? 'value' : 'values'} in, ${outputs.length} out`,
  sets: ({ outputs = [] }) => outputs.map(({ name }) => name),
  check: ({ flowId = '', inputs = [], outputs = [] }) => [
    ...(flowId === ''
      ? [
          {
            severity: 'error',
            code: 'flow-call.missing',
            field: 'flowId',
            short: 'Choose a flow',
            message: 'No flow is chosen. Choose one.',
          } as const,
        ]
      : []),
    ...inputs.flatMap(({ name }, index) => variableNameProblem(name, `inputs.${index}.name`)),
    ...outputs.flatMap(({ name }, index) => variableNameProblem(name, `outputs.${index}.name`)),
  ],
  references: ({ flowId = '' }) => [{ kind: 'flow', id: flowId, field: 'flowId' }],
  prepare({ flowId = '', inputs = [], outputs = [] }, tools) {
    const prepared = inputs.map(({ name, value }) => ({ name, template: tools.template(value) }))
    return (call) => ({
      kind: 'enter',
      flowId,
      inputs: prepared.map(({ name, template }) => ({
        name,
        value: call.value(template),
        isSensitive: call.isSensitive(template),
      })),
      outputs,
    })
  },
  next: () => ['tts', 'logic.condition', 'user'],
})
