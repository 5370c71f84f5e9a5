import { Button, CopyButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import classes from './Inspector.module.css'

/** Where KAZOO asks: what the start stands for. */
export function StartAddress() {
  const { t } = useTranslation('inspector')
  const pivotUrl = useStudio((state) => state.pivotUrl)
  const isLive = useStudio((state) => state.liveVersion !== null)
  if (pivotUrl === '') return null
  return (
    <section className={classes.section}>
      <h3>{t('startTitle')}</h3>
      <code className={classes.address}>{pivotUrl}</code>
      <div className={classes.buttons}>
        <CopyButton value={pivotUrl}>
          {({ copied, copy }) => (
            <Button size="xs" onClick={copy}>
              {t(copied ? 'copied' : 'copy')}
            </Button>
          )}
        </CopyButton>
      </div>
      <p className={classes.plain}>{t(isLive ? 'startHint' : 'notPublished')}</p>
    </section>
  )
}
