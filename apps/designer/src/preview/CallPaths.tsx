/** The tab of call paths: what holds of every call, the calls for which it does not, and each path. */
import { useTranslation } from 'react-i18next'
import { isSilenced } from '../state/shown-problems.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './CallCheck.module.css'
import { CallCheck } from './CallCheck.tsx'
import { PathList } from './PathList.tsx'
import { ProblemRows } from './ProblemRows.tsx'

export function CallPaths() {
  const { t } = useTranslation('preview')
  const { proof, advice = [] } = useStudio((state) => state.validation)
  const warnings = advice.filter((each) => !isSilenced(each))
  return (
    <div className={classes.scroll}>
      {proof && <CallCheck proof={proof} />}
      {warnings.length > 0 && (
        <section className={classes.section}>
          <h3>{t('check.advice')}</h3>
          <ProblemRows problems={warnings} className={classes.warnings} label={t('check.advice')} />
        </section>
      )}
      <section className={classes.section}>
        {(proof || warnings.length > 0) && <h3>{t('paths.heading')}</h3>}
        <PathList />
      </section>
    </div>
  )
}
