import { ActionIcon, Select } from '@mantine/core'
import type { ParseKeys } from 'i18next'
import { Trash2 } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { isPlainObject, shownText } from '../form/field-value.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { JsonField } from '../values/JsonField.tsx'
import { TemplateInput } from '../values/TemplateInput.tsx'
import cells from './LinesControl.module.css'
import { type ProposalGroup, Proposals } from './Proposals.tsx'

type Line = Record<string, unknown>

/** One cell of a line: a key of its object. */
export interface Column {
  key: string
  /** Its words; they say the number of the line. */
  label: ParseKeys<'inspector'>
  placeholder?: string
  /** A name or a path: in the typeface of variables, never with values. */
  isName?: boolean
  /** Chosen from these, not typed. */
  options?: readonly { value: string; label: string }[]
  /** Which of them counts where the line says none. */
  ifAbsent?: string
  /** Left out of lines for which it means nothing. */
  isShown?: (line: Line) => boolean
}

interface LinesProps extends ControlProps {
  columns: readonly Column[]
  newLine: Line
  /** Fills in cells of a line that was just added, from what is written into the others. */
  completeNewLine?: (line: Line, before: Line) => Line
  addLabel: string
  /** Where the section's heading says it already. */
  isUnlabelled?: boolean
  hint?: string | undefined
  /** Lines that are likely to be wanted. */
  proposals?: readonly ProposalGroup[]
}

/** A list of objects, one a line. */
export function LinesControl(props: LinesProps) {
  const { field, path, value, onChange, columns, newLine, addLabel, isUnlabelled = false, hint, proposals = [] } = props
  const { completeNewLine } = props
  const { t } = useTranslation('inspector')
  const id = useId()
  /** The line that was just added, until the cursor leaves it. */
  const [newest, setNewest] = useState<number | null>(null)
  const lines: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(lines)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const write = (next: unknown[], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : next, isDiscrete)
  return (
    <FieldFrame id={id} label={isUnlabelled ? undefined : field.label} hint={hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {lines.map((line, index) => (
          // biome-ignore lint/a11y/noStaticElementInteractions: it only hears that the cursor leaves its cells
          <div
            key={keys[index]}
            className={cells.line}
            onBlur={({ currentTarget, relatedTarget }) => {
              if (!currentTarget.contains(relatedTarget)) setNewest(null)
            }}
          >
            {isPlainObject(line) ? (
              columns
                .filter(({ isShown }) => isShown?.(line) !== false)
                .map((column) => (
                  <Cell
                    key={column.key}
                    path={`${path}.${index}.${column.key}`}
                    column={column}
                    label={t(column.label, { number: index + 1 })}
                    value={shownText(line[column.key])}
                    isUntouched={index === newest && line[column.key] === newLine[column.key]}
                    onChange={(text, isDiscrete) => {
                      const changed = { ...line, [column.key]: text }
                      const isNew = index === newest
                      write(lines.with(index, (isNew && completeNewLine?.(changed, line)) || changed), isDiscrete)
                    }}
                  />
                ))
            ) : (
              <JsonField
                path={`${path}.${index}`}
                ariaLabel={t('entryOf', { number: index + 1 })}
                lines={1}
                value={line}
                onChange={(next) => write(lines.with(index, next ?? {}))}
              />
            )}
            <ActionIcon
              aria-label={t('removeLine', { number: index + 1 })}
              onClick={() => write(lines.toSpliced(index, 1), true)}
            >
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <Proposals groups={proposals} onAdd={(added) => write([...lines, ...added], true)} />
        <TextButton
          onClick={() => {
            write([...lines, { ...newLine }], true)
            setNewest(lines.length)
            focusSoon(`${path}.${lines.length}`)
          }}
        >
          {addLabel}
        </TextButton>
      </div>
    </FieldFrame>
  )
}

interface CellProps {
  path: string
  column: Column
  label: string
  value: string
  /** As it was added a moment ago: nothing is wrong with it yet. */
  isUntouched: boolean
  onChange: (text: string, isDiscrete?: boolean) => void
}

function Cell({
  path,
  column: { placeholder, isName = false, options, ifAbsent = '' },
  label,
  value,
  isUntouched,
  onChange,
}: CellProps) {
  const note = useNoteAt(path)
  if (options)
    return (
      // A select brings a hidden input along, which must not count as a cell.
      <div>
        <Select
          aria-label={label}
          data={[...options]}
          value={value || ifAbsent || null}
          allowDeselect={false}
          onChange={(chosen) => chosen !== null && onChange(chosen, true)}
        />
      </div>
    )
  return (
    <TemplateInput
      path={path}
      ariaLabel={label}
      placeholder={placeholder}
      allowsTemplate={!isName}
      isMono={isName}
      value={value}
      note={isUntouched ? null : note}
      onChange={onChange}
    />
  )
}
