import { Select, type SelectProps } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { StepTile } from '../step-ui/StepTile.tsx'
import type { StepOption } from './step-options.ts'
import classes from './TestForm.module.css'

interface StepSelectProps extends Pick<SelectProps, 'label' | 'placeholder' | 'error' | 'aria-label'> {
  'data-first'?: boolean
  options: readonly StepOption[]
  /** The name of a step; empty for none. One that is not listed, such as a step of a flow that is entered, is kept. */
  value: string
  isRequired?: boolean
  onChange: (name: string) => void
}

/** Chooses a step by a few letters of its name. */
export function StepSelect({ options, value, isRequired = false, onChange, ...others }: StepSelectProps) {
  const { t } = useTranslation('tests')
  const names = stepData(options, value === '' ? [] : [value])
  return (
    <Select
      {...others}
      placeholder={others.placeholder ?? t('form.step')}
      searchable
      clearable={!isRequired}
      data={names}
      value={value === '' ? null : value}
      onChange={(name) => onChange(name ?? '')}
      comboboxProps={WIDE}
      renderOption={({ option }) => (
        <StepLine option={options.find((each) => each.value === option.value)} label={option.label} />
      )}
    />
  )
}

/** Wider than a narrow field, so that names can be read. */
export const WIDE = { width: 'max-content', position: 'bottom-start' } as const

/** @param kept names that are not listed */
export const stepData = (options: readonly StepOption[], kept: readonly string[]) => [
  ...options.map(({ value, label }) => ({ value, label })),
  ...kept.filter((name) => options.every(({ value }) => value !== name)).map((name) => ({ value: name, label: name })),
]

export function StepLine({ option, label }: { option: StepOption | undefined; label: string }) {
  return (
    <span className={classes.stepLine}>
      {option && <StepTile type={option.node.type} size={24} />}
      {label}
    </span>
  )
}
