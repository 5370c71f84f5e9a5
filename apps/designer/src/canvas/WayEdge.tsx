import { EdgeLabelRenderer, type EdgeProps, useReactFlow } from '@xyflow/react'
import { use } from 'react'
import { useTranslation } from 'react-i18next'
import { CutMark } from './CutMark.tsx'
import { pathStateOfEdge, useCanvas, useCanvasStore } from './canvas-store.ts'
import type { WayEdge as Way } from './projection.ts'
import { quickAddOnEdge } from './quick-add/open-quick-add.ts'
import { roundedPath } from './rounded-path.ts'
import type { Point, Route } from './route-edges.ts'
import { MovedRoutes } from './use-drawing.ts'
import classes from './WayEdge.module.css'

/** The way between two steps, with its word, the mark where KAZOO asks again, and a plus to insert a step. */
export function WayEdge({ id, data, selected, source }: EdgeProps<Way>) {
  const path = useCanvas(pathStateOfEdge(id))
  const cut = useCanvas((state) => state.cuts[id])
  const isDrop = useCanvas((state) => state.dropEdge === id)
  const isReadOnly = useCanvas((state) => state.isReadOnly)
  const moved = use(MovedRoutes)?.get(id)
  if (!data) return null
  const { word, isBack } = data
  const route = moved ?? data.route
  const d = moved && moved !== data.route ? roundedPath(moved.points) : data.path
  const end = route.points.at(-1)
  const { x, y } = route.middle
  return (
    <>
      <g
        className={classes.way}
        data-path={path ?? undefined}
        data-back={isBack || undefined}
        data-selected={selected || undefined}
        data-drop={isDrop || undefined}
      >
        <path className={`react-flow__edge-interaction ${classes.near}`} d={d} />
        <path className={`react-flow__edge-path ${classes.line}`} d={d} />
        {path === 'lit' && <path key={d} className={classes.drawn} d={d} pathLength={1} />}
        {end && <path className={classes.arrow} d={`M${end.x - 4} ${end.y - 7}h8L${end.x} ${end.y - 0.5}z`} />}
        {!isReadOnly && <InsertPlus edgeId={id} at={plusAt(route, word !== null || cut !== undefined)} />}
      </g>
      {(word !== null || cut !== undefined) && (
        <EdgeLabelRenderer>
          <div
            className={classes.labels}
            data-path={path ?? undefined}
            style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}
          >
            {word !== null && <span className={classes.word}>{word}</span>}
            {cut !== undefined && <CutMark reason={cut} sourceId={source} path={path} />}
          </div>
        </EdgeLabelRenderer>
      )}
    </>
  )
}

function InsertPlus({ edgeId, at }: { edgeId: string; at: Point }) {
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
      transform={`translate(${at.x} ${at.y})`}
      onClick={(event) => {
        event.stopPropagation()
        quickAddOnEdge(store, flow, edgeId)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter') quickAddOnEdge(store, flow, edgeId)
      }}
    >
      <circle r="16" className={classes.plusArea} />
      <circle r="9" className={classes.plusDot} />
      <path d="M-4 0h8M0 -4v8" className={classes.plusSign} />
    </g>
  )
}

/** The middle of the way; beside its words, where it has some. */
function plusAt({ points, middle }: Route, hasWords: boolean): Point {
  if (!hasWords) return middle
  const index = points.findIndex((point, at) => {
    const next = points[at + 1]
    return next !== undefined && isBetween(middle, point, next)
  })
  const [a, b] = [points[index], points[index + 1]]
  if (!a || !b) return middle
  const isVertical = a.x === b.x
  const to = isVertical ? { x: a.x, y: middle.y + 24 } : { x: middle.x + 58, y: a.y }
  return isBetween(to, a, b) ? to : { x: (middle.x + b.x) / 2, y: (middle.y + b.y) / 2 }
}

const isBetween = ({ x, y }: Point, a: Point, b: Point): boolean =>
  x >= Math.min(a.x, b.x) && x <= Math.max(a.x, b.x) && y >= Math.min(a.y, b.y) && y <= Math.max(a.y, b.y)
