import { Button } from '@mantine/core'
import { FlaskConical, Plus, Sparkles } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import classes from './TestsPage.module.css'

/** Says what a test is, and how to get the first ones. */
export function NoTests({ flowId }: { flowId: string }) {
  const { t } = useTranslation('tests')
  return (
    <div className={classes.empty}>
      <FlaskConical size={32} aria-hidden />
      <h1>{t('empty.title')}</h1>
      <p>{t('empty.text')}</p>
      <div className={classes.buttons}>
        <Button
          component={Link}
          to={`/flows/${flowId}/tests/suggest`}
          variant="filled"
          leftSection={<Sparkles size={16} />}
        >
          {t('suggest')}
        </Button>
        <Button component={Link} to={`/flows/${flowId}/tests/new`} leftSection={<Plus size={16} />}>
          {t('new')}
        </Button>
      </div>
      <p className={classes.hint}>{t('empty.preview')}</p>
    </div>
  )
}
