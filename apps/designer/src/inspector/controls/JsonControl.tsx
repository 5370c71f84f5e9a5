import type { ControlProps } from '../form/control-kind.ts'
import { useFieldNote } from '../form/field-note.ts'
import { absentText } from '../form/field-value.ts'
import { JsonField } from '../values/JsonField.tsx'

/** A value without a form of its own, or one that its form cannot show. */
export function JsonControl({ field, path, value, onChange }: ControlProps) {
  return (
    <JsonField
      path={path}
      label={field.label}
      isOptional={field.isOptional}
      value={value}
      placeholder={absentText(field)}
      hint={field.meta.hint}
      note={useFieldNote(field, path, value)}
      onChange={onChange}
    />
  )
}
