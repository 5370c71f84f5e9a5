import type { Alarm } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useAlarms } from '../api/queries.ts'
import classes from './AlarmBanner.module.css'

/** On every page: flows of which too many calls fail, with one of these calls and the version to go back to. */
export function AlarmBanner() {
  const alarms = useAlarms().data?.alarms ?? []
  if (alarms.length === 0) return null
  return (
    <div className={classes.alarms} role="alert">
      {alarms.map((alarm) => (
        <AlarmLine key={`${alarm.kind} ${alarm.flowId}`} alarm={alarm} />
      ))}
    </div>
  )
}

function AlarmLine({ alarm: { kind, flowId, flowName, calls, count, example, previousVersion } }: { alarm: Alarm }) {
  const { t } = useTranslation('app')
  const flow = flowName === '' ? t('alarm.noFlow') : flowName
  const path = example.path.join(' → ')
  return (
    <p>
      <span>
        <strong>{flow}:</strong> {t(kind === 'failed' ? 'alarm.failed' : 'alarm.refused', { calls, count })}
        {path !== '' && ` ${t('alarm.path', { path })}`}
      </span>
      <Link to={`/calls/${encodeURIComponent(example.key)}`}>
        {t(kind === 'failed' ? 'alarm.showCall' : 'alarm.showRequest')}
      </Link>
      {kind === 'failed' && previousVersion !== null && (
        <Link to={`/flows/${flowId}/versions`}>{t('alarm.goBack', { version: previousVersion })}</Link>
      )}
    </p>
  )
}
