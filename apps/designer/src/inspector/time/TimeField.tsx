import type { OpenTime } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import hours from './HoursControl.module.css'

interface TimeFieldProps {
  label: string
  /** "09:00" */
  value: string
  onChange: (time: string) => void
  path?: string
}

/** Midnight at the end of a day is written 24:00, which no clock shows. */
export function TimeField({ label, value, onChange, path }: TimeFieldProps) {
  return (
    <input
      className={hours.time}
      type="time"
      step={900}
      aria-label={label}
      data-field={path}
      value={value === '24:00' ? '00:00' : value}
      onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
    />
  )
}

/** Says so where hours end after midnight. */
export function NextDay({ time: { from, to } }: { time: OpenTime }) {
  const { t } = useTranslation('inspector')
  return to !== '' && to < from && to !== '00:00' && <small>{t('nextDay')}</small>
}
