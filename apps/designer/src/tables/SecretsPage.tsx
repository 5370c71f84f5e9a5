/** Passwords for look-ups: written here, used by name, never shown again. */
import type { SecretList } from '@callflow-studio/model/api'
import { ActionIcon, Button, PasswordInput, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { keys, useSecrets } from '../api/queries.ts'
import { formatWhen } from '../ui/format.ts'
import { LinkList } from '../ui/LinkList.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import frame from '../ui/Page.module.css'
import { useConfirm } from '../ui/use-confirm.tsx'
import classes from './DataPage.module.css'

export function SecretsPage() {
  const { t, i18n } = useTranslation('tables')
  const client = useQueryClient()
  const secrets = useSecrets()
  const [name, setName] = useState('')
  const [value, setValue] = useState('')
  const [dialog, confirm] = useConfirm()
  const [problem, setProblem] = useState<string | null>(null)
  const list = secrets.data?.secrets ?? []

  const change = async (work: () => Promise<unknown>) => {
    setProblem(null)
    try {
      await work()
      setName('')
      setValue('')
    } catch (error) {
      setProblem(error instanceof ApiError ? (error.problem.detail ?? error.problem.title) : String(error))
    }
    await client.invalidateQueries({ queryKey: keys.secrets })
  }
  const remove = async ({ name, usedBy }: SecretList['secrets'][number]) => {
    const flows = usedBy.map((flow) => flow.name).join(', ')
    const text = flows === '' ? t('deleteRowsText') : `${t('deleteRowsText')} ${t('deleteSecretUsed', { flows })}`
    if (await confirm({ title: t('deleteSecretTitle', { name }), text, action: t('deleteTable') }))
      await change(() => request('secret.delete', { name }))
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    void change(() => request('secret.save', { name: name.trim(), body: { value } }))
  }
  if (secrets.isError) return <LoadError error={secrets.error} onRetry={() => void secrets.refetch()} />
  return (
    <main className={frame.page}>
      <header className={frame.head}>
        <div>
          <h1>{t('secrets')}</h1>
          <p>{t('secretsHint', { secret: '{{ secrets.crm }}' })}</p>
        </div>
      </header>
      <form className={classes.form} onSubmit={save}>
        <TextInput
          label={t('secretName')}
          placeholder="crm"
          value={name}
          error={problem}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <PasswordInput
          label={t('secretValue')}
          autoComplete="off"
          value={value}
          onChange={(event) => setValue(event.currentTarget.value)}
        />
        <Button type="submit" variant="filled" disabled={name.trim() === '' || value === ''}>
          {t('saveSecret')}
        </Button>
      </form>
      {secrets.isSuccess && list.length === 0 && <p className={frame.none}>{t('noSecrets')}</p>}
      {list.length > 0 && (
        <table className={classes.table}>
          <thead>
            <tr>
              <th>{t('secretName')}</th>
              <th data-wide>{t('changed')}</th>
              <th>{t('usedBy')}</th>
              <th />
            </tr>
          </thead>
          <tbody>
            {list.map((secret) => (
              <tr key={secret.name}>
                <td>
                  <code>{secret.name}</code> {!secret.isReadable && t('unreadable')}
                </td>
                <td data-wide>{formatWhen(secret.updatedAt, new Date(), i18n.language)}</td>
                <td>
                  <LinkList links={secret.usedBy.map(({ id, name }) => ({ to: `/flows/${id}`, text: name }))} />
                </td>
                <td>
                  <ActionIcon aria-label={t('deleteSecret', { name: secret.name })} onClick={() => void remove(secret)}>
                    <Trash2 size={16} aria-hidden />
                  </ActionIcon>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {dialog}
    </main>
  )
}
