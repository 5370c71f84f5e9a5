import { Button, Select, TextInput, Tooltip } from '@mantine/core'
import { CircleHelp, Search, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFlows, useVersions } from '../api/queries.ts'
import { formatPhone } from '../ui/format.ts'
import classes from './CallFilters.module.css'
import { type CallListFilter, PERIODS, type Period } from './call-filter.ts'

interface CallFiltersProps {
  filter: CallListFilter
  onChange: (filter: CallListFilter) => void
  /** The page is one flow's, which cannot be chosen. */
  isOfFlow: boolean
}

const ANY = 'any'

export function CallFilters({ filter, onChange, isOfFlow }: CallFiltersProps) {
  const { t } = useTranslation('calls')
  const flows = useFlows()
  return (
    <div className={classes.filters}>
      <TextInput
        className={classes.search}
        leftSection={<Search size={16} />}
        placeholder={t('search')}
        aria-label={t('searchName')}
        aria-description={t('searchHelp')}
        type="search"
        value={filter.text}
        onChange={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        rightSection={<SearchHelp />}
      />
      {!isOfFlow && (
        <Select
          size="xs"
          w={128}
          aria-label={t('filterFlow')}
          allowDeselect={false}
          value={filter.flow ?? ANY}
          onChange={(value) => onChange({ ...filter, flow: value === ANY ? null : value, version: null })}
          data={[
            { value: ANY, label: t('anyFlow') },
            ...(flows.data?.flows ?? []).map(({ id, name }) => ({ value: id, label: name })),
          ]}
          comboboxProps={{ width: 220, position: 'bottom-start' }}
        />
      )}
      <Select
        size="xs"
        w={124}
        aria-label={t('filterState')}
        allowDeselect={false}
        value={filter.outcome ?? ANY}
        onChange={(value) =>
          onChange({ ...filter, outcome: value === ANY ? null : (value as CallListFilter['outcome']) })
        }
        data={[
          { value: ANY, label: t('anyState') },
          { value: 'waiting', label: t('waiting') },
          { value: 'handed_over', label: t('handed_over') },
          { value: 'ended', label: t('ended') },
          { value: 'error', label: t('error') },
          { value: 'refused', label: t('refused') },
          { value: 'test', label: t('test') },
        ]}
      />
      <PeriodFilter filter={filter} onChange={onChange} />
      <VersionFilter filter={filter} onChange={onChange} />
      <Button
        size="xs"
        className={classes.toggle}
        aria-pressed={filter.isSlow}
        onClick={() => onChange({ ...filter, isSlow: !filter.isSlow })}
      >
        {t('slow')}
      </Button>
      <Button
        size="xs"
        className={classes.toggle}
        aria-pressed={filter.isFailed}
        onClick={() => onChange({ ...filter, isFailed: !filter.isFailed })}
      >
        {t('errors')}
      </Button>
    </div>
  )
}

type PartProps = Pick<CallFiltersProps, 'filter' | 'onChange'>

/** When the calls began: in the last hours, or between two times. */
function PeriodFilter({ filter, onChange }: PartProps) {
  const { t } = useTranslation('calls')
  const isBetween = filter.from !== null || filter.to !== null
  const choose = (value: string | null) => {
    const now = new Date()
    if (value === BETWEEN)
      return onChange({
        ...filter,
        period: null,
        from: localTime(new Date(now.getTime() - DAY_MS)),
        to: localTime(now),
      })
    onChange({ ...filter, period: value === ANY ? null : (value as Period), from: null, to: null })
  }
  return (
    <>
      <Select
        size="xs"
        w={132}
        aria-label={t('filterPeriod')}
        allowDeselect={false}
        value={filter.period ?? (isBetween ? BETWEEN : ANY)}
        onChange={choose}
        data={[
          { value: ANY, label: t('anyTime') },
          ...(Object.keys(PERIODS) as Period[]).map((period) => ({ value: period, label: t(`period.${period}`) })),
          { value: BETWEEN, label: t('between') },
        ]}
      />
      {isBetween && (
        <div className={classes.between}>
          <TextInput
            size="xs"
            type="datetime-local"
            aria-label={t('from')}
            value={filter.from ?? ''}
            onChange={(event) => onChange({ ...filter, from: event.currentTarget.value || null })}
          />
          <TextInput
            size="xs"
            type="datetime-local"
            aria-label={t('until')}
            value={filter.to ?? ''}
            onChange={(event) => onChange({ ...filter, to: event.currentTarget.value || null })}
          />
        </div>
      )}
    </>
  )
}

const BETWEEN = 'between'
const DAY_MS = 24 * 60 * 60 * 1000

/** As `<input type="datetime-local">` has it: in the browser's zone, to the minute. */
const localTime = (time: Date): string =>
  new Date(time.getTime() - time.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)

/** What a link, or the page of a call, has set: a caller, or a version. */
function VersionFilter({ filter, onChange }: PartProps) {
  const { t } = useTranslation('calls')
  const versions = useVersions(filter.flow ?? '', filter.flow !== null)
  return (
    <>
      {filter.flow !== null && (
        <Select
          size="xs"
          w={112}
          aria-label={t('filterVersion')}
          allowDeselect={false}
          value={filter.version === null ? ANY : String(filter.version)}
          onChange={(value) => onChange({ ...filter, version: value === ANY ? null : Number(value) })}
          data={[
            { value: ANY, label: t('anyVersion') },
            ...(versions.data?.versions ?? []).map(({ version }) => ({
              value: String(version),
              label: t('versionNumber', { version }),
            })),
          ]}
        />
      )}
      {filter.caller !== null && (
        <Button
          size="xs"
          className={classes.toggle ?? ''}
          aria-pressed
          rightSection={<X size={14} aria-hidden />}
          onClick={() => onChange({ ...filter, caller: null })}
        >
          {t('fromCaller', { number: formatPhone(filter.caller) })}
        </Button>
      )}
    </>
  )
}

function SearchHelp() {
  const { t } = useTranslation('calls')
  return (
    <Tooltip label={t('searchHelp')} multiline w={280} openDelay={0}>
      <CircleHelp size={16} aria-hidden className={classes.help ?? ''} />
    </Tooltip>
  )
}
