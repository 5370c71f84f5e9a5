import { useTranslation } from 'react-i18next'
import classes from '../traffic/StepTraffic.module.css'

/** On a card that no test gets to. */
export function StepCoverage({ isMissed }: { isMissed: boolean }) {
  const { t } = useTranslation('canvas')
  return isMissed ? (
    <span className={classes.words}>
      <span data-kind="ended">{t('coverage.notTested')}</span>
    </span>
  ) : null
}
