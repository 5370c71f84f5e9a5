import type { Table } from '@callflow-studio/model/api'
import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useConfirm } from '../ui/use-confirm.tsx'
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
  const [dialog, confirm] = useConfirm()
  const change = async (wanted: boolean) => {
    const flows = table?.live && !wanted ? usersOf(table) : ''
    const question = () => ({
      title: t('notLiveTitle', { name: table?.name }),
      text: t('notLiveText', { flows }),
      action: t('notLiveConfirm'),
    })
    if (flows === '' || (await confirm(question()))) onChange(wanted)
  }
  return (
    <>
      <Switch
        label={t('live')}
        description={t(isLive ? 'liveOn' : 'liveOff')}
        checked={isLive}
        disabled={isBusy}
        onChange={(event) => void change(event.currentTarget.checked)}
      />
      {dialog}
    </>
  )
}
