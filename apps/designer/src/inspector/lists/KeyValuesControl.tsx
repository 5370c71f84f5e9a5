import { ActionIcon } from '@mantine/core'
import { Braces, Trash2 } from 'lucide-react'
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

/** Names with values: SIP headers, application variables. A line without a name waits here, outside of the data. */
export function KeyValuesControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  /** The value of a line that has no name yet. */
  const [unnamed, setUnnamed] = useState<unknown>(null)
  const held = isPlainObject(value) ? value : {}
  const takesNested = field.schema.safeParse({ name: {} }).success
  const entries = Object.entries(held)
  const within = (name: string) => (path === '' ? name : `${path}.${name}`)
  const note = useFieldNote(field, path, value, (at) => at.startsWith(`${path}.`))
  const write = (next: [string, unknown][], isDiscrete?: boolean) =>
    onChange(next.length === 0 && field.isOptional ? undefined : Object.fromEntries(next), isDiscrete)
  const rename = (index: number, name: string) => {
    const isTaken = entries.some(([other], at) => at !== index && other === name)
    if (name !== '' && !isTaken) write(entries.with(index, [name, entries[index]?.[1]]))
  }
  const nameNew = (name: string) => {
    if (name === '' || Object.hasOwn(held, name)) return
    setUnnamed(null)
    write([...entries, [name, unnamed]])
  }
  /** A line that has no name yet gets it first. Not by disabling the button: the press that leaves the name is on it. */
  const addUnnamed = (content: unknown) => {
    if (unnamed === null) setUnnamed(content)
    focusSoon(`${within('')}:name`)
  }
  const lines: [string, unknown][] = unnamed === null ? entries : [...entries, ['', unnamed]]
  const keys = useStableKeys(lines.map(([name]) => name))
  return (
    <FieldFrame id={id} label={field.label} isOptional={field.isOptional} hint={field.meta.hint} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {lines.map(([name, content], index) => (
          <Line
            key={keys[index]}
            path={within(name)}
            number={index + 1}
            name={name}
            content={content}
            onRename={(next) => (index < entries.length ? rename(index, next) : nameNew(next))}
            onChange={(next) => (index < entries.length ? write(entries.with(index, [name, next])) : setUnnamed(next))}
            onRemove={() => (index < entries.length ? write(entries.toSpliced(index, 1), true) : setUnnamed(null))}
          />
        ))}
        <TextButton onClick={() => addUnnamed('')}>{t('addValue')}</TextButton>
        {takesNested && (
          <TextButton icon={Braces} onClick={() => addUnnamed({})}>
            {t('addNested')}
          </TextButton>
        )}
      </div>
    </FieldFrame>
  )
}

interface LineProps {
  path: string
  number: number
  name: string
  content: unknown
  onRename: (name: string) => void
  onChange: (content: unknown) => void
  onRemove: () => void
}

/** The name is taken over on leaving it: half a name must not become a key of the data. */
function Line({ path, number, name, content, onRename, onChange, onRemove }: LineProps) {
  const { t } = useTranslation('inspector')
  const [draft, setDraft] = useState<string | null>(null)
  const note = useNoteAt(path)
  // A number, an object and the like stay what they are: as a text they would be something else to KAZOO.
  const isText = typeof content === 'string' || content === undefined
  const take = () => {
    if (draft !== null && draft !== name) onRename(draft.trim())
    setDraft(null)
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the blur of the fields inside arrives here
    <div className={classes.pair} onBlur={take}>
      <TemplateInput
        path={`${path}:name`}
        ariaLabel={t('nameOf', { number })}
        placeholder={t('name')}
        allowsTemplate={false}
        isMono
        value={draft ?? name}
        onChange={setDraft}
      />
      {isText ? (
        <TemplateInput
          path={path}
          ariaLabel={t('valueOf', { number })}
          placeholder={t('value')}
          value={shownText(content)}
          note={note}
          onChange={onChange}
        />
      ) : (
        <JsonField
          path={path}
          ariaLabel={t('valueOf', { number })}
          lines={typeof content === 'object' && content !== null ? 3 : 1}
          value={content}
          note={note}
          onChange={(next) => onChange(next ?? '')}
        />
      )}
      <ActionIcon aria-label={t('removeLine', { number })} onClick={onRemove}>
        <Trash2 size={15} aria-hidden />
      </ActionIcon>
    </div>
  )
}
