import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import type { Port } from '../contract/ports.ts'
import { comparisonProblems, createPatternCheck } from '../parts/check-comparison.ts'
import { hasNoRightSide, OPERATOR_WORDS, OPERATORS } from '../parts/compare.ts'
import { prepareComparison } from '../parts/prepare-comparison.ts'

const caseSchema = z.looseObject({
  port: z.string().meta({ template: false }),
  op: z.enum(OPERATORS).meta({ options: OPERATOR_WORDS }),
  right: z.string().optional(),
  ignoreCase: z.boolean().optional(),
})
type Case = z.infer<typeof caseSchema>

export const logicSwitch = defineStudioStep({
  type: 'logic.switch',
  title: 'Match a value',
  help: 'Compares one value with several and continues at the first that matches. The caller hears nothing.',
  icon: 'signpost',
  category: 'Variables & Branching',
  synonyms: ['case', 'branch', 'select', 'route by', 'case statement', 'skill', 'language', 'switch'],
  data: z.looseObject({
    value: z.string().meta({ label: 'Value', section: 'Value', placeholder: '{{ vars.language }}' }),
    cases: z.array(caseSchema).meta({ label: 'Cases', control: 'cases', section: 'First match' }),
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
  check({ cases = [], value = '' }, { node }) {
    const checkPattern = createPatternCheck()
    const ofCase = (item: Case, index: number): Problem[] => {
      const { op, right = '' } = item
      const fields = { leftField: 'value', rightField: `cases.${index}.right` }
      const found = comparisonProblems(
        { op, left: value, right, ...fields, place: `case ${index + 1}` },
        node.id,
        checkPattern,
      )
      // Problems of the value that all cases share, reported once.
      return [...found.filter(({ field }) => index === 0 || field !== 'value'), ...checkPort(item, index, cases)]
    }
    return [...(cases.length === 0 ? [NO_CASE] : []), ...cases.flatMap(ofCase)]
  },
  mayBeUnset: ({ cases = [] }) => (cases.some(({ op }) => hasNoRightSide(op)) ? ['value'] : []),
  footer: 'Values are compared as text: 0042 is not 42. Case matters. Phone numbers of the call match in any format.',
  exitInput({ value = '', cases = [] }, port) {
    const index = cases.findIndex((each) => each.port === port)
    const comparisons = (index < 0 ? cases : cases.slice(0, index + 1)).map(
      ({ op, right = '', ignoreCase = false }, at) => ({ left: value, op, right, ignoreCase, holds: at === index }),
    )
    return { kind: 'compares', comparisons }
  },
  prepare({ value = '', cases = [] }, tools) {
    const left = tools.template(value)
    const prepared = cases.map((each) => ({ port: each.port, holds: prepareComparison(each, left, tools) }))
    return (call) => ({ kind: 'go', port: prepared.find(({ holds }) => holds(call))?.port ?? 'else' })
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
  message: 'There is no case, so every call continues at Otherwise. Add a case.',
}

function checkPort({ port }: Case, index: number, cases: readonly Case[]): Problem[] {
  const isTaken = port === 'else' || port === 'error' || cases.findIndex((other) => other.port === port) < index
  if (!isTaken && port !== '') return []
  return [
    {
      severity: 'error',
      code: 'port.name-used-twice',
      field: `cases.${index}.port`,
      short: 'Two cases share an exit',
      message: `Case ${index + 1} has the exit of another one. Delete it and add it again.`,
    },
  ]
}
