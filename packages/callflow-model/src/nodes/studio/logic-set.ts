import { z } from 'zod'
import { defineStudioStep } from '../contract/define.ts'
import { variableName, variableNameProblem } from '../parts/variable-name.ts'

export const logicSet = defineStudioStep({
  type: 'logic.set',
  title: 'Set variables',
  help: 'Stores values in variables for later steps. Each line can use the ones above it. The caller hears nothing.',
  icon: 'variable',
  category: 'Variables & Branching',
  synonyms: ['assign', 'variable', 'store', 'remember', 'calculate', 'counter', 'loop'],
  data: z.looseObject({
    assignments: z
      .array(z.looseObject({ name: variableName(), value: z.unknown() }))
      .meta({ label: 'Values', control: 'assignments', section: 'Set these values' }),
  }),
  create: (newName) => ({ assignments: [{ name: newName('value'), value: '' }] }),
  ports: () => [{ key: 'next', label: null }],
  summary: ({ assignments = [] }) =>
    assignments
      .map(({ name, value }) => `${name} = ${typeof value === 'string' ? value : JSON.stringify(value)}`)
      .join(', '),
  sets: ({ assignments = [] }) => assignments.map(({ name }) => name),
  check: ({ assignments = [] }) =>
    assignments.flatMap(({ name }, index) => variableNameProblem(name, `assignments.${index}.name`)),
  exitInput: ({ assignments = [] }) => ({
    kind: 'assigns',
    values: assignments.map(({ name, value }) => ({ name, text: String(value) })),
  }),
  prepare({ assignments = [] }, tools) {
    const prepared = assignments.map(({ name, value }) => ({ name, template: tools.template(value) }))
    return (call) => {
      for (const { name, template } of prepared) call.assign(name, call.value(template), template)
      return { kind: 'go', port: 'next' }
    }
  },
  next: () => ['logic.condition', 'tts', 'user'],
})
