import { callEndSchema } from '@callflow-studio/model/api'
import type { Scenario } from '@callflow-studio/model/scenario'
import { MultiSelect, NumberInput, Select, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { PairRows } from './PairRows.tsx'
import { StepLine, stepData, WIDE } from './StepSelect.tsx'
import type { StepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import { within } from './test-draft.ts'
import { failureAt, type ShownResult } from './test-result.ts'

type Expectation = NonNullable<Scenario['expect']>

interface ExpectFieldsProps {
  expect: Expectation | undefined
  options: StepOptions
  result: ShownResult | null
  onChange: (expect: Expectation | undefined) => void
}

const AMOUNTS = ['any', 'exactly', 'at most', 'at least'] as const
type Amount = (typeof AMOUNTS)[number]

/** What is expected of the whole call. */
export function ExpectFields({ expect = {}, options, result, onChange }: ExpectFieldsProps) {
  const { t } = useTranslation('tests')
  const set = (change: { [K in keyof Expectation]?: Expectation[K] | undefined }) => onChange(within(expect, change))
  const problem = (key: keyof Expectation) => failureAt(result, ['expect', key])?.happened
  const { kind, number } = readAmount(expect.requests)
  const steps = (key: 'never' | 'reaches') => (
    <MultiSelect
      label={t(`form.${key}`)}
      placeholder={expect[key] ? '' : t('form.chooseSteps')}
      searchable
      data={stepData(options.all, expect[key] ?? [])}
      value={expect[key] ?? []}
      error={problem(key)}
      comboboxProps={WIDE}
      renderOption={({ option }) => (
        <StepLine option={options.all.find(({ value }) => value === option.value)} label={option.label} />
      )}
      onChange={(names) => set({ [key]: names })}
    />
  )
  return (
    <section className={classes.section} aria-label={t('form.expect')}>
      <h3>{t('form.expect')}</h3>
      <div className={classes.grid}>
        <TextInput
          label={t('form.silence')}
          description={t('form.silenceHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder="2 s"
          value={expect.silence?.replace(/^under /, '') ?? ''}
          error={problem('silence')}
          onChange={({ currentTarget: { value } }) => set({ silence: value === '' ? undefined : `under ${value}` })}
        />
        <div className={classes.amount}>
          <Select
            label={t('form.requests')}
            allowDeselect={false}
            data={AMOUNTS.map((value) => ({ value, label: t(`form.amounts.${value}`) }))}
            value={kind}
            error={problem('requests')}
            onChange={(next) => set({ requests: writeAmount(next as Amount, number) })}
          />
          {kind !== 'any' && (
            <NumberInput
              aria-label={t('form.amount')}
              min={0}
              allowDecimal={false}
              allowNegative={false}
              value={number}
              onChange={(next) => set({ requests: writeAmount(kind, Number(next)) })}
            />
          )}
        </div>
        {steps('reaches')}
        {steps('never')}
        <Select
          label={t('form.ends')}
          placeholder={t('form.anyEnd')}
          clearable
          data={callEndSchema.options.map((value) => ({ value, label: t(`form.endings.${value}`) }))}
          value={expect.ends ?? null}
          error={problem('ends')}
          onChange={(ends) => set({ ends: callEndSchema.options.find((each) => each === ends) })}
        />
      </div>
      <PairRows
        label={t('form.variables')}
        pairs={expect.variables ?? {}}
        onChange={(variables) => set({ variables: variables as NonNullable<Expectation['variables']> })}
      />
      {problem('variables') && <p className={classes.failure}>{problem('variables')}</p>}
    </section>
  )
}

function readAmount(requests: Expectation['requests']): { kind: Amount; number: number } {
  if (requests === undefined) return { kind: 'any', number: 1 }
  if (typeof requests === 'number') return { kind: 'exactly', number: requests }
  const number = Number(/\d+$/.exec(requests)?.[0] ?? 1)
  return { kind: requests.startsWith('at most') ? 'at most' : 'at least', number }
}

const writeAmount = (kind: Amount, number: number): Expectation['requests'] =>
  kind === 'any' ? undefined : kind === 'exactly' ? number : `${kind} ${number}`
