/** Public holidays of a country and some years: into a new list of days, or into one that is there. */
import { HOLIDAY_TYPES, type HolidayType, type PublicHolidays, type Table } from '@callflow-studio/model/api'
import { Button, Checkbox, Group, Modal, Select, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDayLists, useHolidayCountries, useHolidayRegions, usePublicHolidays } from '../api/queries.ts'
import { browserLocale } from '../browser-locale.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './HolidayDialog.module.css'
import { countryOf, missingHolidays } from './holiday-list.ts'
import { ReportLines } from './ReportLines.tsx'
import { useReport } from './use-report.ts'

interface HolidayDialogProps {
  /** The list that they are added to; left out for a new one. */
  table?: Table
  /** @param name of the list */
  onSave: (days: PublicHolidays['days'], name: string) => Promise<void>
  onClose: () => void
}

const YEARS_AHEAD = 3
const DATE = { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' } as const

export function HolidayDialog({ table, onSave, onClose }: HolidayDialogProps) {
  const { t, i18n } = useTranslation('tables')
  const language = browserLocale()
  const thisYear = new Date().getFullYear()
  const [country, setCountry] = useState(countryOf(language))
  const [region, setRegion] = useState('')
  const [years, setYears] = useState<readonly number[]>(table ? [thisYear + 1] : [thisYear, thisYear + 1])
  const [types, setTypes] = useState<readonly HolidayType[]>(['public'])
  const [ownName, setOwnName] = useState<string | null>(null)
  const { report, run, isBusy } = useReport('row')
  const countries = useHolidayCountries(language).data?.countries ?? []
  const regions = useHolidayRegions(country, language).data?.regions ?? []
  const isAsking = country !== null && years.length > 0 && types.length > 0
  const holidays = usePublicHolidays(isAsking ? { country, region, years, types, language } : null)
  const known = useDayLists(table ? [table.id] : []).flatMap(({ days }) => days)
  const found = isAsking && !holidays.isError ? (holidays.data?.days ?? []) : []
  const days = missingHolidays(found, known)

  const placeName = [regions.find(({ code }) => code === region), countries.find(({ code }) => code === country)]
    .flatMap((place) => place?.name ?? [])
    .join(', ')
  const name = ownName ?? (placeName === '' ? t('holidays') : t('holidaysOf', { place: placeName }))
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (days.length === 0 || name.trim() === '') return
    void run(async () => {
      await onSave(days, name.trim())
      return null
    })
  }
  return (
    <Modal opened onClose={onClose} title={t(table ? 'addHolidays' : 'newHolidayList')} size={560}>
      <form className={classes.form} onSubmit={submit}>
        <div className={classes.places}>
          <Select
            label={t('country')}
            data={countries.map((each) => ({ value: each.code, label: each.name }))}
            value={country}
            searchable
            allowDeselect={false}
            openOnFocus={false}
            onChange={(chosen) => {
              setCountry(chosen)
              setRegion('')
            }}
            data-autofocus
          />
          <Select
            label={t('region')}
            data={regions.map((each) => ({ value: each.code, label: each.name }))}
            value={region || null}
            placeholder={t(regions.length === 0 ? 'noRegions' : 'wholeCountry')}
            disabled={regions.length === 0}
            searchable
            clearable
            onChange={(chosen) => setRegion(chosen ?? '')}
          />
        </div>
        <Choices
          label={t('years')}
          all={Array.from({ length: YEARS_AHEAD + 1 }, (_, index) => thisYear + index)}
          chosen={years}
          nameOf={String}
          onChange={setYears}
        />
        <Choices
          label={t('holidayTypes')}
          all={HOLIDAY_TYPES}
          chosen={types}
          nameOf={(type) => t(`holidayType.${type}`)}
          onChange={setTypes}
        />
        {!table && (
          <TextInput
            label={t('tableName')}
            value={name}
            maxLength={200}
            onChange={(event) => setOwnName(event.currentTarget.value)}
          />
        )}
        <section aria-label={t('holidaysFound')} aria-busy={holidays.isFetching} className={classes.found}>
          {isAsking && holidays.isError ? (
            <LoadError error={holidays.error} onRetry={() => void holidays.refetch()} />
          ) : (
            <p role="status">
              {t(table ? 'holidaysMissing' : 'holidayCount', { count: days.length })}
              {found.length > days.length && ` ${t('holidaysKnown', { count: found.length - days.length })}`}
            </p>
          )}
          {days.length > 0 && (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and keys have to reach it
            <ul className={classes.days} tabIndex={0}>
              {days.map((day) => (
                <li key={day.date}>
                  <span>
                    {[day.date, ...(day.to ? [day.to] : [])]
                      .map((date) =>
                        new Date(date).toLocaleDateString(i18n.language === 'en' ? 'en-GB' : i18n.language, DATE),
                      )
                      .join(' – ')}
                  </span>
                  <span>{day.name}</span>
                </li>
              ))}
            </ul>
          )}
        </section>
        <p className={classes.source}>{t('holidaySource')}</p>
        <ReportLines report={report} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={days.length === 0 || name.trim() === ''}>
            {t(table ? 'addDays' : 'create', { count: days.length })}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}

interface ChoicesProps<T> {
  label: string
  all: readonly T[]
  chosen: readonly T[]
  nameOf: (each: T) => string
  onChange: (chosen: readonly T[]) => void
}

function Choices<T extends string | number>({ label, all, chosen, nameOf, onChange }: ChoicesProps<T>) {
  return (
    <fieldset className={classes.choices}>
      <legend>{label}</legend>
      {all.map((each) => (
        <Checkbox
          key={each}
          label={nameOf(each)}
          checked={chosen.includes(each)}
          onChange={() =>
            onChange(all.filter((other) => (other === each ? !chosen.includes(each) : chosen.includes(other))))
          }
        />
      ))}
    </fieldset>
  )
}
