/** A test as a form: who calls and when, what happens line by line, what others reply, and what is expected of it all. */
import type { Scenario } from '@callflow-studio/model/scenario'
import { TextInput } from '@mantine/core'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { CallFields } from './CallFields.tsx'
import { EventRows } from './EventRows.tsx'
import { ExpectFields } from './ExpectFields.tsx'
import { ReplyCards } from './ReplyCards.tsx'
import { stepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import { withKeys } from './test-draft.ts'
import type { ShownResult } from './test-result.ts'

interface TestFormProps {
  scenario: Scenario
  /** How the test went when it was last tried; null while that is not known. */
  result: ShownResult | null
  onChange: (scenario: Scenario) => void
}

export function TestForm({ scenario, result, onChange }: TestFormProps) {
  const { t } = useTranslation('tests')
  const document = useStudio((state) => state.document)
  const flowId = useStudio((state) => state.flowId) ?? ''
  const flowName = useStudio((state) => state.flowName)
  const options = useMemo(() => stepOptions(document, flowId, flowName), [document, flowId, flowName])
  const set = (change: Partial<Record<keyof Scenario, unknown>>) => onChange(withKeys(scenario, change))
  return (
    <div className={classes.form}>
      <TextInput
        label={t('form.name')}
        placeholder={t('form.nameHint')}
        maxLength={300}
        value={scenario.test}
        onChange={(event) => onChange({ ...scenario, test: event.currentTarget.value })}
      />
      <CallFields scenario={scenario} zone={document.settings.timezone || 'UTC'} options={options} onChange={set} />
      <EventRows
        events={scenario.happens ?? []}
        options={options}
        result={result}
        onChange={(happens) => set({ happens })}
      />
      <ExpectFields expect={scenario.expect} options={options} result={result} onChange={(expect) => set({ expect })} />
      <ReplyCards scenario={scenario} options={options} onChange={set} />
    </div>
  )
}
