import { z } from 'zod'
import { versionsInWords, versionsOf } from '../../kazoo/versions.ts'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import { variableNameProblem } from '../parts/variable-name.ts'

export const flowCall = defineStudioStep({
  type: 'flow.call',
  title: 'Run a sub-flow',
  help: 'Runs another flow with values of its own, and goes on here when it ends.',
  icon: 'workflow',
  category: 'Sub-flows',
  synonyms: ['subroutine', 'include', 'reuse', 'call flow'],
  entersFlow: true,
  data: z.looseObject({
    flowId: z.string().meta({ label: 'Flow', control: 'flow', section: 'Sub-flow', template: false }),
    inputs: z
      .array(z.looseObject({ name: z.string(), value: z.unknown() }))
      .meta({ label: 'Values in', control: 'values-in', section: 'Values in' }),
    outputs: z
      .array(z.looseObject({ name: z.string(), from: z.string() }))
      .meta({ label: 'Values out', control: 'values-out', section: 'Values out', template: false }),
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
            message: 'No flow is chosen. Choose the one to run.',
          } as const,
        ]
      : []),
    ...inputs.flatMap(({ name }, index) => variableNameProblem(name, `inputs.${index}.name`)),
    ...outputs.flatMap(({ name }, index) => variableNameProblem(name, `outputs.${index}.name`)),
  ],
  checkWorld({ flowId = '' }, world) {
    if (flowId === '') return []
    const flow = world.flow(flowId)
    const problem = (code: Problem['code'], short: string, message: string): Problem[] => [
      { severity: 'error', code, field: 'flowId', short, message },
    ]
    if (!flow?.isLive) return problem('flow-call.missing', 'Publish the flow', 'This sub-flow is not published.')
    if (flow.format !== (world.format ?? 'kazoo'))
      return problem(
        'flow-call.other-format',
        'Choose a flow',
        `${flow.name} answers in another format. Choose another flow.`,
      )
    const { profile = 'any' } = world
    const others = versionsOf(profile).filter((version) => !versionsOf(flow.profile ?? 'any').includes(version))
    if (others.length > 0)
      return problem(
        'flow-call.other-version',
        'Made for another KAZOO',
        `${flow.name} is made for ${versionsInWords(versionsOf(flow.profile ?? 'any'))}, and may hold what ${versionsInWords(others)} would refuse: callers would hear silence. Set both flows to the same KAZOO.`,
      )
    return []
  },
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
