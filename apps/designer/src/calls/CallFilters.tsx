import { Button, Select, TextInput, Tooltip } from '@mantine/core'
import { CircleHelp, Search } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFlows } from '../api/queries.ts'
import classes from './CallFilters.module.css'
import type { CallListFilter } from './group-calls.ts'

interface CallFiltersProps {
  text: string
  onText: (text: string) => void
  filter: CallListFilter
  onChange: (filter: CallListFilter) => void
  flow: string | undefined
  /** Undefined: the page is one flow's, and there is nothing to choose. */
  onFlow: ((flowId: string | undefined) => void) | undefined
}

const ANY = 'any'

export function CallFilters({ text, onText, filter, onChange, flow, onFlow }: CallFiltersProps) {
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
        value={text}
        onChange={(event) => onText(event.currentTarget.value)}
        rightSection={<SearchHelp />}
      />
      {onFlow && (
        <Select
          size="xs"
          w={128}
          aria-label={t('filterFlow')}
          allowDeselect={false}
          value={flow ?? ANY}
          onChange={(value) => onFlow(value === null || value === ANY ? undefined : value)}
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
        value={filter.state ?? ANY}
        onChange={(value) => onChange({ ...filter, state: value === ANY ? null : (value as CallListFilter['state']) })}
        data={[
          { value: ANY, label: t('anyState') },
          { value: 'waiting', label: t('waiting') },
          { value: 'handed_over', label: t('handed_over') },
          { value: 'ended', label: t('ended') },
          { value: 'error', label: t('error') },
        ]}
      />
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
        aria-pressed={filter.isError}
        onClick={() => onChange({ ...filter, isError: !filter.isError })}
      >
        {t('errors')}
      </Button>
    </div>
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
