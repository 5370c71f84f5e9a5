/** The KAZOO accounts that the studio is connected to. Each is saved as it is entered, apart from the form of the page. */
import type { Connection } from '@callflow-studio/model/api'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useConnections } from '../api/connection-queries.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { ConnectionDialog } from './ConnectionDialog.tsx'
import { ConnectionRow } from './ConnectionRow.tsx'
import classes from './KazooAccounts.module.css'

export function KazooAccounts() {
  const { t } = useTranslation('settings')
  const connections = useConnections()
  /** The connection in the dialog; undefined for a new one, null while it is closed. */
  const [edited, setEdited] = useState<Connection | null | undefined>(null)
  const list = connections.data?.connections ?? []
  return (
    <section className={classes.section} aria-label={t('kazoo.title')}>
      <header className={classes.head}>
        <h2>{t('kazoo.title')}</h2>
        <Button onClick={() => setEdited(undefined)}>{t('kazoo.connect')}</Button>
      </header>
      {connections.isError && <LoadError error={connections.error} onRetry={() => void connections.refetch()} />}
      {connections.isSuccess && list.length === 0 && <p className={classes.hint}>{t('kazoo.none')}</p>}
      {list.length > 0 && (
        <ul className={classes.list} aria-label={t('kazoo.title')}>
          {list.map((connection) => (
            <ConnectionRow key={connection.id} connection={connection} onChange={() => setEdited(connection)} />
          ))}
        </ul>
      )}
      {edited !== null && <ConnectionDialog connection={edited} onClose={() => setEdited(null)} />}
    </section>
  )
}
