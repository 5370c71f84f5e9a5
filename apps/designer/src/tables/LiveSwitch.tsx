import type { Table } from '@callflow-studio/model/api'
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { usersOf } from './users-of.ts'

interface LiveSwitchProps {
  /** The table as it is saved; left out for a new one. */
  table?: Pick<Table, 'name' | 'live' | 'usedBy'> | undefined
  isLive: boolean
  isBusy?: boolean
  onChange: (isLive: boolean) => void
}

/**
 * Whether a call that is under way finds changes; says what that means to a caller, as it stands now. Flows may count in
 * a live table, so turning it off asks where flows use the table.
 */
export function LiveSwitch({ table, isLive, isBusy = false, onChange }: LiveSwitchProps) {
  const { t } = useTranslation('tables')
  const change = (wanted: boolean) => {
    const flows = table?.live && !wanted ? usersOf(table) : ''
    if (flows === '' || window.confirm(t('notLiveSure', { name: table?.name, flows }))) onChange(wanted)
  }
  return (
    <Switch
      label={t('live')}
      description={t(isLive ? 'liveOn' : 'liveOff')}
      checked={isLive}
      disabled={isBusy}
      onChange={(event) => change(event.currentTarget.checked)}
    />
  )
}
