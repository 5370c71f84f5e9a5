import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { EntryFields } from '../form/EntryFields.tsx'
import { isPlainObject } from '../form/field-value.ts'

/** An object inside the data: its fields under one heading. It leaves the data together with its last field. */
export function GroupControl({ field, path, value, onChange }: ControlProps) {
  return (
    <fieldset className={classes.group}>
      <legend>{field.label}</legend>
      <EntryFields
        fields={field.fields}
        path={path}
        value={isPlainObject(value) ? value : {}}
        onChange={(next, isDiscrete) =>
          onChange(Object.keys(next).length === 0 && field.isOptional ? undefined : next, isDiscrete)
        }
        of={field.label}
      />
    </fieldset>
  )
}
