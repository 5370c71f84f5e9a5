import { type DayRule, MAX_RULE_DAYS, WEEKDAYS } from '@callflow-studio/model'
import { NativeSelect } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './HolidaysControl.module.css'

interface DayRuleFieldsProps {
  path: string
  rule: DayRule
  onChange: (rule: DayRule) => void
}

const NTHS = ['1', '2', '3', '4', 'last'] as const
const MONTHS = Array.from({ length: 12 }, (_, index) => index + 1)

/** "The fourth Thursday of November", and so many days after or before it. */
export function DayRuleFields({ path, rule, onChange }: DayRuleFieldsProps) {
  const { t, i18n } = useTranslation('inspector')
  const month = new Intl.DateTimeFormat(i18n.language, { month: 'long', timeZone: 'UTC' })
  const { plusDays = 0 } = rule
  const isBefore = plusDays < 0
  const setDays = (days: number, before: boolean) => {
    const { plusDays: _, ...base } = rule
    const size = Math.min(Math.abs(Math.trunc(days)) || 0, MAX_RULE_DAYS)
    onChange(size === 0 ? base : { ...base, plusDays: before ? -size : size })
  }
  return (
    <div className={classes.rule}>
      <NativeSelect
        aria-label={t('ruleNth')}
        data-field={`${path}.date`}
        data={NTHS.map((nth) => ({ value: nth, label: t(`nths.${nth}`) }))}
        value={String(rule.nth)}
        onChange={({ target: { value } }) => onChange({ ...rule, nth: value === 'last' ? 'last' : Number(value) })}
      />
      <NativeSelect
        aria-label={t('ruleWeekday')}
        data={WEEKDAYS.map((day) => ({ value: day, label: t(`weekdays.${day}`) }))}
        value={rule.weekday}
        onChange={({ target: { value } }) => onChange({ ...rule, weekday: value })}
      />
      <NativeSelect
        aria-label={t('ruleMonth')}
        data={MONTHS.map((each) => ({
          value: String(each),
          label: t('ofMonth', { month: month.format(Date.UTC(2026, each - 1, 15)) }),
        }))}
        value={String(rule.month)}
        onChange={({ target: { value } }) => onChange({ ...rule, month: Number(value) })}
      />
      <div className={classes.offset}>
        <span>{t('ruleOffset')}</span>
        <input
          className={classes.input}
          type="number"
          min={0}
          max={MAX_RULE_DAYS}
          aria-label={t('ruleDays')}
          value={Math.abs(plusDays)}
          onChange={({ target: { value } }) => setDays(Number(value), isBefore)}
        />
        <NativeSelect
          aria-label={t('ruleDirection')}
          data={[
            { value: 'after', label: t('daysAfter', { count: Math.abs(plusDays) }) },
            { value: 'before', label: t('daysBefore', { count: Math.abs(plusDays) }) },
          ]}
          value={isBefore ? 'before' : 'after'}
          onChange={({ target: { value } }) => setDays(plusDays, value === 'before')}
        />
      </div>
    </div>
  )
}
