import { useTranslation } from 'react-i18next'
import { formatSpan } from '../../ui/format.ts'
import { useCanvas } from '../canvas-store.ts'
import classes from './StepTraffic.module.css'

/** Below a card: how many callers hung up there, how often it failed, and how long callers stayed. */
export function StepTraffic({ id }: { id: string }) {
  const { t, i18n } = useTranslation('canvas')
  const step = useCanvas((state) => state.traffic?.steps[id])
  if (!step) return null
  const reached = Math.max(step.calls, step.ended, 1)
  const share = (count: number) =>
    (count / reached).toLocaleString(i18n.language, { style: 'percent', maximumFractionDigits: 0 })
  const words = [
    ...(step.errors > 0 ? [{ kind: 'error', text: t('traffic.stepFailed', { share: share(step.errors) }) }] : []),
    ...(step.ended > 0 ? [{ kind: 'ended', text: t('traffic.stepEnded', { share: share(step.ended) }) }] : []),
    ...(step.calls > 0 && step.ms >= 1000
      ? [{ kind: 'time', text: t('traffic.stepTime', { time: formatSpan(step.ms / step.calls) }) }]
      : []),
  ]
  if (words.length === 0) return null
  return (
    <span className={classes.words}>
      {words.map(({ kind, text }) => (
        <span key={kind} data-kind={kind}>
          {text}
        </span>
      ))}
    </span>
  )
}
