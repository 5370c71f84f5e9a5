/** Evidence: what is wrong with the flow, each way through it, what went over the wire, and the variables of the sample call. */
import { useMediaQuery } from '@mantine/hooks'
import { ChevronDown } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawerTab } from '../state/session-slice.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import classes from './Drawer.module.css'
import { ProblemList, ProblemSummary } from './ProblemList.tsx'
import { countProblems } from './problem-list.ts'
import { VariablesColumn } from './VariablesColumn.tsx'
import { WayList, WaySummary } from './WayList.tsx'
import { Wire, WireSummary } from './Wire.tsx'

/** Where the drawer is this wide, Variables stand beside the wire. */
const WIDE = '(min-width: 1200px)'

export function Drawer() {
  const { t } = useTranslation('preview')
  const drawer = useStudio((state) => state.drawer)
  const setDrawer = useStudio((state) => state.setDrawer)
  const diagnostics = useStudio((state) => state.validation.diagnostics)
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false })
  useForgetOtherFlow()
  const tab = isWide && drawer.tab === 'variables' ? 'wire' : drawer.tab
  const { errors } = countProblems(diagnostics)
  const tabs: { id: DrawerTab; label: string; count?: number }[] = [
    { id: 'problems', label: t('problems'), count: diagnostics.length },
    { id: 'ways', label: t('paths.tab') },
    { id: 'wire', label: t('requestList') },
    ...(isWide ? [] : [{ id: 'variables' as const, label: t('variables') }]),
  ]
  if (!drawer.isOpen) return null
  return (
    <section className={classes.drawer} style={{ height: drawer.height }} aria-label={t('drawer')} data-drawer>
      <Grip />
      <header className={classes.head}>
        <div className={classes.tabs} role="tablist" aria-label={t('drawer')}>
          {tabs.map(({ id, label, count }) => (
            <button
              key={id}
              type="button"
              role="tab"
              id={`drawer-${id}`}
              aria-selected={tab === id}
              aria-controls="drawer-panel"
              onClick={() => setDrawer({ tab: id })}
            >
              {label}
              {count !== undefined && count > 0 && (
                <span className={classes.count} data-severity={errors > 0 ? 'error' : 'warning'}>
                  {count}
                </span>
              )}
            </button>
          ))}
        </div>
        {tab === 'problems' && <ProblemSummary />}
        {tab === 'ways' && <WaySummary />}
        {(tab === 'wire' || tab === 'variables') && <WireSummary />}
        <button
          type="button"
          className={classes.close}
          aria-label={t('close')}
          onClick={() => setDrawer({ isOpen: false })}
        >
          <ChevronDown size={16} aria-hidden />
        </button>
      </header>
      <div className={classes.body} role="tabpanel" id="drawer-panel" aria-labelledby={`drawer-${tab}`}>
        {tab === 'problems' && <ProblemList />}
        {tab === 'ways' && <WayList />}
        {tab === 'wire' && (
          <>
            {isWide && <VariablesColumn />}
            <Wire />
          </>
        )}
        {tab === 'variables' && <VariablesColumn />}
      </div>
    </section>
  )
}

/** What was previewed belongs to the flow that was open then. */
function useForgetOtherFlow() {
  const flowId = useStudio((state) => state.flowId)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another flow is what matters
  useEffect(() => {
    const { setPreview, restartCall, forgetReplies } = studioStore.getState()
    setPreview(null)
    restartCall()
    forgetReplies()
  }, [flowId])
}

const LEAST = 120
const MOST_OF_WINDOW = 0.6
const KEY_STEP = 20

/** The upper edge: dragged, or moved by the arrow keys. */
function Grip() {
  const { t } = useTranslation('preview')
  const height = useStudio((state) => state.drawer.height)
  const setDrawer = useStudio((state) => state.setDrawer)
  const start = useRef<{ y: number; height: number } | null>(null)
  const set = (wanted: number) =>
    setDrawer({ height: Math.round(Math.max(LEAST, Math.min(window.innerHeight * MOST_OF_WINDOW, wanted))) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      className={classes.grip}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('resize')}
      aria-valuenow={height}
      aria-valuemin={LEAST}
      tabIndex={0}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        start.current = { y: event.clientY, height }
      }}
      onPointerMove={(event) => {
        if (start.current) set(start.current.height + start.current.y - event.clientY)
      }}
      onPointerUp={() => {
        start.current = null
      }}
      onKeyDown={(event) => {
        if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return
        event.preventDefault()
        set(height + (event.key === 'ArrowUp' ? KEY_STEP : -KEY_STEP))
      }}
    ></div>
  )
}
