import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'
import { comparisonProblems, createPatternCheck } from '../parts/check-comparison.ts'
import { hasNoRightSide, OPERATOR_WORDS, OPERATORS } from '../parts/compare.ts'
import { prepareComparison } from '../parts/prepare-comparison.ts'

const ruleSchema = z.looseObject({
  left: z.string(),
  op: z.enum(OPERATORS).meta({ options: OPERATOR_WORDS }),
  right: z.string().optional(),
  ignoreCase: z.boolean().optional(),
})
type Rule = z.infer<typeof ruleSchema>

export const logicCondition = defineStudioStep({
  type: 'logic.condition',
  title: 'Condition',
  help: 'Compares values and continues at Yes or No. The caller hears nothing.',
  icon: 'split',
  category: 'Variables & Branching',
  synonyms: ['if', 'branch', 'compare', 'rule', 'caller number', 'route', 'decision', 'loop'],
  data: z.looseObject({
    combine: z.enum(['all', 'any']).meta({
      label: 'Go to Yes if',
      unit: 'of these are true',
      options: { all: 'all', any: 'any' },
      section: 'Rules',
      control: 'segmented',
    }),
    rules: z.array(ruleSchema).meta({ label: 'Rules', control: 'rules', section: 'Rules' }),
  }),
  create: () => ({ combine: 'all', rules: [{ left: '{{ caller.number }}', op: 'equals', right: '' }] }),
  ports: () => [
    { key: 'true', label: 'Yes' },
    { key: 'false', label: 'No' },
  ],
  summary: ({ rules = [], combine = 'all' }) => rules.map(inWords).join(combine === 'all' ? ' and ' : ' or '),
  check({ rules = [] }, { node }) {
    if (rules.length === 0) return [NO_RULE]
    const checkPattern = createPatternCheck()
    return rules.flatMap(({ left, op, right = '' }, index) => {
      const fields = { leftField: `rules.${index}.left`, rightField: `rules.${index}.right` }
      return comparisonProblems({ op, left, right, ...fields, place: `rule ${index + 1}` }, node.id, checkPattern)
    })
  },
  mayBeUnset: ({ rules = [] }) => rules.flatMap(({ op }, index) => (hasNoRightSide(op) ? [`rules.${index}.left`] : [])),
  footer: 'Values are compared as text: 0042 is not 42. Case matters. Phone numbers of the call match in any format.',
  exitInput: ({ rules = [] }, port) => ({
    kind: 'compares',
    comparisons: rules.map(({ left, op, right = '', ignoreCase = false }) => {
      return { left, op, right, ignoreCase, holds: port === 'true' }
    }),
  }),
  prepare({ rules = [], combine = 'all' }, tools) {
    const prepared = rules.map((rule) => prepareComparison(rule, tools.template(rule.left), tools))
    return (call) => {
      const isYes = combine === 'any' ? prepared.some((holds) => holds(call)) : prepared.every((holds) => holds(call))
      return { kind: 'go', port: isYes ? 'true' : 'false' }
    }
  },
  next: () => ['tts', 'user', 'input.menu'],
})

const inWords = ({ left, op, right }: Rule): string =>
  hasNoRightSide(op) ? `${left} ${OPERATOR_WORDS[op]}` : `${left} ${OPERATOR_WORDS[op]} ${right ?? ''}`

const NO_RULE: Problem = {
  severity: 'warning',
  code: 'field.empty',
  field: 'rules',
  short: 'Add a rule',
  message: 'There is no rule, so every call continues at the same exit. Add a rule.',
}
