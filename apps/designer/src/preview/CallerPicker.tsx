import { Button, Menu, Popover } from '@mantine/core'
import { ChevronDown, Clock, UserRound } from 'lucide-react'
import { useState } from 'react'
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

/** Now, or a time of one's own: opening hours and greetings depend on it. */
export function ClockPicker() {
  const { t, i18n } = useTranslation('preview')
  const clock = useStudio((state) => state.clock)
  const setClock = useStudio((state) => state.setClock)
  const [isOpen, setOpen] = useState(false)
  const shown =
    clock === null
      ? t('now')
      : new Intl.DateTimeFormat(i18n.language, {
          day: 'numeric',
          month: 'short',
          hour: '2-digit',
          minute: '2-digit',
          hourCycle: 'h23',
        }).format(new Date(clock))
  return (
    <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <button
          type="button"
          className={classes.picker}
          aria-label={`${t('clock')}: ${shown}`}
          onClick={() => setOpen(!isOpen)}
        >
          <Clock size={14} aria-hidden />
          <span>{shown}</span>
          <ChevronDown size={14} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <div className={classes.clock}>
          <label className={classes.hint} htmlFor="preview-clock">
            {t('clock')}
          </label>
          <input
            id="preview-clock"
            type="datetime-local"
            className={classes.picker}
            value={clock === null ? '' : localText(new Date(clock))}
            onChange={(event) => {
              const chosen = new Date(event.target.value)
              if (!Number.isNaN(chosen.getTime())) setClock(chosen.toISOString())
            }}
          />
          <Button
            size="xs"
            onClick={() => {
              setClock(null)
              setOpen(false)
            }}
          >
            {t('now')}
          </Button>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** As `datetime-local` wants it: the browser's own zone, no seconds. */
function localText(date: Date): string {
  const local = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return local.toISOString().slice(0, 16)
}
