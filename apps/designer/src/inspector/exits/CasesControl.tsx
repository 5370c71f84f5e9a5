import { hasNoRightSide, OPERATOR_WORDS, OPERATORS, type Operator } from '@callflow-studio/model'
import { ActionIcon, Select } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'
import { freePort } from './free-port.ts'

interface Case {
  port: string
  op: Operator
  right?: string | undefined
}

/** The cases of a switch: the first that fits wins. Each keeps its exit while its words change. */
export function CasesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const cases: Case[] = Array.isArray(value) ? value : []
  const note = useFieldNote(field, path, value, (at) => at !== path)
  return (
    <div className={classes.rows} data-field={path}>
      {cases.map((item, index) => (
        <CaseLine
          key={item.port}
          path={`${path}.${index}`}
          number={index + 1}
          item={item}
          onChange={(change, isDiscrete) => onChange(cases.with(index, { ...item, ...change }), isDiscrete)}
          onRemove={() => onChange(cases.toSpliced(index, 1), true)}
        />
      ))}
      {note && <NoteLine note={note} />}
      <TextButton
        onClick={() => {
          onChange([...cases, { port: freePort('case_', cases), op: 'equals', right: '' }], true)
          focusSoon(`${path}.${cases.length}`)
        }}
      >
        {t('addCase')}
      </TextButton>
    </div>
  )
}

interface CaseLineProps {
  path: string
  number: number
  item: Case
  onChange: (change: Partial<Case>, isDiscrete?: boolean) => void
  onRemove: () => void
}

function CaseLine({ path, number, item, onChange, onRemove }: CaseLineProps) {
  const { t } = useTranslation('inspector')
  const note = useNoteAt(`${path}.right`, `${path}.port`, path)
  return (
    <div className={classes.line}>
      <div className={classes.compare}>
        <Select
          aria-label={t('caseOperator', { number })}
          data={OPERATORS.map((op) => ({ value: op, label: OPERATOR_WORDS[op] }))}
          value={item.op}
          allowDeselect={false}
          comboboxProps={{ width: 'max-content', position: 'bottom-start', shadow: 'md' }}
          onChange={(op) => onChange({ op: op as Operator }, true)}
        />
        {!hasNoRightSide(item.op) && (
          <TemplateInput
            path={`${path}.right`}
            ariaLabel={t('caseValue', { number })}
            placeholder={t('value')}
            value={shownText(item.right)}
            note={note}
            onChange={(right) => onChange({ right })}
          />
        )}
      </div>
      <ActionIcon aria-label={t('removeLine', { number })} onClick={onRemove}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </div>
  )
}
