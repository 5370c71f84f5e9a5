import type { FlowTest } from '@callflow-studio/model/api'
import { ActionIcon } from '@mantine/core'
import { X } from 'lucide-react'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTests } from '../../api/test-queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import { testCoverage } from '../../state/test-coverage.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import { LoadError } from '../../ui/LoadError.tsx'
import { useCanvas, useCanvasStore } from '../canvas-store.ts'
import panel from '../floating-panel.module.css'
import classes from './CoveragePanel.module.css'
import { coverageView, type MissedPlace, missedPlaces } from './coverage-view.ts'

/** How many steps and exits the tests get to, and a list of the others that leads to each. */
export function CoveragePanel() {
  const isShown = useCanvas((state) => state.isCoverageShown)
  const flowId = useStudio((state) => state.flowId)
  return isShown && flowId !== null ? <Panel key={flowId} flowId={flowId} /> : null
}

const NONE: readonly FlowTest[] = []

function Panel({ flowId }: { flowId: string }) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const document = useStudio((state) => state.document)
  const query = useTests(flowId)
  const tests = query.data?.tests ?? NONE
  const coverage = useMemo(() => testCoverage(document, tests), [document, tests])
  useEffect(() => {
    store.getState().set({ coverage: tests.length > 0 ? coverageView(document, coverage) : null })
  }, [store, document, coverage, tests])
  useEffect(() => () => store.getState().set({ coverage: null }), [store])
  const suggest = (
    <Link className={classes.link} to={`/flows/${flowId}/tests/suggest`}>
      {t('coverage.suggest')}
    </Link>
  )
  return (
    <section className={`${panel.panel} ${classes.coverage}`} aria-label={t('coverage.title')} data-over-canvas>
      <header className={classes.head}>
        <h2>{t('coverage.title')}</h2>
        <ActionIcon
          aria-label={t('coverage.hide')}
          onClick={() => store.getState().set({ isCoverageShown: false, coverage: null })}
        >
          <X size={16} aria-hidden />
        </ActionIcon>
      </header>
      {query.isError && !query.data ? (
        <LoadError error={query.error} onRetry={() => void query.refetch()} />
      ) : query.data && tests.length === 0 ? (
        <p>
          {t('coverage.noTests')} {suggest}
        </p>
      ) : (
        query.data && (
          <>
            <p role="status">
              {t('coverage.steps', coverage.steps)}, {t('coverage.exits', coverage.exits)}
            </p>
            <Missed places={missedPlaces(document, coverage)} />
            {coverage.missedExits.length > 0 && suggest}
          </>
        )
      )}
    </section>
  )
}

function Missed({ places }: { places: readonly MissedPlace[] }) {
  const { t } = useTranslation('canvas')
  const nodes = useStudio((state) => state.document.nodes)
  const goTo = useStudio((state) => state.goTo)
  if (places.length === 0) return null
  return (
    <ul className={classes.missed} aria-label={t('coverage.missed')}>
      {places.map(({ nodeId, title, exit }) => (
        <li key={`${nodeId} ${exit}`}>
          <button type="button" onClick={() => goTo(nodeId)}>
            <StepTile type={nodes.find(({ id }) => id === nodeId)?.type ?? 'start'} size={24} />
            <span>{title}</span>
            <small>{exit === null ? t('coverage.wholeStep') : exit}</small>
          </button>
        </li>
      ))}
    </ul>
  )
}
