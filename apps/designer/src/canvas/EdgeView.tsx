import { EdgeLabelRenderer, type EdgeProps, useReactFlow, useStore } from '@xyflow/react'
import { type CSSProperties, use } from 'react'
import { useTranslation } from 'react-i18next'
import { CutMark } from './CutMark.tsx'
import { useCanvas, useCanvasStore } from './canvas-store.ts'
import classes from './EdgeView.module.css'
import { type EdgeControls, edgeControls } from './edge-controls.ts'
import { pathStateOfEdge } from './path-state.ts'
import type { StepEdge } from './projection.ts'
import { quickAddOnEdge } from './quick-add/open-quick-add.ts'
import { roundedPath } from './rounded-path.ts'
import { textWidth } from './text-width.ts'
import { thicknessOf } from './traffic/traffic-view.ts'
import { MovedRoutes } from './use-drawing.ts'

/** The edge between two steps, with its word, the mark of a new request, and a plus to insert a step. */
export function EdgeView({ id, data, selected, source, target }: EdgeProps<StepEdge>) {
  const { i18n } = useTranslation('canvas')
  const path = useCanvas(pathStateOfEdge(id))
  const cut = useCanvas((state) => state.cuts[id])
  const isDrop = useCanvas((state) => state.dropEdge === id)
  const traffic = useCanvas((state) => state.traffic?.edges[id])
  const isMissed = useCanvas((state) => state.coverage?.edges[id] === true)
  const isReadOnly = useCanvas((state) => state.isReadOnly)
  // The tip points at the ring around a selected card, which lies over edges.
  const ring = useStore((state) => (state.nodeLookup.get(target)?.selected ? RING : 0))
  const moved = use(MovedRoutes)?.get(id)
  if (!data) return null
  const { word, isBack } = data
  const route = moved ?? data.route
  const d = moved && moved !== data.route ? roundedPath(moved.points) : data.path
  const end = route.points.at(-1)
  const { x, y } = route.middle
  const labelWidth =
    word === null && cut === undefined ? null : Math.max(wordWidth(word), cut === undefined ? 0 : MARK_WIDTH)
  const controls = edgeControls(route, labelWidth)
  return (
    <>
      <g
        className={classes.edge}
        data-path={path ?? undefined}
        data-back={isBack || undefined}
        data-selected={selected || undefined}
        data-drop={isDrop || undefined}
        data-short={controls.isShort || undefined}
        data-traffic={traffic?.state}
        data-missed={isMissed || undefined}
        style={traffic && ({ '--width': `${thicknessOf(traffic)}px` } as CSSProperties)}
      >
        <path className={`react-flow__edge-interaction ${classes.near}`} d={d} />
        <path className={`react-flow__edge-path ${classes.line}`} d={d} />
        {path === 'highlighted' && <path key={d} className={classes.drawn} d={d} pathLength={1} />}
        {end && (
          <path className={classes.arrow} d={`M${end.x - 4} ${end.y - 7 - ring}h8L${end.x} ${end.y - 0.5 - ring}z`} />
        )}
        {!isReadOnly && labelWidth !== null && (
          <rect className={classes.reach} x={x} y={y - 9} width={controls.plus.x - x} height={18} />
        )}
        {!isReadOnly && <InsertPlus edgeId={id} {...controls} />}
      </g>
      {(word !== null || cut !== undefined || traffic !== undefined) && (
        <EdgeLabelRenderer>
          <div
            className={classes.labels}
            data-path={path ?? undefined}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {word !== null && <span className={classes.word}>{word}</span>}
            {traffic && traffic.state !== 'unreached' && (
              <span className={classes.count} data-state={traffic.state}>
                {traffic.state === 'unknown' ? '?' : traffic.calls.toLocaleString(i18n.language)}
              </span>
            )}
            {cut !== undefined && <CutMark reason={cut} sourceId={source} path={path} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

/** Around a selected card. */
const RING = 5
/** Of the mark with its words. */
const MARK_WIDTH = 100
const wordWidth = (word: string | null): number => (word === null ? 0 : textWidth(word, 12) + 12)

function InsertPlus({ edgeId, plus, radius }: EdgeControls & { edgeId: string }) {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const flow = useReactFlow()
  return (
    // biome-ignore lint/a11y/useSemanticElements: a drawing has no button; by keyboard it is the key I on the edge
    <g
      className={classes.plus}
      role="button"
      tabIndex={-1}
      aria-label={t('insert')}
      transform={`translate(${plus.x} ${plus.y})`}
      onClick={(event) => {
        event.stopPropagation()
        quickAddOnEdge(store, flow, edgeId)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') quickAddOnEdge(store, flow, edgeId)
      }}
    >
      <circle r={radius} className={classes.plusArea} />
      <circle r="9" className={classes.plusDot} />
      <path d="M-4 0h8M0 -4v8" className={classes.plusSign} />
    </g>
  )
}
