import { ActionIcon, Select } from '@mantine/core'
import { ChevronDown, ChevronUp, Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Controls.module.css'
import type { ControlProps } from './FieldControl.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useFieldNote, useNoteAt } from './field-note.ts'
import { shownText, storedNumber } from './field-value.ts'
import { ValueText } from './ValueText.tsx'

type Endpoint = Record<string, unknown>

/** KAZOO's own names, in the order in which they are usual. @source callflows.ring_group */
const KINDS = [
  { value: 'user', label: 'User' },
  { value: 'device', label: 'Device' },
  { value: 'group', label: 'Group' },
]
const RINGS_FOR_S = 20

/** The phones of a group, in the order in which they ring. */
export function EndpointsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const phones: Endpoint[] = Array.isArray(value) ? value : []
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const set = (index: number, key: string, next: unknown, isDiscrete?: boolean) => {
    const { [key]: _, ...others } = phones[index] ?? {}
    onChange(phones.with(index, next === undefined ? others : { ...phones[index], [key]: next }), isDiscrete)
  }
  const move = (from: number, to: number) => {
    const phone = phones[from]
    if (phone && to >= 0 && to < phones.length) onChange(phones.toSpliced(from, 1).toSpliced(to, 0, phone), true)
  }
  return (
    <FieldFrame id={id} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {phones.map((phone, index) => {
          const number = index + 1
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: phones have no identity but their place
            <fieldset key={index} className={classes.card} aria-label={t('phone', { number })}>
              <div className={classes.line}>
                <Select
                  aria-label={t('kind')}
                  className={classes.kind}
                  data={KINDS}
                  value={shownText(phone.endpoint_type) || null}
                  allowDeselect={false}
                  onChange={(kind) => set(index, 'endpoint_type', kind ?? 'user', true)}
                />
                <span className={classes.grow} />
                <ActionIcon
                  aria-label={t('phoneUp', { number })}
                  disabled={index === 0}
                  onClick={() => move(index, index - 1)}
                >
                  <ChevronUp size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('phoneDown', { number })}
                  disabled={number === phones.length}
                  onClick={() => move(index, index + 1)}
                >
                  <ChevronDown size={15} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  aria-label={t('removePhone', { number })}
                  onClick={() => onChange(phones.toSpliced(index, 1), true)}
                >
                  <Trash2 size={15} aria-hidden />
                </ActionIcon>
              </div>
              <Cell
                path={`${path}.${index}.id`}
                label={t('id')}
                value={shownText(phone.id)}
                placeholder={t('idHint')}
                isMono
                onChange={(text) => set(index, 'id', text)}
              />
              <div className={classes.halves}>
                <Cell
                  path={`${path}.${index}.delay`}
                  label={t('delay')}
                  unit="s"
                  value={shownText(phone.delay)}
                  placeholder="0"
                  onChange={(text) => set(index, 'delay', storedNumber(text))}
                />
                <Cell
                  path={`${path}.${index}.timeout`}
                  label={t('ringFor')}
                  unit="s"
                  value={shownText(phone.timeout)}
                  placeholder={String(RINGS_FOR_S)}
                  onChange={(text) => set(index, 'timeout', storedNumber(text))}
                />
              </div>
            </fieldset>
          )
        })}
        <button
          type="button"
          className={classes.add}
          onClick={() => onChange([...phones, { endpoint_type: 'user', id: '' }], true)}
        >
          <Plus size={15} aria-hidden />
          {t('addPhone')}
        </button>
      </div>
    </FieldFrame>
  )
}

interface CellProps {
  path: string
  label: string
  value: string
  placeholder: string
  unit?: string
  isMono?: boolean
  onChange: (text: string) => void
}

const Cell = ({ unit, ...props }: CellProps) => (
  <ValueText {...props} unit={unit} isNumber={unit !== undefined} note={useNoteAt(props.path)} />
)
