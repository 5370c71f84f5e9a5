import type { ControlProps } from './control-props.ts'
import { useFieldNote } from './field-note.ts'
import { absentText } from './field-value.ts'
import { JsonText } from './JsonText.tsx'

/** A value without a form of its own, or one that its form cannot show. */
export function JsonControl({ field, path, value, onChange }: ControlProps) {
  return (
    <JsonText
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
