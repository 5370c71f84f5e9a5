/** Where KAZOO sends a recording: its own storage, the studio, or another server. */
import { KEPT_IN_STUDIO } from '@callflow-studio/model'
import { SegmentedControl } from '@mantine/core'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import { TemplateInput } from '../values/TemplateInput.tsx'

const PLACES = ['kazoo', 'studio', 'address'] as const
type Place = (typeof PLACES)[number]

export function RecordingAddressControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  /** Another address is selected, and nothing is entered yet. */
  const [isEntering, setEntering] = useState(false)
  const place = isEntering ? 'address' : placeOf(value)
  const choose = (next: Place) => {
    setEntering(next === 'address')
    onChange(next === 'studio' ? KEPT_IN_STUDIO : undefined, true)
  }
  return (
    <div className={classes.rows}>
      <FieldFrame
        id={id}
        label={field.label}
        hint={t(`recordingPlaceHint.${place}`)}
        note={place === 'address' ? undefined : note}
      >
        <div className={classes.stretch}>
          <SegmentedControl
            id={id}
            data-field={place === 'address' ? undefined : path}
            aria-label={field.label}
            fullWidth
            data={PLACES.map((each) => ({ value: each, label: t(`recordingPlace.${each}`) }))}
            value={place}
            onChange={(next) => choose(next as Place)}
          />
        </div>
      </FieldFrame>
      {place === 'address' && (
        <TemplateInput
          path={path}
          label={t('recordingAddress')}
          value={shownText(value)}
          placeholder={field.meta.placeholder ?? ''}
          allowsTemplate
          note={note}
          onChange={(text) => {
            setEntering(text === '')
            onChange(text === '' ? undefined : text)
          }}
        />
      )}
    </div>
  )
}

const placeOf = (value: unknown): Place => {
  if (value === undefined || value === '') return 'kazoo'
  return value === KEPT_IN_STUDIO ? 'studio' : 'address'
}
