import { atWallTime } from '@callflow-studio/model'
import { Popover } from '@mantine/core'
import { ChevronDown, Clock, X } from 'lucide-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDayLists } from '../api/queries.ts'
import { momentInWords, timeInWords } from '../browser-locale.ts'
import { useStudio } from '../state/studio-store.ts'
import { usePreviewedDocument } from '../state/use-previewed-document.ts'
import { type ClockTime, cityOf, clockOf, clockTimes, wallText } from './clock-times.ts'
import classes from './Phone.module.css'
import { SwitchOverride } from './SwitchOverride.tsx'

/** Now, or "what if it were…": opening hours and greetings depend on it. */
export function ClockPicker() {
  const { t, i18n } = useTranslation('preview')
  const document = usePreviewedDocument()
  const clock = useStudio((state) => state.scenario.clock)
  const setClock = useStudio((state) => state.setClock)
  const [isOpen, setOpen] = useState(false)
  const flowClock = useMemo(() => clockOf(document), [document])
  const { zone, step, hours } = flowClock
  const lists = useDayLists(isOpen ? (hours?.lists ?? []) : []).map(({ days }) => days)
  const shown = clock === null ? t('now') : momentInWords(new Date(clock), i18n.language, zone)
  const set = (at: Date | null) => {
    setClock(at?.toISOString() ?? null)
    setOpen(false)
  }
  const nameOf = ({ id, name }: ClockTime) =>
    id === 'holiday' && name === ''
      ? t('times.aHoliday')
      : t(`times.${id}`, { name, time: timeInWords(TIMES[id] ?? '', i18n.language) })
  return (
    <div className={classes.when}>
      <Popover opened={isOpen} onChange={setOpen} position="bottom-end" shadow="md" width={344} trapFocus returnFocus>
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
            <label htmlFor="preview-clock">{t('previewAt')}</label>
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
            <p className={classes.hint}>
              {step === null ? t('inZone', { zone: cityOf(zone) }) : t('inZoneOfStep', { zone: cityOf(zone), step })}
            </p>
            <div className={classes.times}>
              <button type="button" className={classes.button} onClick={() => set(null)}>
                {t('now')}
              </button>
              {isOpen &&
                clockTimes(flowClock, new Date(), lists).map((time) => (
                  <button key={time.id} type="button" className={classes.button} onClick={() => set(time.at)}>
                    {nameOf(time)}
                  </button>
                ))}
            </div>
            {isOpen && hours && hours.switch !== '' && <SwitchOverride id={hours.switch} />}
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

/** By the wall clock, for the presets that name a time. */
const TIMES: Partial<Record<ClockTime['id'], string>> = { tonight: '23:00', tomorrow: '23:00', sunday: '10:00' }
