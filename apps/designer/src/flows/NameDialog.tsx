import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface NameDialogProps {
  title: string
  /** What the button says. */
  action: string
  name?: string
  isBusy?: boolean
  error?: string | null
  onSubmit: (name: string) => void
  onClose: () => void
  /** Another way to begin, beside the buttons. */
  other?: { label: string; onPress: () => void } | undefined
}

/** Asks for the name of a flow, new or old. */
export function NameDialog({
  title,
  action,
  name = '',
  isBusy = false,
  error,
  onSubmit,
  onClose,
  other,
}: NameDialogProps) {
  const { t } = useTranslation('flows')
  const [text, setText] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onSubmit(text.trim())
  }
  return (
    <Modal opened onClose={onClose} title={title} size={420}>
      <form onSubmit={submit}>
        <TextInput
          label={t('nameOfFlow')}
          placeholder={t('nameHint')}
          value={text}
          error={error}
          maxLength={200}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          {other && (
            <Button variant="subtle" ml="calc(-1 * var(--button-padding-x))" mr="auto" onClick={other.onPress}>
              {other.label}
            </Button>
          )}
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" loading={isBusy} disabled={text.trim() === ''}>
            {action}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
