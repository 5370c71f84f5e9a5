import type { TestFailure } from '@callflow-studio/model/api'
import type { ScenarioVerb } from '@callflow-studio/model/scenario'
import { ActionIcon, Autocomplete, Select, TextInput } from '@mantine/core'
import { Circle, CircleCheck, CircleX, GripVertical, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useMovable } from '../ui/SortableList.tsx'
import { type EventLine, LINE_PARTS, VERBS, withVerb } from './event-line.ts'
import { StepSelect, WIDE } from './StepSelect.tsx'
import type { StepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import type { LineState } from './test-result.ts'

interface EventRowProps {
  /** Its key in the list. */
  id: number
  index: number
  line: EventLine
  options: StepOptions
  state: LineState | null
  failure: TestFailure | null
  onChange: (line: EventLine) => void
  onMove: (from: number, to: number) => void
  onRemove: () => void
}

const ICONS = { happened: CircleCheck, differed: CircleX, 'not reached': Circle } as const

/** One line: what happens, at which step, what comes of it, and after what time. */
export function EventRow({ id, index, line, options, state, failure, onChange, onMove, onRemove }: EventRowProps) {
  const { t } = useTranslation('tests')
  const { entry, handle } = useMovable({ id, index, onMove })
  const parts = LINE_PARTS[line.verb]
  const number = index + 1
  const Icon = state && ICONS[state]
  return (
    <li {...entry} className={classes.lineItem} data-state={state ?? undefined} aria-label={t('form.line', { number })}>
      <div className={classes.line}>
        <button {...handle} type="button" className={classes.handle} aria-label={t('form.moveLine', { number })}>
          <GripVertical size={14} aria-hidden />
        </button>
        <span className={classes.state}>
          {Icon && state && <Icon size={16} role="img" aria-label={t(`form.lineStates.${state}`)} />}
        </span>
        <Select
          className={classes.verb ?? ''}
          aria-label={t('form.verb', { number })}
          allowDeselect={false}
          data={VERBS.map((verb) => ({ value: verb, label: t(`form.verbs.${verb}`) }))}
          value={line.verb}
          comboboxProps={WIDE}
          onChange={(verb) => onChange(withVerb(line, verb as ScenarioVerb))}
        />
        <LineText line={line} options={options} onChange={onChange} />
        {parts.hasOutcome && (
          <Autocomplete
            className={classes.outcome ?? ''}
            aria-label={t('form.outcome')}
            placeholder={outcomeHint(line.verb, t)}
            data={[...options.outcomesOf(line.text, line.verb)]}
            value={line.outcome}
            comboboxProps={WIDE}
            // What is said already must not hide what else could come of it.
            filter={({ options: all }) => all}
            onChange={(outcome) => onChange({ ...line, outcome })}
          />
        )}
        {parts.hasAfter && (
          <TextInput
            className={classes.after ?? ''}
            aria-label={t('form.after')}
            placeholder={t('form.afterHint')}
            value={line.after}
            onChange={(event) => onChange({ ...line, after: event.currentTarget.value })}
          />
        )}
        <ActionIcon className={classes.remove ?? ''} aria-label={t('form.removeLine', { number })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </div>
      {failure && (
        <p className={classes.failure} role="status">
          {failure.happened === '' ? failure.expected : failure.happened}
        </p>
      )}
    </li>
  )
}

const outcomeHint = (verb: ScenarioVerb, t: ReturnType<typeof useTranslation<'tests'>>['t']): string =>
  verb === 'rings' || verb === 'records' || verb === 'decides' ? t(`form.outcomes.${verb}`) : ''

/** The words, keys or step of the line. */
function LineText({ line, options, onChange }: Pick<EventRowProps, 'line' | 'options' | 'onChange'>) {
  const { t } = useTranslation('tests')
  const { text, isTextOptional = false } = LINE_PARTS[line.verb]
  if (text === 'none') return <span className={classes.text} />
  if (text === 'step')
    return (
      <div className={classes.text}>
        <StepSelect
          aria-label={t('form.step')}
          data-first
          placeholder={isTextOptional ? t('form.anyStep') : t('form.step')}
          isRequired={!isTextOptional}
          options={options.forVerb(line.verb)}
          value={line.text}
          onChange={(step) => onChange({ ...line, text: step, outcome: step === line.text ? line.outcome : '' })}
        />
      </div>
    )
  const label = t(text === 'keys' ? 'form.keys' : 'form.words')
  return (
    <TextInput
      className={classes.text ?? ''}
      data-first
      aria-label={label}
      placeholder={label}
      value={line.text}
      onChange={(event) => onChange({ ...line, text: event.currentTarget.value })}
    />
  )
}
