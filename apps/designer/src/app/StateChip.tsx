import { useTranslation } from 'react-i18next'
import { useLiveComparison } from '../state/live-comparison.ts'
import { useStudio } from '../state/studio-store.ts'
import classes from './StateChip.module.css'

/** What new calls get, and how far the draft is from it. */
export function StateChip({ isCompact }: { isCompact: boolean }) {
  const { t } = useTranslation('app')
  const liveVersion = useStudio((state) => state.liveVersion)
  const latestVersion = useStudio((state) => state.latestVersion)
  const comparison = useLiveComparison()
  const count = comparison?.steps.length ?? 0
  const difference =
    !comparison || comparison.isSame
      ? null
      : count === 0
        ? t('onlyMoved')
        : t(isCompact ? 'changes' : 'changesNotPublished', { count })
  return (
    <span className={classes.chip}>
      <span className={classes.state} data-live={liveVersion !== null || undefined}>
        {liveVersion !== null
          ? t('isLive', { version: liveVersion })
          : latestVersion !== null
            ? t('unpublished')
            : t('neverPublished')}
      </span>
      {difference && <span className={classes.difference}>{difference}</span>}
    </span>
  )
}
