import { Menu } from '@mantine/core'
import { ChevronDown, UserRound } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PRESET_CALLERS } from '../state/sample-callers.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './Phone.module.css'

export function CallerPicker({ onEdit }: { onEdit: () => void }) {
  const { t } = useTranslation('preview')
  const caller = useStudio((state) => state.caller)
  const own = useStudio((state) => state.ownCallers)
  const choose = useStudio((state) => state.chooseCaller)
  return (
    <Menu position="bottom-start" width="target">
      <Menu.Target>
        <button type="button" className={classes.picker} aria-label={`${t('caller')}: ${caller.name}`}>
          <UserRound size={14} aria-hidden />
          <span>{caller.name}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t('presets')}</Menu.Label>
        {PRESET_CALLERS.map((preset) => (
          <Menu.Item key={preset.id} onClick={() => choose(preset)}>
            {preset.name}
          </Menu.Item>
        ))}
        {own.length > 0 && <Menu.Label>{t('own')}</Menu.Label>}
        {own.map((mine) => (
          <Menu.Item key={mine.id} onClick={() => choose(mine)}>
            {mine.name}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={onEdit}>{t('editCaller')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
