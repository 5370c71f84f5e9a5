import { useId } from 'react'
import { fixesOf } from '../../state/fix-command.ts'
import { useStudio } from '../../state/studio-store.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { ZoneSelect } from '../../ui/ZoneSelect.tsx'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'

/** A time zone; left empty, the flow's own. */
export function TimezoneControl({ field, path, value, onChange }: ControlProps) {
  const id = useId()
  const note = useFieldNote(field, path, value)
  const flowZone = useStudio((state) => state.document.settings.timezone)
  const apply = useStudio((state) => state.apply)
  const { diagnostics } = useStep()
  const fixes = diagnostics.filter(({ field: at }) => at === path).flatMap(fixesOf)
  const zone = shownText(value)
  return (
    <FieldFrame id={id} label={field.label} hint={field.meta.hint} note={note}>
      <ZoneSelect
        id={id}
        data-field={path}
        value={zone}
        placeholder={flowZone || 'UTC'}
        clearable
        onChange={(chosen) => onChange(chosen ?? '', true)}
      />
      {fixes.length > 0 && (
        <div className={classes.fixes}>
          {fixes.map(({ label, command }) => (
            <TextButton key={label} icon={null} onClick={() => apply(command)}>
              {label}
            </TextButton>
          ))}
        </div>
      )}
    </FieldFrame>
  )
}
