import { ActionIcon } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useId, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../ui/TextButton.tsx'
import classes from './Controls.module.css'
import { type ControlProps, FieldControl } from './FieldControl.tsx'
import { FieldFrame } from './FieldFrame.tsx'
import { useFieldNote } from './field-note.ts'
import { isPlainObject } from './field-value.ts'
import { entryFieldsOf, type FormField } from './form-fields.ts'
import { nextNumber, renamed } from './named-entries.ts'
import { UnknownEntry } from './UnknownEntry.tsx'
import { ValueText } from './ValueText.tsx'

const FIRST_SLOT = 101

/** Settings by the number of a slot: an object whose keys are numbers, each with a small form. */
export function SlotsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const entries = Object.entries(isPlainObject(value) ? value : {})
  const note = useFieldNote(field, path, value)
  const fields = useMemo(() => entryFieldsOf(field.schema), [field.schema])
  const write = (next: readonly (readonly [string, unknown])[], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : Object.fromEntries(next), isDiscrete)
  return (
    <FieldFrame id={id} label={field.label} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {entries.map(([name, settings], index) => (
          <fieldset
            // biome-ignore lint/suspicious/noArrayIndexKey: a slot keeps its place while its number changes
            key={index}
            className={classes.card}
            aria-label={t('slot', { number: name })}
          >
            <div className={classes.line}>
              <SlotNumber
                path={`${path}.${name}:name`}
                label={t('slotNumber', { number: index + 1 })}
                value={name}
                onTake={(next) => {
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
              <Settings
                path={`${path}.${name}`}
                fields={fields}
                settings={settings}
                onChange={(next, isDiscrete) => write(entries.with(index, [name, next]), isDiscrete)}
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
        <TextButton onClick={() => write([...entries, [nextNumber(entries, FIRST_SLOT), {}]], true)}>
          {t('addSlot')}
        </TextButton>
      </div>
    </FieldFrame>
  )
}

interface SettingsProps {
  path: string
  fields: readonly FormField[]
  settings: Readonly<Record<string, unknown>>
  onChange: (settings: Record<string, unknown>, isDiscrete?: boolean) => void
}

const Settings = ({ path, fields, settings, onChange }: SettingsProps) =>
  fields.map((field) => (
    <FieldControl
      key={field.path}
      field={field}
      path={`${path}.${field.path}`}
      value={settings[field.path]}
      onChange={(next, isDiscrete) => {
        const { [field.path]: _, ...others } = settings
        onChange(next === undefined ? others : { ...settings, [field.path]: next }, isDiscrete)
      }}
    />
  ))

interface SlotNumberProps {
  path: string
  label: string
  value: string
  onTake: (name: string) => void
}

/** Taken over on leaving it: half a number must not become a key of the data. */
function SlotNumber({ path, label, value, onTake }: SlotNumberProps) {
  const [draft, setDraft] = useState<string | null>(null)
  const take = () => {
    if (draft !== null && draft.trim() !== value) onTake(draft.trim())
    setDraft(null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the blur of the field inside arrives here
    <div onBlur={take}>
      <ValueText path={path} ariaLabel={label} takesValues={false} value={draft ?? value} onChange={setDraft} />
    </div>
  )
}
