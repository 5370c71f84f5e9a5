import { Switch } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface LiveSwitchProps {
  isLive: boolean
  isBusy?: boolean
  onChange: (isLive: boolean) => void
}

/** Whether a call that is under way finds changes; says what that means to a caller, as it stands now. */
export function LiveSwitch({ isLive, isBusy = false, onChange }: LiveSwitchProps) {
  const { t } = useTranslation('tables')
  return (
    <Switch
      label={t('live')}
      description={t(isLive ? 'liveOn' : 'liveOff')}
      checked={isLive}
      disabled={isBusy}
      onChange={(event) => onChange(event.currentTarget.checked)}
    />
  )
}
