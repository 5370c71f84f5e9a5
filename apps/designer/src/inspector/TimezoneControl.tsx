import { Select } from '@mantine/core'
import { useId } from 'react'
import { useStudio } from '../state/studio-store.ts'
import type { ControlProps } from './FieldControl.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useFieldNote } from './field-note.ts'
import { shownText } from './field-value.ts'
import { zonesWith } from './time-zones.ts'

/** A time zone; left empty, the flow's own. */
export function TimezoneControl({ field, path, value, onChange }: ControlProps) {
  const id = useId()
  const note = useFieldNote(field, path, value)
  const flowZone = useStudio((state) => state.document.settings.timezone)
  const zone = shownText(value)
  return (
    <FieldFrame id={id} label={field.label} hint={field.meta.hint} note={note}>
      <Select
        id={id}
        data-field={path}
        data={[...zonesWith(zone)]}
        value={zone === '' ? null : zone}
        placeholder={flowZone || 'UTC'}
        searchable
        clearable
        onChange={(chosen) => onChange(chosen ?? '', true)}
      />
    </FieldFrame>
  )
}
