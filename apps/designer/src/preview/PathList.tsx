import type { FlowPath } from '@callflow-studio/model/api'
import { ArrowRightLeft, ChevronRight, Repeat } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { createPathReader, highlightPath, mostRequestsFirst, type PathReader, type ShownStep } from './flow-paths.ts'
import classes from './PathList.module.css'
import { PathReasons } from './PathReasons.tsx'

/** Paths shown at first; the list opens with those of most requests. */
const FIRST = 50

/** "12 paths, 7 requests at most" */
export function PathSummary() {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const { report, mostRequests } = useStudio((state) => state.validation)
  if (!report || report.paths.length === 0) return null
  const count = report.paths.length
  const loop = report.paths.find(({ backTo }) => backTo !== null)?.backTo
  const step = loop && createPathReader(document).titleAt(loop)
  const most =
    mostRequests !== null
      ? t('paths.atMost', { count: mostRequests })
      : step
        ? t('paths.loopAt', { step })
        : t('paths.unbounded')
  return (
    <p className={classes.summary} role="status">
      {report.isComplete ? t('paths.count', { count }) : t('paths.moreThan', { count })}, {most}
    </p>
  )
}

/** Lists each path through the flow with the requests that KAZOO makes on it; a press highlights it on the canvas and says why. */
export function PathList() {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const report = useStudio((state) => state.validation.report)
  const [isWhole, setWhole] = useState(false)
  const [selected, select] = useSelectedPath(report)
  const reader = useMemo(() => createPathReader(document), [document])
  const paths = useMemo(() => mostRequestsFirst(report?.paths ?? []), [report])
  if (!report) return <p className={classes.none}>{t('paths.loading')}</p>
  if (paths.length === 0) return <p className={classes.none}>{t('paths.none')}</p>
  const shown = isWhole ? paths : paths.slice(0, FIRST)
  return (
    <>
      <ul className={classes.list} aria-label={t('paths.list')}>
        {shown.map((path, index) => (
          <PathRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a new report is a new list
            key={index}
            path={path}
            reader={reader}
            isSelected={path === selected}
            onSelect={() => select(path === selected ? null : path)}
          />
        ))}
      </ul>
      {shown.length < paths.length && (
        <button type="button" className={classes.all} onClick={() => setWhole(true)}>
          {t('paths.all', { count: paths.length })}
        </button>
      )}
      {!report.isComplete && shown.length === paths.length && (
        <p className={classes.hint}>{t('paths.capped', { count: paths.length })}</p>
      )}
    </>
  )
}

/** The highlighted path; cleared when the list closes, the flow changes or the sample call goes on. */
function useSelectedPath(report: unknown) {
  const [selected, setSelected] = useState<FlowPath | null>(null)
  const preview = useStudio((state) => state.preview)
  const select = (path: FlowPath | null) => {
    const { document, setPathHighlight } = studioStore.getState()
    setSelected(path)
    setPathHighlight(path && highlightPath(document, path))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: report and call are what matters
  useEffect(() => {
    setSelected(null)
    return () => studioStore.getState().setPathHighlight(null)
  }, [report, preview])
  return [selected, select] as const
}

interface PathRowProps {
  path: FlowPath
  reader: PathReader
  isSelected: boolean
  onSelect: () => void
}

function PathRow({ path, reader, isSelected, onSelect }: PathRowProps) {
  const { t } = useTranslation('preview')
  const steps = useMemo(() => reader.steps(path), [reader, path])
  const back = path.backTo === null ? null : reader.titleAt(path.backTo)
  const { least: min, most: max } = path.requests
  const requests =
    max === null
      ? t('paths.unbounded')
      : max === min
        ? t('paths.requests', { count: max })
        : t('paths.range', { min, max })
  return (
    <li className={classes.row} data-selected={isSelected || undefined}>
      <button type="button" className={classes.path} aria-expanded={isSelected} onClick={onSelect}>
        <ArrowRightLeft size={15} aria-hidden />
        <span className={classes.words}>
          {steps.length === 0 && t('paths.endsAtOnce')}
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice on a path
            <Step key={index} step={step} isFirst={index === 0} />
          ))}
          {back !== null && (
            <>
              <Arrow />
              <span className={classes.back}>
                <Repeat size={13} aria-hidden />
                {t('paths.backTo', { step: back })}
              </span>
            </>
          )}
        </span>
        <span className={classes.requests} data-unbounded={max === null || undefined}>
          {requests}
        </span>
        <ChevronRight size={15} aria-hidden className={classes.arrow} />
      </button>
      {isSelected && <PathReasons reasons={reader.reasons(path)} />}
    </li>
  )
}

/** "Menu → 1 Sales" */
export function Step({ step: { title, key, exit, inside }, isFirst }: { step: ShownStep; isFirst: boolean }) {
  const { t } = useTranslation('preview')
  return (
    <>
      {!isFirst && <Arrow />}
      <b>{title}</b>
      {inside > 0 && <i>({t('paths.inside', { count: inside })})</i>}
      {(key !== null || exit !== '') && (
        <>
          <Arrow />
          {key !== null && <kbd>{key}</kbd>}
          {exit !== '' && <span>{exit}</span>}
        </>
      )}
    </>
  )
}

/** Read out as a pause. */
const Arrow = () => <span className={classes.then}>→</span>
