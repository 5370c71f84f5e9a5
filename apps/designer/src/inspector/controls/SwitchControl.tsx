import { Switch } from '@mantine/core'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { VersionTag } from '../form/VersionTag.tsx'
import { TemplateInput } from '../values/TemplateInput.tsx'

export function SwitchControl({ field, path, value, onChange }: ControlProps) {
  const note = useFieldNote(field, path, value)
  if (typeof value === 'string')
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
  return (
    <div className={classes.switch}>
      <Switch
        data-field={path}
        label={
          <>
            {field.label} <VersionTag />
          </>
        }
        description={field.meta.hint}
        checked={(value ?? field.meta.ifAbsent) === true}
        onChange={(event) => onChange(event.currentTarget.checked, true)}
      />
      {note && <NoteLine note={note} />}
    </div>
  )
}
