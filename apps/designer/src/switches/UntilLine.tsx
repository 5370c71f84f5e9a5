import { useTranslation } from 'react-i18next'
import classes from './SwitchesPage.module.css'
import { fromLocalText, localText, UNTILS, untilTime } from './until-times.ts'

interface UntilLineProps {
  /** Of the switch. */
  name: string
  /** ISO 8601; null: until somebody changes it. */
  until: string | null
  onChange: (until: string | null) => void
}

/** When a switch that is set goes by the hours again. */
export function UntilLine({ name, until, onChange }: UntilLineProps) {
  const { t } = useTranslation('switches')
  const now = new Date()
  const chosen = until === null ? 'never' : until === untilTime('today', now) ? 'today' : 'time'
  return (
    <fieldset className={classes.until} aria-label={t('untilOf', { name })}>
      {UNTILS.map((each) => (
        <button
          key={each}
          type="button"
          aria-pressed={each === chosen}
          onClick={() => onChange(untilTime(each, new Date()))}
        >
          {t(`untils.${each}`)}
        </button>
      ))}
      {until !== null && (
        <input
          type="datetime-local"
          aria-label={t('untilTime', { name })}
          value={localText(until)}
          min={localText(now.toISOString())}
          onChange={(event) => {
            const at = fromLocalText(event.target.value, new Date())
            if (at) onChange(at)
          }}
        />
      )}
    </fieldset>
  )
}
