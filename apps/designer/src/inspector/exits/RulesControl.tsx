import { hasNoRightSide, OPERATOR_WORDS, OPERATORS, type Operator } from '@callflow-studio/model'
import { ActionIcon, Select, Tooltip } from '@mantine/core'
import { CaseSensitive, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { type Rule, TryRules } from '../try/TryRules.tsx'
import { TemplateInput } from '../values/TemplateInput.tsx'

/** Comparisons in words, and what they give for the sample caller. */
export function RulesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const rules: Rule[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(rules)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const between = node.data.combine === 'any' ? t('or') : t('and')
  const set = (index: number, change: Partial<Rule>, isDiscrete?: boolean) => {
    const rule = rules[index]
    if (rule) onChange(rules.with(index, { ...rule, ...change }), isDiscrete)
  }
  return (
    <div className={classes.rows} data-field={path}>
      {rules.map((rule, index) => (
        <div key={keys[index]} className={classes.rule}>
          {index > 0 && <p className={classes.between}>{between}</p>}
          <RuleCard
            path={`${path}.${index}`}
            number={index + 1}
            rule={rule}
            onSet={(change, isDiscrete) => set(index, change, isDiscrete)}
            onRemove={() => onChange(rules.toSpliced(index, 1), true)}
          />
        </div>
      ))}
      {note && <NoteLine note={note} />}
      <TextButton
        onClick={() => {
          onChange([...rules, { left: '', op: 'equals', right: '' }], true)
          focusSoon(`${path}.${rules.length}`)
        }}
      >
        {t('addRule')}
      </TextButton>
      <TryRules rules={rules} path={path} />
    </div>
  )
}

interface RuleCardProps {
  path: string
  number: number
  rule: Rule
  onSet: (change: Partial<Rule>, isDiscrete?: boolean) => void
  onRemove: () => void
}

function RuleCard({ path, number, rule, onSet, onRemove }: RuleCardProps) {
  const { t } = useTranslation('inspector')
  const ignoresCase = rule.ignoreCase === true
  const leftNote = useNoteAt(`${path}.left`, `${path}.op`, path)
  const rightNote = useNoteAt(`${path}.right`)
  return (
    <div className={classes.card}>
      <div className={classes.line}>
        <TemplateInput
          path={`${path}.left`}
          ariaLabel={t('leftOf', { number })}
          placeholder={t('value')}
          value={shownText(rule.left)}
          note={leftNote}
          onChange={(left) => onSet({ left })}
        />
        <ActionIcon aria-label={t('removeRule', { number })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      <div className={classes.compare}>
        <Select
          aria-label={t('operatorOf', { number })}
          data={OPERATORS.map((op) => ({ value: op, label: OPERATOR_WORDS[op] }))}
          value={rule.op}
          allowDeselect={false}
          // All of them in sight: numbers come after texts.
          maxDropdownHeight={480}
          comboboxProps={{ width: 'max-content', position: 'bottom-start', shadow: 'md' }}
          onChange={(op) => {
            onSet({ op: op as Operator }, true)
            if (!hasNoRightSide(op as Operator)) focusSoon(`${path}.right`)
          }}
        />
        {!hasNoRightSide(rule.op) && (
          <>
            <TemplateInput
              path={`${path}.right`}
              ariaLabel={t('rightOf', { number })}
              placeholder={t('value')}
              value={shownText(rule.right)}
              note={rightNote}
              onChange={(right) => onSet({ right })}
            />
            <Tooltip label={t('ignoreCase')}>
              <ActionIcon
                aria-label={t('ignoreCase')}
                aria-pressed={ignoresCase}
                className={classes.toggle}
                onClick={() => onSet({ ignoreCase: ignoresCase ? undefined : true }, true)}
              >
                <CaseSensitive size={16} aria-hidden />
              </ActionIcon>
            </Tooltip>
          </>
        )}
      </div>
    </div>
  )
}
