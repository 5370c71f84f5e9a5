import { ArrowRightLeft, ChevronRight, Repeat } from 'lucide-react'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import classes from './WayList.module.css'
import { WayReasons } from './WayReasons.tsx'
import { createWayReader, type FlowWay, litWay, mostFirst, type WayReader, type WayStep } from './ways.ts'

/** More are a press away: whoever opens the drawer wants to see the worst ones at once. */
const FIRST = 50

/** "12 ways, 7 requests at most" */
export function WaySummary() {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const { report, mostRequests } = useStudio((state) => state.validation)
  if (!report || report.paths.length === 0) return null
  const count = report.paths.length
  const loop = report.paths.find(({ backTo }) => backTo !== null)?.backTo
  const step = loop && createWayReader(document).titleAt(loop)
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

/** Each way through the flow with the requests that KAZOO makes on it: a press lights it on the canvas, and says why. */
export function WayList() {
  const { t } = useTranslation('preview')
  const document = useStudio((state) => state.document)
  const report = useStudio((state) => state.validation.report)
  const [isWhole, setWhole] = useState(false)
  const [chosen, choose] = useChosen(report)
  const reader = useMemo(() => createWayReader(document), [document])
  const ways = useMemo(() => mostFirst(report?.paths ?? []), [report])
  if (!report) return <p className={classes.none}>{t('paths.loading')}</p>
  if (ways.length === 0) return <p className={classes.none}>{t('paths.none')}</p>
  const shown = isWhole ? ways : ways.slice(0, FIRST)
  return (
    <div className={classes.scroll}>
      <ul className={classes.list} aria-label={t('paths.list')}>
        {shown.map((way, index) => (
          <WayRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a new report is a new list
            key={index}
            way={way}
            reader={reader}
            isChosen={way === chosen}
            onChoose={() => choose(way === chosen ? null : way)}
          />
        ))}
      </ul>
      {shown.length < ways.length && (
        <button type="button" className={classes.all} onClick={() => setWhole(true)}>
          {t('paths.all', { count: ways.length })}
        </button>
      )}
      {!report.isComplete && shown.length === ways.length && (
        <p className={classes.hint}>{t('paths.capped', { count: ways.length })}</p>
      )}
    </div>
  )
}

/** The way that is lit. It goes out with the list, with an edit, and when the sample call moves on. */
function useChosen(report: unknown) {
  const [chosen, setChosen] = useState<FlowWay | null>(null)
  const preview = useStudio((state) => state.preview)
  const choose = (way: FlowWay | null) => {
    const { document, setLitWay } = studioStore.getState()
    setChosen(way)
    setLitWay(way && litWay(document, way))
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: report and call are what matters
  useEffect(() => {
    setChosen(null)
    return () => studioStore.getState().setLitWay(null)
  }, [report, preview])
  return [chosen, choose] as const
}

interface WayRowProps {
  way: FlowWay
  reader: WayReader
  isChosen: boolean
  onChoose: () => void
}

function WayRow({ way, reader, isChosen, onChoose }: WayRowProps) {
  const { t } = useTranslation('preview')
  const steps = useMemo(() => reader.steps(way), [reader, way])
  const back = way.backTo === null ? null : reader.titleAt(way.backTo)
  const { least, most } = way.requests
  const requests =
    most === null
      ? t('paths.unbounded')
      : most === least
        ? t('paths.requests', { count: most })
        : t('paths.range', { min: least, max: most })
  return (
    <li className={classes.row} data-chosen={isChosen || undefined}>
      <button type="button" className={classes.way} aria-expanded={isChosen} onClick={onChoose}>
        <ArrowRightLeft size={15} aria-hidden />
        <span className={classes.words}>
          {steps.length === 0 && t('paths.endsAtOnce')}
          {steps.map((step, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: a step may come twice on a way
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
        <span className={classes.requests} data-unbounded={most === null || undefined}>
          {requests}
        </span>
        <ChevronRight size={15} aria-hidden className={classes.arrow} />
      </button>
      {isChosen && <WayReasons reasons={reader.reasons(way)} />}
    </li>
  )
}

/** "Menu → 1 Sales" */
function Step({ step: { title, key, out, inside }, isFirst }: { step: WayStep; isFirst: boolean }) {
  const { t } = useTranslation('preview')
  return (
    <>
      {!isFirst && <Arrow />}
      <b>{title}</b>
      {inside > 0 && <i>({t('paths.inside', { count: inside })})</i>}
      {(key !== null || out !== '') && (
        <>
          <Arrow />
          {key !== null && <kbd>{key}</kbd>}
          {out !== '' && <span>{out}</span>}
        </>
      )}
    </>
  )
}

/** Read out as a pause. */
const Arrow = () => <span className={classes.then}>→</span>
