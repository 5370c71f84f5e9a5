import type { Comparison } from '@callflow-studio/model'
import { ActionIcon, Tooltip } from '@mantine/core'
import { SkipBack, SkipForward } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import classes from './CompareBar.module.css'

interface CompareBarProps {
  version: number
  comparison: Comparison
  /** Id of the changed step in view. */
  selected: string | null
  onSelect: (nodeId: string) => void
}

/** What is compared, how much differs, and the way from change to change. */
export function CompareBar({ version, comparison: { steps }, selected, onSelect }: CompareBarProps) {
  const { t } = useTranslation('versions')
  const at = steps.findIndex(({ nodeId }) => nodeId === selected)
  const countOf = (kind: string) => steps.filter((step) => step.kind === kind).length
  const walk = (by: 1 | -1) => {
    const next = at === -1 ? (by === 1 ? 0 : steps.length - 1) : (at + by + steps.length) % steps.length
    const step = steps[next]
    if (step) onSelect(step.nodeId)
  }
  return (
    <div className={classes.bar}>
      <span>
        <strong>{t('draft')}</strong> {t('comparedWith')} <strong>{t('versionLow', { version })}</strong>
      </span>
      {steps.length === 0 ? (
        <span className={classes.counts}>{t('noDifference')}</span>
      ) : (
        <>
          <span className={classes.counts}>
            {(['added', 'changed', 'removed'] as const)
              .filter((kind) => countOf(kind) > 0)
              .map((kind) => (
                <span key={kind} data-kind={kind}>
                  {t(kind, { count: countOf(kind) })}
                </span>
              ))}
          </span>
          <span className={classes.walk}>
            <Tooltip label={t('previous')}>
              <ActionIcon size="sm" aria-label={t('previous')} onClick={() => walk(-1)}>
                <SkipBack size={16} />
              </ActionIcon>
            </Tooltip>
            <span aria-live="polite">{at === -1 ? steps.length : t('place', { at: at + 1, count: steps.length })}</span>
            <Tooltip label={t('next')}>
              <ActionIcon size="sm" aria-label={t('next')} onClick={() => walk(1)}>
                <SkipForward size={16} />
              </ActionIcon>
            </Tooltip>
          </span>
        </>
      )}
    </div>
  )
}
