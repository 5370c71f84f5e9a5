import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './LoadError.module.css'

interface LoadErrorProps {
  /** What the server said, if it said anything. */
  error: { status?: number; message: string }
  onRetry: () => void
}

/** Something could not be read: says what, and lets the user try again. Announced at once, since work stops here. */
export function LoadError({ error, onRetry }: LoadErrorProps) {
  const { t } = useTranslation('ui')
  const isSilent = error.status === undefined || error.status === 0
  const message = isSilent
    ? t('unreachable')
    : error.status && error.status >= 500
      ? t('noAnswer', { status: error.status })
      : error.message
  return (
    <div className={classes.error} role="alert">
      <span>{message}</span>
      <Button size="xs" onClick={onRetry}>
        {t('tryAgain')}
      </Button>
    </div>
  )
}
