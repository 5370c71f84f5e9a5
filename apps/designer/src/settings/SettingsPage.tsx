/** What is set in the studio itself: its connections to KAZOO, what is kept for how long, and when there is an alarm. */
import { LIMITS, type LimitName, type Settings, type ShownSettings } from '@callflow-studio/model/api'
import { Button, Switch, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { useSaveSettings, useSettings } from '../api/queries.ts'
import { LoadError } from '../ui/LoadError.tsx'
import frame from '../ui/Page.module.css'
import { KazooAccounts } from './KazooAccounts.tsx'
import classes from './SettingsPage.module.css'
import { strings } from './strings.ts'

export function SettingsPage() {
  const { t } = useTranslation('settings')
  const settings = useSettings()
  if (settings.isError && !settings.data)
    return <LoadError error={settings.error} onRetry={() => void settings.refetch()} />
  return (
    <main className={`${frame.page} ${classes.page}`}>
      <header className={frame.head}>
        <div>
          <h1>{t('title')}</h1>
          <p>{t('hint')}</p>
        </div>
      </header>
      <KazooAccounts />
      {settings.data && <Form shown={settings.data} />}
    </main>
  )
}

function Form({ shown }: { shown: ShownSettings }) {
  const { t } = useTranslation('settings')
  const [settings, setSettings] = useState<Settings>(shown.settings)
  const saving = useSaveSettings()
  const set = (change: Partial<Settings>) => {
    saving.reset()
    setSettings((before) => ({ ...before, ...change }))
  }
  const [isUrlChecked, setUrlChecked] = useState(false)
  const isUrlInvalid = settings.alarmUrl !== null && !isWebAddress(settings.alarmUrl)
  const save = (event: FormEvent) => {
    event.preventDefault()
    setUrlChecked(true)
    if (!isUrlInvalid) saving.mutate(settings)
  }
  const limits = (names: readonly LimitName[]) =>
    names.map((name) => (
      <LimitField
        key={name}
        name={name}
        value={settings[name]}
        applies={shown.applies[name]}
        onChange={(value) => set({ [name]: value })}
      />
    ))
  return (
    <form className={classes.form} onSubmit={save}>
      <section className={classes.section} aria-label={t('log')}>
        <h2>{t('log')}</h2>
        {limits(['callLogDays', 'callLogMaxMb', 'trafficDays', 'callEndsAfterMinutes'])}
        <Switch
          label={t('keepsBodies')}
          description={t('keepsBodiesHelp')}
          checked={settings.keepsBodies}
          onChange={(event) => set({ keepsBodies: event.currentTarget.checked })}
        />
      </section>
      <section className={classes.section} aria-label={t('recordings')}>
        <h2>{t('recordings')}</h2>
        {limits(['recordingsDays', 'recordingsMaxMb'])}
      </section>
      <section className={classes.section} aria-label={t('history')}>
        <h2>{t('history')}</h2>
        {limits(['deletedFlowsDays', 'changesDays'])}
      </section>
      <section className={classes.section} aria-label={t('alarms')}>
        <h2>{t('alarms')}</h2>
        <p className={classes.intro}>{t('alarmsHint')}</p>
        <NumberField
          label={t('alarmFailedPercent')}
          description={t('off')}
          unit={t('percent')}
          max={100}
          value={settings.alarmFailedPercent}
          onChange={(alarmFailedPercent) => set({ alarmFailedPercent })}
        />
        <NumberField
          label={t('alarmRefused')}
          description={t('off')}
          unit={t('requests')}
          value={settings.alarmRefused}
          onChange={(alarmRefused) => set({ alarmRefused })}
        />
        <TextInput
          label={t('alarmUrl')}
          description={t('alarmUrlHelp')}
          inputWrapperOrder={ORDER}
          error={isUrlChecked && isUrlInvalid ? t('alarmUrlInvalid') : undefined}
          inputMode="url"
          spellCheck={false}
          placeholder="https://alerts.example.com/hook"
          value={settings.alarmUrl ?? ''}
          onChange={(event) => set({ alarmUrl: event.currentTarget.value.trim() || null })}
        />
      </section>
      <footer className={classes.foot}>
        <Button type="submit" variant="filled" loading={saving.isPending}>
          {t('save')}
        </Button>
        {saving.isSuccess && <p role="status">{t('saved')}</p>}
        {saving.isError && <p role="alert">{t('failed', { why: reasonOf(saving.error) })}</p>}
      </footer>
    </form>
  )
}

const HELP = strings.help

interface LimitFieldProps {
  name: LimitName
  value: number | null
  applies: ShownSettings['applies'][LimitName]
  onChange: (value: number | null) => void
}

/** What a variable of the server sets can only be looked at. */
function LimitField({ name, value, applies, onChange }: LimitFieldProps) {
  const { t } = useTranslation('settings')
  const { usual, max } = LIMITS[name]
  const unit = t(LIMITS[name].unit)
  const help = name in HELP ? t(`help.${name as keyof typeof HELP}`) : ''
  const isFixed = applies.setBy !== null
  return (
    <NumberField
      label={t(name)}
      description={`${help} ${isFixed ? t('setBy', { variable: applies.setBy }) : t('usually', { value: `${usual} ${unit}` })}`.trim()}
      placeholder={String(usual)}
      unit={unit}
      max={max}
      isFixed={isFixed}
      value={isFixed ? applies.value : value}
      onChange={onChange}
    />
  )
}

interface NumberFieldProps {
  label: string
  description: string
  /** What applies if the field is empty. */
  placeholder?: string
  unit: string
  max?: number
  isFixed?: boolean
  value: number | null
  onChange: (value: number | null) => void
}

function NumberField({
  label,
  description,
  placeholder,
  unit,
  max,
  isFixed = false,
  value,
  onChange,
}: NumberFieldProps) {
  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={ORDER}
      placeholder={placeholder}
      type="number"
      min={1}
      max={max}
      disabled={isFixed}
      rightSection={<span className={classes.unit}>{unit}</span>}
      rightSectionWidth={UNIT_WIDTH}
      value={value ?? ''}
      onChange={(event) => onChange(wholeNumber(event.currentTarget.valueAsNumber))}
    />
  )
}

const UNIT_WIDTH = 168
/** The hint is below its field, as in the inspector. */
const ORDER: ('label' | 'input' | 'description' | 'error')[] = ['label', 'input', 'description', 'error']

const isWebAddress = (text: string): boolean => /^https?:/i.test(text) && URL.canParse(text)

const wholeNumber = (value: number): number | null => (Number.isInteger(value) ? value : null)

const reasonOf = (error: Error): string =>
  error instanceof ApiError ? (error.problem.detail ?? error.problem.title) : error.message
