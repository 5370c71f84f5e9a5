import type { ControlProps } from '../form/control-kind.ts'
import type { FieldNote } from '../form/FieldFrame.tsx'
import { shownText } from '../form/field-value.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

/** A value that a switch or a list of options cannot show, a template or one of a newer KAZOO: as text. */
export function OtherValueInput({ field, path, value, note, onChange }: ControlProps & { note: FieldNote | null }) {
  return (
    <TemplateInput
      path={path}
      label={field.label}
      value={shownText(value)}
      note={note}
      hint={field.meta.hint}
      onChange={(text) => onChange(text === '' ? undefined : text)}
    />
  )
}
