import { Select, type SelectProps } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { findZones, zonesWith } from './time-zones.ts'

interface ZoneSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange' | 'filter' | 'searchable'> {
  /** IANA name; empty: none is chosen. */
  value: string
  /** Null where it is cleared. */
  onChange: (zone: string | null) => void
}

/** Chooses a time zone by city, by what people call its clock, or by its offset. */
export function ZoneSelect({ value, onChange, ...more }: ZoneSelectProps) {
  const { t } = useTranslation('ui')
  const [search, setSearch] = useState('')
  const zones = zonesWith(value)
  return (
    <Select
      {...more}
      data={[...zones]}
      value={value === '' ? null : value}
      searchable
      searchValue={search}
      onSearchChange={setSearch}
      // What stands in the field when it is opened is the choice, not a search.
      filter={({ options, search: typed }) => {
        const found = new Set(typed === value ? zones : findZones(zones, typed))
        return options.filter((option) => !('value' in option) || found.has(option.value))
      }}
      nothingFoundMessage={t('noZone', { query: search })}
      onChange={onChange}
    />
  )
}
