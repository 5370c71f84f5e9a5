import { ActionIcon } from '@mantine/core'
import { Plus, Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './Controls.module.css'
import type { ControlProps } from './FieldControl.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useFieldNote, useNoteAt } from './field-note.ts'
import { shownText } from './field-value.ts'
import { ValueText } from './ValueText.tsx'

interface Assignment {
  name: string
  value?: unknown
}

/** Names and what they are set to, in order: a line sees the ones above it. */
export function AssignmentsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const lines: Assignment[] = Array.isArray(value) ? value : []
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const write = (next: Assignment[], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : next, isDiscrete)
  return (
    <FieldFrame id={id} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {lines.map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity but their place
          <div key={index} className={classes.pair}>
            <Cell
              path={`${path}.${index}.name`}
              label={t('nameOf', { number: index + 1 })}
              placeholder={t('name')}
              isName
              value={shownText(line?.name)}
              onChange={(name) => write(lines.with(index, { ...line, name }))}
            />
            <Cell
              path={`${path}.${index}.value`}
              label={t('valueOf', { number: index + 1 })}
              placeholder={t('value')}
              value={shownText(line?.value)}
              onChange={(text) => write(lines.with(index, { ...line, value: text }))}
            />
            <ActionIcon
              aria-label={t('removeLine', { number: index + 1 })}
              onClick={() => write(lines.toSpliced(index, 1), true)}
            >
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <button type="button" className={classes.add} onClick={() => write([...lines, { name: '', value: '' }], true)}>
          <Plus size={15} aria-hidden />
          {t('addValue')}
        </button>
      </div>
    </FieldFrame>
  )
}

interface CellProps {
  path: string
  label: string
  placeholder: string
  isName?: boolean
  value: string
  onChange: (text: string) => void
}

const Cell = ({ path, label, placeholder, isName = false, value, onChange }: CellProps) => (
  <ValueText
    path={path}
    ariaLabel={label}
    placeholder={placeholder}
    takesValues={!isName}
    isMono={isName}
    value={value}
    note={useNoteAt(path)}
    onChange={onChange}
  />
)
