import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import { isStudioReachable } from '../ui/is-studio-reachable.ts'
import classes from '../ui/Message.module.css'

/** A page that broke. It is reloaded only while the studio answers: else the browser's own error page would come. */
export function PageFailed() {
  const { t } = useTranslation('app')
  const error = useRouteError()
  const [isUnreachable, setUnreachable] = useState(false)
  const reload = async () => {
    if (await isStudioReachable()) location.reload()
    else setUnreachable(true)
  }
  return (
    <main className={classes.message} role="alert">
      <p>{t('pageFailed')}</p>
      {isUnreachable && <p>{t('reloadLater')}</p>}
      {import.meta.env.DEV && <pre>{error instanceof Error ? error.stack : String(error)}</pre>}
      <Button onClick={() => void reload()}>{t('reload')}</Button>
    </main>
  )
}
