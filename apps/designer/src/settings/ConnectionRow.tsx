import type { Connection } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useCheckConnection, useDisconnect } from '../api/connection-queries.ts'
import { Chip } from '../ui/Chip.tsx'
import { useConfirm } from '../ui/use-confirm.tsx'
import classes from './KazooAccounts.module.css'
import { sentencesOf } from './sentences-of.ts'

/** One connection: which account, where, who signs in, and what the last check found. */
export function ConnectionRow({ connection, onChange }: { connection: Connection; onChange: () => void }) {
  const { t } = useTranslation('settings')
  const [dialog, confirm] = useConfirm()
  const checking = useCheckConnection(connection.id)
  const removing = useDisconnect()
  const { accountName: name, baseUrl, isReseller, isReadable, signIn, version } = connection
  const facts = [
    baseUrl,
    signIn.type === 'api-key' ? t('kazoo.byKey') : t('kazoo.asUser', { user: signIn.username }),
    ...(version === null ? [] : [t('kazoo.version', { version })]),
  ]
  const disconnect = async () => {
    const question = { title: t('kazoo.disconnectTitle', { name }), text: t('kazoo.disconnectText') }
    if (await confirm({ ...question, action: t('kazoo.disconnect') })) removing.mutate(connection.id)
  }
  const problem = checking.error ?? removing.error
  return (
    <li className={classes.row}>
      <div className={classes.text}>
        <div className={classes.name}>
          <strong>{name}</strong>
          {isReseller && <Chip>{t('kazoo.reseller')}</Chip>}
        </div>
        <p className={classes.hint}>{facts.join(' · ')}</p>
      </div>
      <div className={classes.actions}>
        <Button
          size="xs"
          aria-label={t('kazoo.checkNamed', { name })}
          loading={checking.isPending}
          onClick={() => checking.mutate()}
        >
          {t('kazoo.check')}
        </Button>
        <Button size="xs" aria-label={t('kazoo.changeNamed', { name })} onClick={onChange}>
          {t('kazoo.change')}
        </Button>
        <Button
          size="xs"
          aria-label={t('kazoo.disconnectNamed', { name })}
          loading={removing.isPending}
          onClick={() => void disconnect()}
        >
          {t('kazoo.disconnect')}
        </Button>
      </div>
      {!isReadable && <p className={classes.warning}>{t('kazoo.unreadable')}</p>}
      {checking.isSuccess && (
        <p className={classes.good} role="status">
          {checking.data.version === null ? t('kazoo.works') : t('kazoo.worksIn', { version: checking.data.version })}
        </p>
      )}
      {problem && (
        <p className={classes.problem} role="alert">
          {sentencesOf(problem)}
        </p>
      )}
      {dialog}
    </li>
  )
}
