import { isYearly, minutesOf, type OpenTime, type SpecialDay } from '@callflow-studio/model'
import { ActionIcon, Checkbox, SegmentedControl } from '@mantine/core'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import { useStep } from '../form/step-context.ts'
import { DayRuleFields } from './DayRuleFields.tsx'
import classes from './HolidaysControl.module.css'
import {
  DAY_KINDS,
  type DayKind,
  isShowable,
  kindOf,
  repeat,
  shownDate,
  storedDate,
  type Today,
  toKind,
} from './special-day-form.ts'
import { NextDay, TimeField } from './TimeField.tsx'
import { timeOf } from './week-bars.ts'

interface SpecialDayFormProps {
  path: string
  day: SpecialDay
  today: Today
  onChange: (day: SpecialDay, isDiscrete?: boolean) => void
  /** Enter in the name: the next day is to be typed. */
  onNext: () => void
}

/** Which day it is, what it is called, and when it is open all the same. */
export function SpecialDayForm({ path, day, today, onChange, onNext }: SpecialDayFormProps) {
  const { t } = useTranslation('inspector')
  const { endVisit } = useStep()
  const kind = kindOf(day)
  return (
    <div className={classes.form}>
      <SegmentedControl
        size="xs"
        fullWidth
        aria-label={t('dayKind')}
        data={DAY_KINDS.map((each) => ({ value: each, label: t(`dayKinds.${each}`) }))}
        value={kind}
        onChange={(chosen) => onChange(toKind(day, chosen as DayKind), true)}
      />
      {day.rule ? (
        <DayRuleFields path={path} rule={day.rule} onChange={(rule) => onChange({ ...day, rule }, true)} />
      ) : (
        <DateFields path={path} day={day} today={today} onChange={onChange} />
      )}
      <input
        className={classes.input}
        type="text"
        aria-label={t('dayName')}
        placeholder={t('dayNameHint')}
        data-field={`${path}.name`}
        value={day.name ?? ''}
        onChange={(event) => onChange({ ...day, name: event.target.value })}
        onBlur={endVisit}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          onNext()
        }}
      />
      <OpenTimes path={path} day={day} onChange={onChange} />
    </div>
  )
}

function DateFields({ path, day, today, onChange }: Omit<SpecialDayFormProps, 'onNext'>) {
  const { t } = useTranslation('inspector')
  const { date = '', to } = day
  /** What is wanted of a date that is not there yet. */
  const [wanted, setWanted] = useState(false)
  const isEveryYear = date === '' ? wanted : isYearly(date)
  return (
    <div className={classes.dates}>
      <DateField
        label={t(to === undefined ? 'date' : 'firstDay')}
        path={`${path}.date`}
        value={date}
        today={today}
        onChange={(shown) => onChange({ ...day, date: storedDate(shown, isEveryYear) })}
      />
      {to !== undefined && (
        <>
          <span>{t('until')}</span>
          <DateField
            label={t('lastDay')}
            path={`${path}.to`}
            value={to}
            today={today}
            onChange={(shown) => onChange({ ...day, to: storedDate(shown, isEveryYear) })}
          />
        </>
      )}
      <Checkbox
        size="xs"
        label={t('everyYear')}
        checked={isEveryYear}
        onChange={({ currentTarget: { checked } }) => {
          setWanted(checked)
          onChange(repeat(day, checked, today), true)
        }}
      />
    </div>
  )
}

interface DateFieldProps {
  label: string
  path: string
  value: string
  today: Today
  onChange: (date: string) => void
}

/** A value that is not a date is shown as text, so that it can be fixed. */
function DateField({ label, path, value, today, onChange }: DateFieldProps) {
  const { endVisit } = useStep()
  const isText = !isShowable(value)
  return (
    <input
      className={classes.input}
      type={isText ? 'text' : 'date'}
      aria-label={label}
      data-field={path}
      value={isText ? value : shownDate(value, today)}
      onChange={(event) => event.target.value !== '' && onChange(event.target.value)}
      onBlur={endVisit}
    />
  )
}

const NEW_TIME: OpenTime = { from: '09:00', to: '13:00' }

function OpenTimes({ path, day, onChange }: Pick<SpecialDayFormProps, 'path' | 'day' | 'onChange'>) {
  const { t } = useTranslation('inspector')
  const open = day.open ?? []
  const keys = useStableKeys(open)
  const set = (times: readonly OpenTime[], isDiscrete?: boolean) =>
    onChange({ ...day, open: times.length === 0 ? undefined : times }, isDiscrete)
  return (
    <>
      {open.length > 0 && <span className={classes.label}>{t('openFrom')}</span>}
      {open.map((time, index) => (
        <div key={keys[index]} className={classes.times}>
          <TimeField
            label={t('openFromOf', { number: index + 1 })}
            path={`${path}.open.${index}.from`}
            value={time.from}
            onChange={(from) => set(open.with(index, { ...time, from }))}
          />
          <span>{t('until')}</span>
          <TimeField
            label={t('openUntilOf', { number: index + 1 })}
            path={`${path}.open.${index}.to`}
            value={time.to}
            onChange={(to) => set(open.with(index, { ...time, to }))}
          />
          <NextDay time={time} />
          <ActionIcon
            aria-label={t('removeTime', { number: index + 1 })}
            onClick={() => set(open.toSpliced(index, 1), true)}
          >
            <X size={14} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <TextButton onClick={() => set([...open, open.length === 0 ? NEW_TIME : laterThan(open)], true)}>
        {t(open.length === 0 ? 'addOpenTime' : 'addMoreTime')}
      </TextButton>
      <div className={classes.otherwise}>
        <span>{t(open.length === 0 ? 'callsTake' : 'otherCallsTake')}</span>
        <SegmentedControl
          size="xs"
          aria-label={t('exitOfDay')}
          data={[
            { value: 'holiday', label: t('exitHolidayShort') },
            { value: 'closed', label: t('exitClosedShort') },
          ]}
          value={day.otherwise === 'closed' ? 'closed' : 'holiday'}
          onChange={(exit) => onChange({ ...day, otherwise: exit === 'closed' ? 'closed' : undefined }, true)}
        />
      </div>
    </>
  )
}

/** An hour after the last time, for four hours: an office that closes over noon. */
function laterThan(open: readonly OpenTime[]): OpenTime {
  const last = minutesOf(open.at(-1)?.to ?? '') ?? 12 * 60
  const from = Math.min(last + 60, 23 * 60)
  return { from: timeOf(from), to: timeOf(Math.min(from + 4 * 60, 24 * 60)) }
}
