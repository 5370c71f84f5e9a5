import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useRouteError } from 'react-router'
import classes from './Message.module.css'

/** A page that broke, or whose code could not be fetched after an update of the studio. */
export function PageFailed() {
  const { t } = useTranslation('app')
  const error = useRouteError()
  return (
    <main className={classes.message} role="alert">
      <p>{t('pageFailed')}</p>
      {import.meta.env.DEV && <pre>{error instanceof Error ? error.stack : String(error)}</pre>}
      <Button onClick={() => location.reload()}>{t('reload')}</Button>
    </main>
  )
}
