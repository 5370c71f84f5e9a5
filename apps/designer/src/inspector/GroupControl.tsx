import classes from './Controls.module.css'
import { type ControlProps, FieldControl } from './FieldControl.tsx'

/** An object inside the data: its fields under one heading. It leaves the data together with its last field. */
export function GroupControl({ field, path, value, onChange }: ControlProps) {
  const held = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  const change = (key: string, changed: unknown, isDiscrete?: boolean) => {
    const { [key]: _, ...others } = held
    const next = changed === undefined ? others : { ...held, [key]: changed }
    onChange(Object.keys(next).length === 0 && field.isOptional ? undefined : next, isDiscrete)
  }
  return (
    <fieldset className={classes.group}>
      <legend>{field.label}</legend>
      {field.fields.map((inner) => (
        <FieldControl
          key={inner.path}
          field={inner}
          path={`${path}.${inner.path}`}
          value={held[inner.path]}
          onChange={(changed, isDiscrete) => change(inner.path, changed, isDiscrete)}
        />
      ))}
    </fieldset>
  )
}
