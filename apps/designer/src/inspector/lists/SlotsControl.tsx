import { ActionIcon } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { EntryFields } from '../form/EntryFields.tsx'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { isPlainObject } from '../form/field-value.ts'
import { entryFieldsOf } from '../form/form-fields.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { CommitInput } from '../values/CommitInput.tsx'
import { nextNumber, renamed } from './named-entries.ts'
import { UnknownEntry } from './UnknownEntry.tsx'

const FIRST_SLOT = 101

/** Settings by the number of a slot: an object whose keys are numbers, each with a small form. */
export function SlotsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const entries = Object.entries(isPlainObject(value) ? value : {})
  const keys = useStableKeys(entries.map(([name]) => name))
  const note = useFieldNote(field, path, value)
  const fields = useMemo(() => entryFieldsOf(field.schema), [field.schema])
  const write = (next: readonly (readonly [string, unknown])[], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : Object.fromEntries(next), isDiscrete)
  return (
    <FieldFrame id={id} label={field.label} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {entries.map(([name, settings], index) => (
          <fieldset key={keys[index]} className={classes.card} aria-label={t('slot', { number: name })}>
            <div className={classes.line}>
              <CommitInput
                path={`${path}.${name}:name`}
                ariaLabel={t('slotNumber', { number: index + 1 })}
                allowsTemplate={false}
                value={name}
                onCommit={(next) => {
                  const changed = renamed(entries, index, next)
                  if (changed !== entries) write(changed)
                }}
              />
              <ActionIcon
                aria-label={t('removeEntry', { what: t('slot', { number: name }) })}
                onClick={() => write(entries.toSpliced(index, 1), true)}
              >
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            </div>
            {isPlainObject(settings) ? (
              <EntryFields
                path={`${path}.${name}`}
                fields={fields}
                value={settings}
                onChange={(next, isDiscrete) => write(entries.with(index, [name, next]), isDiscrete)}
                of={t('slot', { number: name })}
              />
            ) : (
              <UnknownEntry
                path={`${path}.${name}`}
                name={t('slot', { number: name })}
                value={settings}
                onChange={(next) => write(entries.with(index, [name, next]))}
              />
            )}
          </fieldset>
        ))}
        <TextButton
          onClick={() => {
            const number = nextNumber(entries, FIRST_SLOT)
            write([...entries, [number, {}]], true)
            focusSoon(`${path}.${number}:name`)
          }}
        >
          {t('addSlot')}
        </TextButton>
      </div>
    </FieldFrame>
  )
}
