import { useId } from 'react'
import { useStudio } from '../state/studio-store.ts'
import { ZoneSelect } from '../ui/ZoneSelect.tsx'
import type { ControlProps } from './FieldControl.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useFieldNote } from './field-note.ts'
import { shownText } from './field-value.ts'

/** A time zone; left empty, the flow's own. */
export function TimezoneControl({ field, path, value, onChange }: ControlProps) {
  const id = useId()
  const note = useFieldNote(field, path, value)
  const flowZone = useStudio((state) => state.document.settings.timezone)
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
    </FieldFrame>
  )
}
