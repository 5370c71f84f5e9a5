import { ActionIcon, Select } from '@mantine/core'
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
import { TemplateInput } from '../values/TemplateInput.tsx'
import { idsAsText, idsFromText, isRecipientLine } from './recipients.ts'
import { UnknownEntry } from './UnknownEntry.tsx'

/** KAZOO's own names. @source callflows.notification */
const KINDS = [
  { value: 'email', label: 'E-mail' },
  { value: 'user', label: 'User' },
] as const

/** Who gets a message: a kind and an id or an address, one a line. */
export function RecipientsControl({ field, path, value, onChange }: ControlProps) {
  const { t } = useTranslation('inspector')
  const id = useId()
  const recipients: unknown[] = Array.isArray(value) ? value : []
  const keys = useStableKeys(recipients)
  const note = useFieldNote(field, path, value, (at) => at !== path)
  return (
    <FieldFrame id={id} hint={t('severalRecipients')} note={note}>
      <div id={id} className={classes.rows} data-field={path}>
        {recipients.map((recipient, index) => {
          const set = (next: unknown, isDiscrete?: boolean) => onChange(recipients.with(index, next), isDiscrete)
          return (
            <div key={keys[index]} className={classes.recipient}>
              {isRecipientLine(recipient) ? (
                <Line path={`${path}.${index}`} number={index + 1} recipient={recipient} onChange={set} />
              ) : (
                <div className={classes.unknown}>
                  <UnknownEntry
                    path={`${path}.${index}`}
                    name={t('recipientIds', { number: index + 1 })}
                    value={recipient}
                    onChange={set}
                  />
                </div>
              )}
              <ActionIcon
                aria-label={t('removeLine', { number: index + 1 })}
                onClick={() => onChange(recipients.toSpliced(index, 1), true)}
              >
                <Trash2 size={15} aria-hidden />
              </ActionIcon>
            </div>
          )
        })}
        <TextButton
          onClick={() => {
            onChange([...recipients, { type: 'email', id: '' }], true)
            focusSoon(`${path}.${recipients.length}`)
          }}
        >
          {t('addRecipient')}
        </TextButton>
      </div>
    </FieldFrame>
  )
}

interface LineProps {
  path: string
  number: number
  recipient: { type: string; id: string | string[] }
  onChange: (recipient: unknown, isDiscrete?: boolean) => void
}

function Line({ path, number, recipient, onChange }: LineProps) {
  const { t } = useTranslation('inspector')
  const note = useNoteAt(`${path}.id`)
  return (
    <>
      <Select
        aria-label={t('recipientKind', { number })}
        data={[...KINDS]}
        value={recipient.type}
        allowDeselect={false}
        comboboxProps={{ shadow: 'md' }}
        onChange={(type) => onChange({ ...recipient, type }, true)}
      />
      <TemplateInput
        path={`${path}.id`}
        ariaLabel={t('recipientIds', { number })}
        placeholder={t(`recipientHints.${recipient.type === 'user' ? 'user' : 'email'}`)}
        isMono={recipient.type === 'user'}
        value={idsAsText(recipient.id)}
        note={note}
        onChange={(text) => onChange({ ...recipient, id: idsFromText(text, recipient.id) })}
      />
    </>
  )
}
