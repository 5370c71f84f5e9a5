import type { VersionSummary } from '@callflow-studio/model/api'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useLiveComparison } from '../state/live-comparison.ts'
import { useStudio } from '../state/studio-store.ts'
import { Chip } from '../ui/Chip.tsx'
import { formatWhen } from '../ui/format.ts'
import classes from './VersionList.module.css'

interface VersionListProps {
  flowId: string
  versions: readonly VersionSummary[]
  isLoading: boolean
  /** The one that the draft is compared with. */
  base: number | null
}

export function VersionList({ flowId, versions, isLoading, base }: VersionListProps) {
  const { t, i18n } = useTranslation('versions')
  return (
    <nav className={classes.side} aria-labelledby="versions-title" aria-busy={isLoading}>
      <h1 id="versions-title">{t('title')}</h1>
      <ol className={classes.list}>
        <Draft />
        {versions.map(({ version, note, publishedAt, isLive, changedSteps, tests }) => (
          <li key={version} data-live={isLive || undefined}>
            <Link
              to={`/flows/${flowId}/versions/${version}`}
              className={classes.version}
              aria-current={version === base ? 'page' : undefined}
            >
              <span className={classes.head}>
                <strong>{t('version', { version })}</strong>
                {isLive && <Chip tone="call">{t('live')}</Chip>}
                <time dateTime={publishedAt}>{formatWhen(publishedAt, new Date(), i18n.language)}</time>
              </span>
              {note !== '' && <span className={classes.note}>{note}</span>}
              <small>
                {version === 1
                  ? t('first')
                  : changedSteps === 0
                    ? t('onlyMoved')
                    : t('stepsChanged', { count: changedSteps })}
              </small>
              {tests && (
                <small data-failed={tests.failed > 0 || undefined}>
                  {tests.failed === 0
                    ? t('testsPassed', { count: tests.passed })
                    : t('testsFailed', { count: tests.failed, all: tests.passed + tests.failed })}
                </small>
              )}
              {tests?.overrideReason && <small>{t('overrideReason', { reason: tests.overrideReason })}</small>}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function Draft() {
  const { t } = useTranslation('versions')
  const liveVersion = useStudio((state) => state.liveVersion)
  const comparison = useLiveComparison()
  const count = comparison?.steps.length ?? 0
  return (
    <li data-draft>
      <div className={classes.version} data-draft>
        <span className={classes.head}>
          <strong>{t('draft')}</strong>
        </span>
        {comparison && (
          <small>
            {comparison.isSame
              ? t('draftSame', { version: liveVersion })
              : count === 0
                ? t('onlyMoved')
                : t('stepsChanged', { count })}
          </small>
        )}
      </div>
    </li>
  )
}
