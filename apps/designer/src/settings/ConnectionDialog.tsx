/** Connects a KAZOO account, or changes how it is connected. It signs in before anything is saved. */
import type { Connection } from '@callflow-studio/model/api'
import { Button, Group, Modal, TextInput } from '@mantine/core'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnect, useSaveConnection } from '../api/connection-queries.ts'
import { draftOf, isComplete, signInOf } from './connection-draft.ts'
import classes from './KazooAccounts.module.css'
import { SignInFields } from './SignInFields.tsx'
import { sentencesOf } from './sentences-of.ts'

interface ConnectionDialogProps {
  /** Undefined for a new one. */
  connection: Connection | undefined
  onClose: () => void
}

export function ConnectionDialog({ connection, onClose }: ConnectionDialogProps) {
  const { t } = useTranslation('settings')
  const [draft, setDraft] = useState(() => draftOf(connection))
  const connecting = useConnect()
  const saving = useSaveConnection()
  const error = connecting.error ?? saving.error

  const submit = (event: FormEvent) => {
    event.preventDefault()
    const [baseUrl, signIn] = [draft.baseUrl.trim(), signInOf(draft)]
    const done = { onSuccess: onClose }
    if (connection) saving.mutate({ id: connection.id, baseUrl, ...(signIn && { signIn }) }, done)
    else if (signIn) connecting.mutate({ baseUrl, signIn }, done)
  }
  const title = connection ? t('kazoo.changeTitle', { name: connection.accountName }) : t('kazoo.connectTitle')
  return (
    <Modal opened onClose={onClose} title={title} size={520}>
      <form className={classes.form} onSubmit={submit}>
        <TextInput
          label={t('kazoo.baseUrl')}
          description={t('kazoo.baseUrlHelp')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          placeholder="https://kazoo.example.com:8443/v2"
          inputMode="url"
          spellCheck={false}
          autoComplete="off"
          value={draft.baseUrl}
          onChange={(event) => setDraft({ ...draft, baseUrl: event.currentTarget.value })}
          data-autofocus
        />
        <SignInFields
          draft={draft}
          canKeep={connection?.isReadable === true}
          onChange={(change) => setDraft({ ...draft, ...change })}
        />
        {error && (
          <p className={classes.problem} role="alert">
            {sentencesOf(error)}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button onClick={onClose}>{t('kazoo.cancel')}</Button>
          <Button
            type="submit"
            variant="filled"
            loading={connecting.isPending || saving.isPending}
            disabled={!isComplete(draft)}
          >
            {connection ? t('save') : t('kazoo.submit')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
