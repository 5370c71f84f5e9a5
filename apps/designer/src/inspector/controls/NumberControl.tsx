import { useState } from 'react'
import type { ControlProps } from '../form/control-kind.ts'
import { useFieldNote } from '../form/field-note.ts'
import { absentText, shownText, storedNumber } from '../form/field-value.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

/** A number with its unit; takes a value of the call as well. */
export function NumberControl({ field, path, value, onChange }: ControlProps) {
  const { scale, unit, hint } = field.meta
  const [draft, setDraft] = useState<string | null>(null)
  const note = useFieldNote(field, path, value)
  // "5." and "0.50" are on their way to a number: what was typed stays until the data says something else.
  const isDraftCurrent = draft !== null && Object.is(storedNumber(draft, scale), value ?? undefined)
  return (
    <TemplateInput
      path={path}
      label={field.label}
      value={isDraftCurrent ? draft : shownText(value, scale)}
      isNumber
      allowsTemplate={field.allowsTemplate}
      placeholder={absentText(field)}
      unit={unit}
      hint={hint}
      note={note}
      onChange={(text) => {
        setDraft(text)
        onChange(storedNumber(text, scale))
      }}
    />
  )
}
