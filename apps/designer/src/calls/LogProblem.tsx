import type { CallLogState } from '@callflow-studio/model/api'
import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './CallList.module.css'

/** Says what is wrong with the call log, where something is. */
export function LogProblem({ log }: { log: CallLogState | undefined }) {
  const { t } = useTranslation('calls')
  if (!log) return null
  return (
    <>
      {log.problem !== null && <Line role="alert">{t('logProblem', { problem: log.problem })}</Line>}
      {log.setAside !== null && <Line role="status">{t('logSetAside', { file: log.setAside })}</Line>}
    </>
  )
}

function Line({ role, children }: { role: 'alert' | 'status'; children: ReactNode }) {
  return (
    <p className={classes.problem} role={role}>
      <TriangleAlert size={16} aria-hidden />
      <span>{children}</span>
    </p>
  )
}
