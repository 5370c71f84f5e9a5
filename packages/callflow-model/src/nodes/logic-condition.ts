import { z } from 'zod'
import { isTemplate, type Template } from '../templates/template.ts'
import { compare, hasNoRightSide, OPERATOR_WORDS, OPERATORS, type Operator, patternProblem } from './compare.ts'
import { defineStudioStep, type Problem, StepFailure } from './define-node.ts'

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
  help: 'Compares values and takes the way Yes or No. The caller notices nothing.',
  icon: 'split',
  category: 'Variables & Branching',
  synonyms: ['if', 'branch', 'compare', 'rule', 'caller number', 'route', 'decision'],
  data: z.looseObject({
    combine: z.enum(['all', 'any']).meta({
      label: 'Take the way “Yes” if',
      unit: 'of these hold',
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
  check: ({ rules = [] }) => (rules.length === 0 ? [NO_RULE] : rules.flatMap(checkRule)),
  mayBeUnset: ({ rules = [] }) => rules.flatMap(({ op }, index) => (hasNoRightSide(op) ? [`rules.${index}.left`] : [])),
  foot: 'Text is compared as text: 0042 is not 42. Capital letters count.',
  prepare({ rules = [], combine = 'all' }, tools) {
    const prepared = rules.map((rule) => prepareRule(rule, tools.template))
    return (call) => {
      const holds = ({ op, left, right, ignoreCase }: PreparedRule): boolean => {
        try {
          return compare(op, call.value(left), call.value(right), ignoreCase)
        } catch (error) {
          if (error instanceof StepFailure) throw error
          throw new StepFailure('pattern', `The pattern ${call.text(right)} cannot be read.`)
        }
      }
      return { kind: 'go', port: (combine === 'any' ? prepared.some(holds) : prepared.every(holds)) ? 'true' : 'false' }
    }
  },
  next: () => ['tts', 'user', 'input.menu'],
})

interface PreparedRule {
  op: Operator
  left: Template
  right: Template
  ignoreCase: boolean
}

const prepareRule = (rule: Rule, template: (text: unknown) => Template): PreparedRule => ({
  op: rule.op,
  left: template(rule.left),
  right: template(rule.right ?? ''),
  ignoreCase: rule.ignoreCase === true,
})

const inWords = ({ left, op, right }: Rule): string =>
  hasNoRightSide(op) ? `${left} ${OPERATOR_WORDS[op]}` : `${left} ${OPERATOR_WORDS[op]} ${right ?? ''}`

const NO_RULE: Problem = {
  severity: 'warning',
  code: 'field.empty',
  field: 'rules',
  short: 'Add a rule',
  message: 'There is no rule, so every call takes the same way. Add a rule.',
}

function checkRule({ op, right = '' }: Rule, index: number): Problem[] {
  const problem = op === 'matches' && !isTemplate(right) ? patternProblem(right) : null
  if (!problem) return []
  return [
    {
      severity: 'error',
      code: 'pattern.syntax',
      field: `rules.${index}.right`,
      short: 'Mend the pattern',
      message: `The pattern in rule ${index + 1} ${problem}.`,
    },
  ]
}
