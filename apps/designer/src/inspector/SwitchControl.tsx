import { Switch } from '@mantine/core'
import classes from './Controls.module.css'
import type { ControlProps } from './control-props.ts'
import { NoteLine } from './FieldFrame.tsx'
import { useFieldNote } from './field-note.ts'
import { shownText } from './field-value.ts'
import { ValueText } from './ValueText.tsx'
import { VersionTag } from './VersionTag.tsx'

export function SwitchControl({ field, path, value, onChange }: ControlProps) {
  const note = useFieldNote(field, path, value)
  if (typeof value === 'string')
    return (
      <ValueText
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
