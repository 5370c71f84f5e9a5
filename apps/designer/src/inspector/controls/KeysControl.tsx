import { Button } from '@mantine/core'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'

const PHONE_KEYS = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'].map((key) => ({
  value: key,
  label: key,
}))

/** A list of phone keys, or of few words, as keys to press. Left alone, KAZOO's own list counts. */
export function KeysControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  const known = field.options.length > 0 ? field.options : PHONE_KEYS
  const { ifAbsent } = field.meta
  const chosen: string[] = Array.isArray(value)
    ? value.map(String)
    : Array.isArray(ifAbsent)
      ? ifAbsent.map(String)
      : []
  // What no key stands for is shown too, or a press on another one would lose it.
  const others = chosen.filter((key) => !known.some(({ value: each }) => each === key))
  const keys = [...known, ...others.map((key) => ({ value: key, label: key }))]
  const toggle = (key: string) =>
    onChange(
      chosen.includes(key)
        ? chosen.filter((other) => other !== key)
        : keys.map(({ value: other }) => other).filter((other) => other === key || chosen.includes(other)),
      true,
    )
  return (
    <FieldFrame id={id} label={field.label} isOptional={field.isOptional} hint={field.meta.hint} note={note}>
      <fieldset
        id={id}
        className={classes.keys}
        aria-label={field.label}
        data-field={path}
        data-absent={value === undefined || undefined}
      >
        {keys.map(({ value: key, label }) => (
          <button key={key} type="button" aria-pressed={chosen.includes(key)} onClick={() => toggle(key)}>
            {label}
          </button>
        ))}
        {field.isOptional && value !== undefined && (
          <Button size="xs" variant="subtle" onClick={() => onChange(undefined, true)}>
            {t('resetKeys')}
          </Button>
        )}
      </fieldset>
    </FieldFrame>
  )
}
