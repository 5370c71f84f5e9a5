import { localDay, type SpecialDay } from '@callflow-studio/model'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { isPlainObject } from '../form/field-value.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { UnknownEntry } from '../lists/UnknownEntry.tsx'
import classes from './HolidaysControl.module.css'
import { SpecialDayCard } from './SpecialDayCard.tsx'
import { sortDays, withoutGaps } from './special-day-form.ts'
import { useKnownZone, useNow } from './step-clock.ts'

const NEW_DAY: SpecialDay = { date: '', name: '' }

/** Days on which everything is different: each a line, and one at a time a form. */
export function HolidaysControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const days: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(days)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const [open, setOpen] = useState<number | null>(null)
  const today = localDay(useKnownZone(), useNow())
  const known = days.filter(isPlainObject)
  const sorted = sortDays(known, today)
  const add = () => {
    onChange([...days, NEW_DAY], true)
    setOpen(days.length)
    focusSoon(`${path}.${days.length}.date`)
  }
  return (
    <FieldFrame id={id} note={note}>
      <div id={id} className={classes.list} data-field={path}>
        {days.map((day, index) =>
          isPlainObject(day) ? (
            <SpecialDayCard
              key={keys[index]}
              path={`${path}.${index}`}
              number={index + 1}
              day={day}
              today={today}
              isOpen={open === index}
              onOpen={(isOpen) => setOpen(isOpen ? index : null)}
              onChange={(next, isDiscrete) => onChange(days.with(index, withoutGaps(next)), isDiscrete)}
              onRemove={() => {
                onChange(days.toSpliced(index, 1), true)
                setOpen(null)
                focusSoon(path)
              }}
              onNext={add}
            />
          ) : (
            <UnknownEntry
              key={keys[index]}
              path={`${path}.${index}`}
              name={t('specialDay', { number: index + 1 })}
              value={day}
              onChange={(next) => onChange(days.with(index, next))}
            />
          ),
        )}
        <div className={classes.foot}>
          <TextButton onClick={add}>{t('addSpecialDay')}</TextButton>
          {sorted !== known && known.length === days.length && (
            <TextButton
              icon={null}
              onClick={() => {
                setOpen(null)
                onChange(sorted, true)
              }}
            >
              {t('sortDays')}
            </TextButton>
          )}
        </div>
      </div>
    </FieldFrame>
  )
}
