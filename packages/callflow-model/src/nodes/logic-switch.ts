import { z } from 'zod'
import { isTemplate } from '../templates/template.ts'
import { compare, hasNoRightSide, OPERATOR_WORDS, OPERATORS, patternProblem } from './compare.ts'
import { defineStudioStep, type Port, type Problem, StepFailure } from './define-node.ts'

const caseSchema = z.looseObject({
  port: z.string().meta({ template: false }),
  op: z.enum(OPERATORS).meta({ options: OPERATOR_WORDS }),
  right: z.string().optional(),
  ignoreCase: z.boolean().optional(),
})
type Case = z.infer<typeof caseSchema>

export const logicSwitch = defineStudioStep({
  type: 'logic.switch',
  title: 'Switch',
  help: 'Compares one value with several, and takes the way of the first that fits. The caller notices nothing.',
  icon: 'signpost',
  category: 'Variables & Branching',
  synonyms: ['case', 'branch', 'select', 'route by', 'several ways', 'skill', 'language'],
  data: z.looseObject({
    value: z.string().meta({ label: 'Look at', section: 'The value', placeholder: '{{ vars.language }}' }),
    cases: z.array(caseSchema).meta({ label: 'Ways', control: 'cases', section: 'First that fits' }),
  }),
  create: () => ({
    value: '{{ caller.number }}',
    cases: [
      { port: 'case_1', op: 'equals', right: '' },
      { port: 'case_2', op: 'equals', right: '' },
    ],
  }),
  ports: ({ cases = [] }) => [...cases.map(portOf), { key: 'else', label: 'Otherwise' }],
  summary: ({ value = '', cases = [] }) => (value === '' ? '' : `${value}, ${cases.length} cases`),
  check: ({ cases = [] }) => [
    ...(cases.length === 0 ? [NO_CASE] : []),
    ...cases.flatMap((item, index) => checkCase(item, index, cases)),
  ],
  mayBeUnset: ({ cases = [] }) => (cases.some(({ op }) => hasNoRightSide(op)) ? ['value'] : []),
  foot: 'Text is compared as text: 0042 is not 42. Capital letters count.',
  prepare({ value = '', cases = [] }, tools) {
    const left = tools.template(value)
    const prepared = cases.map(({ port, op, right = '', ignoreCase = false }) => ({
      port,
      op,
      right: tools.template(right),
      ignoreCase,
    }))
    return (call) => {
      const found = prepared.find(({ op, right, ignoreCase }) => {
        try {
          return compare(op, call.value(left), call.value(right), ignoreCase)
        } catch (error) {
          if (error instanceof StepFailure) throw error
          throw new StepFailure('pattern', `The pattern ${call.text(right)} cannot be read.`)
        }
      })
      return { kind: 'go', port: found?.port ?? 'else' }
    }
  },
  next: () => ['tts', 'user', 'ring_group'],
})

const portOf = ({ port, op, right = '' }: Case): Port => ({
  key: port,
  label:
    op === 'equals' ? right || 'empty' : hasNoRightSide(op) ? OPERATOR_WORDS[op] : `${OPERATOR_WORDS[op]} ${right}`,
})

const NO_CASE: Problem = {
  severity: 'warning',
  code: 'field.empty',
  field: 'cases',
  short: 'Add a case',
  message: 'There is no case, so every call takes the way Otherwise. Add a case.',
}

function checkCase({ port, op, right = '' }: Case, index: number, cases: readonly Case[]): Problem[] {
  const pattern = op === 'matches' && !isTemplate(right) ? patternProblem(right) : null
  const isTaken = port === 'else' || port === 'error' || cases.findIndex((other) => other.port === port) < index
  return [
    ...(pattern === null
      ? []
      : [
          {
            severity: 'error',
            code: 'pattern.syntax',
            field: `cases.${index}.right`,
            short: 'Mend the pattern',
            message: `The pattern in case ${index + 1} ${pattern}.`,
          } as const,
        ]),
    ...(isTaken || port === ''
      ? [
          {
            severity: 'error',
            code: 'port.name-used-twice',
            field: `cases.${index}.port`,
            short: 'Two cases share a way',
            message: `Case ${index + 1} has the way out of another one. Delete it and add it anew.`,
          } as const,
        ]
      : []),
  ]
}
