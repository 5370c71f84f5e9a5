import { ActionIcon } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote, useNoteAt } from '../form/field-note.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { JsonField } from '../values/JsonField.tsx'
import { TemplateInput } from '../values/TemplateInput.tsx'

/** A list of texts, one a line. */
export function ListControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const items: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(items)
  const isItem = (at: string) => /\.\d+$/.test(at)
  const note = useFieldNote(field, path, value, isItem)
  const write = (next: unknown[], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : next, isDiscrete)
  return (
    <FieldFrame id={id} label={field.label} isOptional={field.isOptional} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {items.map((item, index) => (
          <div key={keys[index]} className={classes.line}>
            {typeof item === 'string' ? (
              <Item
                path={`${path}.${index}`}
                label={t('valueOf', { number: index + 1 })}
                allowsTemplate={field.allowsTemplate}
                value={item}
                onChange={(text) => write(items.with(index, text))}
              />
            ) : (
              <JsonField
                path={`${path}.${index}`}
                ariaLabel={t('valueOf', { number: index + 1 })}
                lines={1}
                value={item}
                onChange={(next) => write(items.with(index, next ?? ''))}
              />
            )}
            <ActionIcon
              aria-label={t('removeLine', { number: index + 1 })}
              onClick={() => write(items.toSpliced(index, 1), true)}
            >
              <Trash2 size={15} aria-hidden />
            </ActionIcon>
          </div>
        ))}
        <TextButton
          onClick={() => {
            write([...items, ''], true)
            focusSoon(`${path}.${items.length}`)
          }}
        >
          {t('addLine')}
        </TextButton>
      </div>
    </FieldFrame>
  )
}

interface ItemProps {
  path: string
  label: string
  allowsTemplate: boolean
  value: string
  onChange: (text: string) => void
}

const Item = ({ path, label, allowsTemplate, value, onChange }: ItemProps) => (
  <TemplateInput
    path={path}
    ariaLabel={label}
    allowsTemplate={allowsTemplate}
    value={value}
    note={useNoteAt(path)}
    onChange={onChange}
  />
)
