import { Menu } from '@mantine/core'
import { Check, ChevronDown, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PRESET_CALLERS, type SampleCaller } from '../state/sample-callers.ts'
import { useStudio } from '../state/studio-store.ts'
import { formatPhone } from '../ui/format.ts'
import classes from './Phone.module.css'

export function CallerPicker({ onEdit }: { onEdit: () => void }) {
  const { t } = useTranslation('preview')
  const caller = useStudio((state) => state.scenario.caller)
  const own = useStudio((state) => state.ownCallers)
  const choose = useStudio((state) => state.chooseCaller)
  const item = ({ id, name, call }: SampleCaller) => (
    <Menu.RadioItem
      key={id}
      value={id}
      checked={id === caller.id}
      checkIcon={<Check size={14} aria-hidden />}
      closeMenuOnClick
      onChange={() => choose({ id, name, call })}
    >
      {name} <small className={classes.number}>{formatPhone(call.callerNumber)}</small>
    </Menu.RadioItem>
  )
  return (
    <Menu position="bottom-start" width={260}>
      <Menu.Target>
        <button
          type="button"
          className={classes.picker}
          aria-label={`${t('caller')}: ${caller.name}, ${formatPhone(caller.call.callerNumber)}`}
        >
          <UserRound size={14} aria-hidden />
          <span title={formatPhone(caller.call.callerNumber)}>{caller.name}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('presets')}</Menu.Label>
        {PRESET_CALLERS.map(item)}
        {own.length > 0 && <Menu.Label>{t('own')}</Menu.Label>}
        {own.map(item)}
        <Menu.Divider />
        <Menu.Item onClick={onEdit}>{t('editCaller')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
