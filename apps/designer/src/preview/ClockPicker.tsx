import { atWallTime } from '@callflow-studio/model'
import { Popover } from '@mantine/core'
import { ChevronDown, Clock, X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { type ClockTime, clockTimes, wallText, zoneOf } from './clock-times.ts'
import classes from './Phone.module.css'

/** Now, or "what if it were…": opening hours and greetings depend on it. Times count in the flow's zone. */
export function ClockPicker() {
  const { t, i18n } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const clock = useStudio((state) => state.clock)
  const setClock = useStudio((state) => state.setClock)
  const [isOpen, setOpen] = useState(false)
  const zone = zoneOf(document)
  const shown = clock === null ? t('now') : inWords(new Date(clock), zone, i18n.language)
  const set = (at: Date | null) => {
    setClock(at?.toISOString() ?? null)
    setOpen(false)
  }
  const nameOf = ({ id, name }: ClockTime) =>
    id === 'holiday' && name === '' ? t('times.aHoliday') : t(`times.${id}`, { name })
  return (
    <div className={classes.when}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" width={300} trapFocus returnFocus>
        <Popover.Target>
          <button
            type="button"
            className={classes.picker}
            data-set={clock !== null || undefined}
            aria-label={`${t('clock')}: ${shown}`}
            onClick={() => setOpen(!isOpen)}
          >
            <Clock size={14} aria-hidden />
            <span>{shown}</span>
            {clock === null && <ChevronDown size={14} aria-hidden />}
          </button>
        </Popover.Target>
        <Popover.Dropdown>
          <div className={classes.clock}>
            <label htmlFor="preview-clock">{t('whatIfItWere')}</label>
            <input
              id="preview-clock"
              type="datetime-local"
              className={classes.picker}
              value={wallText(clock === null ? new Date() : new Date(clock), zone)}
              onChange={(event) => {
                const at = atWallTime(event.target.value, zone)
                if (at) setClock(at.toISOString())
              }}
            />
            <p className={classes.hint}>{t('inZone', { zone })}</p>
            <div className={classes.times}>
              <button type="button" className={classes.button} onClick={() => set(null)}>
                {t('now')}
              </button>
              {isOpen &&
                clockTimes(document, new Date()).map((time) => (
                  <button key={time.id} type="button" className={classes.button} onClick={() => set(time.at)}>
                    {nameOf(time)}
                  </button>
                ))}
            </div>
          </div>
        </Popover.Dropdown>
      </Popover>
      {clock !== null && (
        <button type="button" className={classes.back} aria-label={t('backToNow')} onClick={() => set(null)}>
          <X size={14} aria-hidden />
        </button>
      )}
    </div>
  )
}

/** "Sun 29 Nov, 10:00" */
const inWords = (at: Date, zone: string, locale: string): string =>
  new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : locale, {
    timeZone: zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(at)
