import { Switch } from '@mantine/core'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { VersionTag } from '../form/VersionTag.tsx'
import { OtherValueInput } from './OtherValueInput.tsx'

export function SwitchControl(props: ControlProps) {
  const { field, path, value, onChange } = props
  const note = useFieldNote(field, path, value)
  if (typeof value === 'string') return <OtherValueInput {...props} note={note} />
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
