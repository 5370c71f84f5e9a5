import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import type { PathReason } from './flow-paths.ts'
import classes from './PathList.module.css'

/** Lists the requests of a path and why KAZOO sends each; a press goes to the step. */
export function PathReasons({ reasons }: { reasons: readonly PathReason[] }) {
  const { t } = useTranslation('preview')
  const goTo = useStudio((state) => state.goTo)
  const inWords = (reason: PathReason): string => {
    if (reason.kind === 'loop') return t('paths.loopsBack')
    if (reason.kind === 'cut') return t(`paths.reasons.${reason.reason}`)
    return reason.upTo > 1 ? t('paths.asksUpTo', { count: reason.upTo }) : t('paths.asks')
  }
  return (
    <ol className={classes.reasons} aria-label={t('paths.why')}>
      <li>{t('paths.first')}</li>
      {reasons.map((reason, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a step may ask twice on a path
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
