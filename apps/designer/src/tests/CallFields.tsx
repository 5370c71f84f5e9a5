import { sampleCallSchema } from '@callflow-studio/model/api'
import { DEFAULT_AT, type Scenario, type ScenarioCall } from '@callflow-studio/model/scenario'
import { TextInput } from '@mantine/core'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../ui/TextButton.tsx'
import { PairRows } from './PairRows.tsx'
import { StepSelect } from './StepSelect.tsx'
import type { StepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import { within } from './test-draft.ts'

interface CallFieldsProps {
  scenario: Scenario
  zone: string
  options: StepOptions
  onChange: (change: Partial<Record<keyof Scenario, unknown>>) => void
}

/** What counts where a field is left empty. */
const USUAL = sampleCallSchema.parse({})

/** Who calls, whom, when, and where the call begins. */
export function CallFields({ scenario, zone, options, onChange }: CallFieldsProps) {
  const { t } = useTranslation('tests')
  const { call = {} } = scenario
  const [isOpen, setOpen] = useState(() => MORE.some((name) => call[name] !== undefined) || 'starts at' in scenario)
  const set = (change: { [K in keyof ScenarioCall]?: ScenarioCall[K] | undefined }) =>
    onChange({ call: within(call, change) })
  const field = (name: Exclude<keyof ScenarioCall, 'sip' | 'custom'>, label: string, placeholder: string) => (
    <TextInput
      label={label}
      placeholder={placeholder}
      value={call[name] ?? ''}
      onChange={(event) => set({ [name]: event.currentTarget.value || undefined })}
    />
  )
  return (
    <section className={classes.section} aria-label={t('form.call')}>
      <h3>{t('form.call')}</h3>
      <div className={classes.grid}>
        {field('from', t('form.from'), USUAL.from)}
        {field('to', t('form.to'), USUAL.to)}
        {field('caller name', t('form.callerName'), USUAL.callerName)}
        <TextInput
          label={t('form.at')}
          description={t('form.atZone', { zone })}
          inputWrapperOrder={['label', 'input', 'description']}
          // A time with its offset, where clocks show it twice, is no value of such a field.
          type={isPlainTime(call.at) ? 'datetime-local' : 'text'}
          placeholder={DEFAULT_AT}
          value={call.at ?? ''}
          onChange={(event) => set({ at: event.currentTarget.value || undefined })}
        />
      </div>
      <TextButton icon={isOpen ? ChevronDown : ChevronRight} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        {t('form.more')}
      </TextButton>
      {isOpen && (
        <>
          <div className={classes.grid}>
            {field('caller number', t('form.callerNumber'), t('form.callerNumberHint'))}
            {field('realm', t('form.realm'), USUAL.realm)}
            {field('language', t('form.language'), USUAL.language)}
            {field('id', t('form.callId'), '')}
            <StepSelect
              label={t('form.startsAt')}
              placeholder={t('form.start')}
              options={options.all}
              value={scenario['starts at'] ?? ''}
              onChange={(step) => onChange({ 'starts at': step || undefined })}
            />
          </div>
          <PairRows
            label={t('form.sip')}
            pairs={call.sip ?? {}}
            onChange={(sip) => set({ sip: sip as Record<string, string> })}
          />
          <PairRows
            label={t('form.custom')}
            pairs={call.custom ?? {}}
            onChange={(custom) => set({ custom: custom as Record<string, string> })}
          />
        </>
      )}
    </section>
  )
}

const MORE = ['caller number', 'realm', 'language', 'id', 'sip', 'custom'] as const

const isPlainTime = (at: string | undefined): boolean => at === undefined || /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(at)
