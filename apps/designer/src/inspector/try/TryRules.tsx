import { hasNoRightSide, OPERATOR_WORDS, type Operator } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import { useStep } from '../form/step-context.ts'
import { exitTaken, renderedText } from '../values/try-step.ts'
import { useSampleScope } from '../values/use-sample-scope.ts'
import { TakenExit } from './TakenExit.tsx'

export interface Rule {
  left: string
  op: Operator
  right?: string | undefined
  ignoreCase?: boolean | undefined
}

/** Each rule with the sample caller's values, and where their call would go. */
export function TryRules({ rules, path }: { rules: readonly Rule[]; path: string }) {
  const { t } = useTranslation('inspector')
  const { node, definition } = useStep()
  const caller = useStudio((state) => state.scenario.caller)
  const scope = useSampleScope()
  const keys = useStableKeys(rules)
  if (!definition || rules.length === 0) return null

  const exit = exitTaken(definition, node.data, scope)
  return (
    <section className={classes.try} aria-label={t('tryIt')}>
      <header>
        <h3>{t('tryIt')}</h3>
        <span>{t('withCaller', { name: caller.name })}</span>
      </header>
      {rules.map((rule, index) => {
        const one = exitTaken(definition, { ...node.data, combine: 'all', [path]: [rule] }, scope)
        const verdict = one === null ? 'unknown' : one === 'true' ? 'true' : 'false'
        return (
          <p key={keys[index]} className={classes.tried}>
            <span>{inWords(rule, (text) => renderedText(text, scope) || t('emptyValue'))}</span>
            <b data-verdict={verdict}>{t(verdict)}</b>
          </p>
        )
      })}
      <TakenExit exit={exit} />
    </section>
  )
}

function inWords({ left, op, right }: Rule, render: (text: string) => string): string {
  const words = OPERATOR_WORDS[op] ?? op
  return hasNoRightSide(op)
    ? `${left.replace(/[{}]/g, '').trim()} ${words}`
    : `${render(left)} ${words} ${render(right ?? '')}`
}
