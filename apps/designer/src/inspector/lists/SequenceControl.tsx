import { Menu, Select } from '@mantine/core'
import { useId, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { SortableList } from '../../ui/SortableList.tsx'
import { TextButton } from '../../ui/TextButton.tsx'
import { useStableKeys } from '../../ui/use-stable-keys.ts'
import classes from '../form/Controls.module.css'
import type { ControlProps } from '../form/control-kind.ts'
import { EntryFields } from '../form/EntryFields.tsx'
import { FieldFrame } from '../form/FieldFrame.tsx'
import { useFieldNote } from '../form/field-note.ts'
import { isPlainObject } from '../form/field-value.ts'
import { entryKindsOf } from '../form/form-fields.ts'
import { focusSoon } from '../form/use-focus-field.ts'
import { mover } from './list-order.ts'
import { MovableCard } from './MovableCard.tsx'
import { asKind, entryKindOf } from './sequence.ts'
import { UnknownEntry } from './UnknownEntry.tsx'

/** A list whose entries say their kind, each with the small form of its kind. */
export function SequenceControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const entries: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(entries)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  const declared = useMemo(() => entryKindsOf(field.schema), [field.schema])
  const { key, kinds } = declared ?? { key: '', kinds: [] }
  const move = mover(entries, (next) => onChange(next, true))
  return (
    <FieldFrame id={id} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        <SortableList keys={keys} onMove={move}>
          {entries.map((entry, index) => {
            const name = t('part', { number: index + 1 })
            const kind = entryKindOf(entry, key, kinds)
            const set = (next: unknown, isDiscrete?: boolean) => onChange(entries.with(index, next), isDiscrete)
            return (
              <MovableCard
                key={keys[index]}
                id={keys[index] ?? index}
                index={index}
                count={entries.length}
                name={name}
                title={
                  <Select
                    aria-label={t('partKind', { number: index + 1 })}
                    data={kinds.map(({ value: each, label }) => ({ value: each, label }))}
                    value={kind?.value ?? null}
                    placeholder={kindText(entry, key)}
                    allowDeselect={false}
                    comboboxProps={{ shadow: 'md' }}
                    onChange={(chosen) => {
                      const to = kinds.find(({ value: each }) => each === chosen)
                      if (to && to !== kind) set(asKind(isPlainObject(entry) ? entry : {}, kind, to), true)
                    }}
                  />
                }
                onMove={move}
                onRemove={() => onChange(entries.toSpliced(index, 1), true)}
              >
                {kind && isPlainObject(entry) ? (
                  <EntryFields fields={kind.fields} path={`${path}.${index}`} value={entry} onChange={set} of={name} />
                ) : (
                  <UnknownEntry path={`${path}.${index}`} name={name} value={entry} onChange={set} />
                )}
              </MovableCard>
            )
          })}
        </SortableList>
        <Menu position="bottom-start">
          <Menu.Target>
            <TextButton>{t('addPart')}</TextButton>
          </Menu.Target>
          <Menu.Dropdown>
            {kinds.map((kind) => (
              <Menu.Item
                key={kind.value}
                onClick={() => {
                  onChange([...entries, kind.create()], true)
                  focusSoon(`${path}.${entries.length}`)
                }}
              >
                {kind.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      </div>
    </FieldFrame>
  )
}

/** What an entry of an unknown kind calls itself. */
const kindText = (entry: unknown, key: string): string =>
  isPlainObject(entry) && typeof entry[key] === 'string' ? entry[key] : ''
