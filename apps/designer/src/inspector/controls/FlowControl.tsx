/** Choosing the flow that a step runs. */
import type { FlowSummary } from '@callflow-studio/model/api'
import { Select } from '@mantine/core'
import { SquareArrowOutUpRight } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useFlows } from '../../api/queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { shownText } from '../form/field-value.ts'
import classes from './FlowControl.module.css'

export function FlowControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const note = useFieldNote(field, path, value)
  const ownId = useStudio((state) => state.flowId)
  const format = useStudio((state) => state.document.settings.format)
  const flows = useFlows()
  const list = flows.data?.flows ?? []
  const chosen = shownText(value)
  const isOther = (flow: FlowSummary) => flow.format !== format
  const stateOf = (flow: FlowSummary): string => {
    if (isOther(flow)) return t('otherFormat')
    if (flow.id === ownId) return t('thisFlow')
    return flow.liveVersion === null ? t('notLive') : t('liveVersion', { version: flow.liveVersion })
  }
  const rank = (flow: FlowSummary): number => (isOther(flow) ? 2 : flow.liveVersion === null ? 1 : 0)
  const ordered = list.toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name))
  const known = list.find((flow) => flow.id === chosen)
  const options = ordered.map((flow) => ({ value: flow.id, label: flow.name, disabled: isOther(flow) }))
  return (
    <FieldFrame
      id={id}
      label={field.label}
      note={note}
      hint={known && stateOf(known)}
      action={
        known && known.id !== ownId ? (
          <Link className={classes.open} to={`/flows/${known.id}`}>
            <SquareArrowOutUpRight size={13} aria-hidden />
            {t('openSubFlow')}
          </Link>
        ) : undefined
      }
    >
      <Select
        id={id}
        data-field={path}
        aria-describedby={`${id}-notes`}
        data={
          known || chosen === '' || !flows.isSuccess ? options : [...options, { value: chosen, label: t('flowGone') }]
        }
        value={chosen || null}
        placeholder={t('chooseFlow')}
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('noFlow')}
        maxDropdownHeight={280}
        onChange={(next) => onChange(next ?? '', true)}
        renderOption={({ option }) => {
          const flow = list.find((each) => each.id === option.value)
          return (
            <span className={classes.option}>
              <span>{option.label}</span>
              {flow && <small data-live={rank(flow) === 0 || undefined}>{stateOf(flow)}</small>}
            </span>
          )
        }}
      />
    </FieldFrame>
  )
}
