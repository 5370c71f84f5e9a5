import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import classes from './WayList.module.css'
import type { WayReason } from './ways.ts'

/** Every request on a way, and what makes KAZOO ask; a press goes to the step. */
export function WayReasons({ reasons }: { reasons: readonly WayReason[] }) {
  const { t } = useTranslation('preview')
  const goTo = useStudio((state) => state.goTo)
  const inWords = (reason: WayReason): string => {
    if (reason.kind === 'round') return t('paths.loopsBack')
    if (reason.kind === 'cut') return t(`paths.reasons.${reason.reason}`)
    return reason.upTo > 1 ? t('paths.asksUpTo', { count: reason.upTo }) : t('paths.asks')
  }
  return (
    <ol className={classes.reasons} aria-label={t('paths.why')}>
      <li>{t('paths.first')}</li>
      {reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may ask twice on a way
        <li key={index}>
          {reason.title === null ? (
            <b>{t('paths.subFlow')}</b>
          ) : (
            <button type="button" onClick={() => goTo(reason.nodeId)}>
              {reason.title}
            </button>
          )}
          {': '}
          {inWords(reason)}
        </li>
      ))}
    </ol>
  )
}
