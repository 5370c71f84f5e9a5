/** The drawer below the canvas: problems, paths, and the requests and variables of the sample call. */
import { useMediaQuery } from '@mantine/hooks'
import { ChevronDown } from 'lucide-react'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DrawerTab } from '../state/session-slice.ts'
import { allProblems } from '../state/shown-problems.ts'
import { useStudio } from '../state/studio-store.ts'
import { CallPaths } from './CallPaths.tsx'
import classes from './Drawer.module.css'
import { HttpLog, HttpLogSummary } from './HttpLog.tsx'
import { PathSummary } from './PathList.tsx'
import { ProblemList, ProblemSummary } from './ProblemList.tsx'
import { countProblems } from './problem-list.ts'
import { VariablesColumn } from './VariablesColumn.tsx'

/** Where the drawer is this wide, the variables are beside the requests. */
const WIDE = '(min-width: 1200px)'

export function Drawer() {
  const { t } = useTranslation('preview')
  const drawer = useStudio((state) => state.drawer)
  const setDrawer = useStudio((state) => state.setDrawer)
  const problems = allProblems(useStudio((state) => state.validation))
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false })
  const tab = isWide && drawer.tab === 'variables' ? 'requests' : drawer.tab
  const { errors, warnings } = countProblems(problems)
  const tabs: { id: DrawerTab; label: string; count?: number }[] = [
    { id: 'problems', label: t('problems'), count: errors + warnings },
    { id: 'paths', label: t('paths.tab') },
    { id: 'requests', label: t('requestList') },
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
        {tab === 'paths' && <PathSummary />}
        {(tab === 'requests' || tab === 'variables') && <HttpLogSummary />}
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
        {tab === 'paths' && <CallPaths />}
        {tab === 'requests' && (
          <>
            {isWide && <VariablesColumn />}
            <HttpLog />
          </>
        )}
        {tab === 'variables' && <VariablesColumn />}
      </div>
    </section>
  )
}

const MIN_HEIGHT = 120
const MAX_WINDOW_SHARE = 0.6
const KEY_STEP = 20

/** The upper edge: dragged, or moved by the arrow keys. */
function Grip() {
  const { t } = useTranslation('preview')
  const height = useStudio((state) => state.drawer.height)
  const setDrawer = useStudio((state) => state.setDrawer)
  const start = useRef<{ y: number; height: number } | null>(null)
  const set = (wanted: number) =>
    setDrawer({ height: Math.round(Math.max(MIN_HEIGHT, Math.min(window.innerHeight * MAX_WINDOW_SHARE, wanted))) })
  return (
    // biome-ignore lint/a11y/useSemanticElements: an hr cannot be moved
    <div
      className={classes.grip}
      role="separator"
      aria-orientation="horizontal"
      aria-label={t('resize')}
      aria-valuenow={height}
      aria-valuemin={MIN_HEIGHT}
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
