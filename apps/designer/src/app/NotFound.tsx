import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import classes from '../ui/Message.module.css'

export function NotFound({ text }: { text?: string }) {
  const { t } = useTranslation('app')
  return (
    <main className={classes.message}>
      <p>{text ?? t('notFound')}</p>
      <Button component={Link} to="/">
        {t('toFlows')}
      </Button>
    </main>
  )
}
