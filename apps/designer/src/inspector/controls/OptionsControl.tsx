import { SegmentedControl, Select } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { absentText } from '../form/field-value.ts'
import { isInline } from '../form/form-fields.ts'
import { OtherValueInput } from './OtherValueInput.tsx'

export function OptionsControl(props: ControlProps) {
  const { field, path, value, onChange } = props
  const { t } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  const { ifAbsent, hint, unit } = field.meta
  const data = [...field.options]
  const isKnown = value === undefined || data.some((option) => option.value === String(value))

  if (!isKnown) return <OtherValueInput {...props} note={note} />
  if (field.control === 'segmented')
    return (
      <FieldFrame id={id} label={isInline(field) ? undefined : field.label} hint={hint} note={note}>
        <div className={isInline(field) ? classes.sentence : classes.stretch}>
          {isInline(field) && <h3>{field.label}</h3>}
          <SegmentedControl
            id={id}
            data-field={path}
            aria-label={field.label}
            fullWidth={!isInline(field)}
            data={data}
            value={String(value ?? ifAbsent ?? '')}
            onChange={(chosen) => onChange(chosen, true)}
          />
          {isInline(field) && unit && <h3>{unit}</h3>}
        </div>
      </FieldFrame>
    )
  return (
    <FieldFrame id={id} label={field.label} hint={hint} note={note}>
      <Select
        id={id}
        data-field={path}
        data={data}
        value={value === undefined ? null : String(value)}
        placeholder={ifAbsent === undefined ? t('chooseOne') : absentText(field)}
        clearable={field.isOptional}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
        onChange={(chosen) => onChange(chosen ?? undefined, true)}
      />
    </FieldFrame>
  )
}
