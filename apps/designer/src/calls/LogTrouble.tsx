import type { CallList } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import classes from './CallList.module.css'

/** Says what is wrong with the call log, where something is. */
export function LogTrouble({ log }: { log: CallList['log'] | undefined }) {
  const { t } = useTranslation('calls')
  if (!log) return null
  return (
    <>
      {log.problem !== null && (
        <p className={classes.trouble} role="alert">
          {t('logProblem', { problem: log.problem })}
        </p>
      )}
      {log.setAside !== null && (
        <p className={classes.trouble} role="status">
          {t('logSetAside', { file: log.setAside })}
        </p>
      )}
    </>
  )
}
