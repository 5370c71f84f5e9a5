/** Where flows are drawn: the board of the open flow, with all that hands can do on it. */
import { definitionOf } from '@callflow-studio/model'
import { MiniMap, ReactFlowProvider, useOnViewportChange, useReactFlow, useStore } from '@xyflow/react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { highlightOf } from '../state/session-slice.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { useIsNarrow } from '../ui/use-screen.ts'
import { TidyButton } from './actions/TidyButton.tsx'
import { ToolButtons } from './actions/ToolButtons.tsx'
import { useKeys } from './actions/use-keys.ts'
import { Board, type BoardHandlers } from './Board.tsx'
import { badgesOf, cutsByEdge } from './badges.ts'
import classes from './Canvas.module.css'
import { CanvasContext, type CanvasStore, createCanvasStore, useCanvas } from './canvas-store.ts'
import { CoverageButton } from './coverage/CoverageButton.tsx'
import { CoveragePanel } from './coverage/CoveragePanel.tsx'
import { EmptyHint } from './EmptyHint.tsx'
import { FollowChip } from './FollowChip.tsx'
import { keepView, keptView } from './kept-views.ts'
import { motion } from './motion.ts'
import { Overlays } from './Overlays.tsx'
import { PointerOverlays } from './pointer/PointerOverlays.tsx'
import { usePointer } from './pointer/use-pointer.ts'
import type { StepNode } from './projection.ts'
import type { Drawing } from './routes.ts'
import { TrafficButton } from './traffic/TrafficButton.tsx'
import { TrafficPanel } from './traffic/TrafficPanel.tsx'
import { useFirstView, useReveal } from './use-camera.ts'
import { useCovered } from './use-covered.ts'
import { useNoPageZoom } from './use-no-page-zoom.ts'
import { ZoomBar } from './ZoomBar.tsx'

export function Canvas() {
  const [store] = useState(() => createCanvasStore(false))
  useMirror(store)
  return (
    <CanvasContext value={store}>
      <ReactFlowProvider>
        <CanvasSurface />
      </ReactFlowProvider>
    </CanvasContext>
  )
}

/** What the store of the studio knows and the cards show. */
function useMirror(store: CanvasStore): void {
  const { diagnostics, cuts } = useStudio((state) => state.validation)
  const highlight = useStudio(highlightOf)
  useEffect(() => store.getState().set({ badges: badgesOf(diagnostics) }), [store, diagnostics])
  useEffect(() => store.getState().set({ cuts: cutsByEdge(cuts) }), [store, cuts])
  useEffect(() => store.getState().set({ highlight }), [store, highlight])
}

function CanvasSurface() {
  const { t } = useTranslation('canvas')
  const document = useStudio((state) => state.document)
  const selection = useStudio((state) => state.selection)
  const selectedEdge = useStudio((state) => state.selectedEdge)
  const [isFollowing, setFollowing] = useState(true)
  const root = useRef<HTMLDivElement>(null)
  const pointer = usePointer()
  useKeys(root)
  useNoPageZoom()
  const handlers: BoardHandlers = {
    ...pointer,
    // By hand, not by the camera itself.
    onMoveStart: (event, view) => {
      pointer.onMoveStart?.(event, view)
      if (event) setFollowing(false)
    },
  }
  return (
    <div ref={root} className={classes.surface} role="application" aria-label={t('canvas')} data-canvas>
      <Board document={document} selection={selection} selectedEdge={selectedEdge} handlers={handlers}>
        {(drawing) => (
          <>
            <Camera drawing={drawing} isFollowing={isFollowing} />
            {CORNERS}
            <EmptyHint document={document} drawing={drawing} />
            <FollowChip isFollowing={isFollowing} onFollow={() => setFollowing(true)} />
            {OVERLAYS}
          </>
        )}
      </Board>
    </div>
  )
}

function Camera({ drawing, isFollowing }: { drawing: Drawing; isFollowing: boolean }) {
  const loaded = useStudio((state) => state.loaded)
  const revealNode = useStudio((state) => state.revealNode)
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const now = useStudio((state) => state.callHighlight?.now ?? null)
  const chosen = useStudio((state) => (state.selection.length === 1 ? state.selection[0] : undefined))
  const covered = useCovered()
  const start = loaded.nodes.find(({ type }) => definitionOf(type)?.kind === 'start')?.id ?? null
  const flowId = useStudio((state) => state.flowId) ?? ''
  const isMeasured = useStore(({ width }) => width > 0)
  useFirstView(drawing, loaded, { firstId: start, kept: keptView(flowId) })
  useOnViewportChange({ onChange: (view) => keepView(flowId, view) })
  const { show, uncover } = useReveal(drawing, covered)
  useEffect(() => {
    if (revealNode === null || !isMeasured) return
    show(revealNode)
    studioStore.getState().clearReveal()
  }, [revealNode, show, isMeasured])
  useEffect(() => {
    if (isPreviewing && isFollowing && now !== null) show(now)
  }, [isPreviewing, isFollowing, now, show])
  // A panel that came over the canvas hides the selected step: the canvas moves, not the panel.
  useEffect(() => {
    if (chosen === undefined) return
    if (covered > 0) show(chosen)
    else uncover(chosen)
  }, [covered, chosen, show, uncover])
  return null
}

function FlowMap() {
  const { t } = useTranslation('canvas')
  const covered = useCovered()
  const isNarrow = useIsNarrow()
  const isDrawerOpen = useStudio((state) => state.drawer.isOpen)
  const badges = useCanvas((state) => state.badges)
  const { setCenter, getZoom } = useReactFlow()
  // Where there is little room, it would lie over cards that one looks at.
  if (covered > 0 || (isNarrow && isDrawerOpen)) return null
  // Errors are found on the map too.
  const colourOf = (id: string) => (badges[id]?.severity === 'error' ? 'var(--error-fill)' : 'var(--edge)')
  return (
    <MiniMap<StepNode>
      data-over-canvas
      className={classes.map}
      ariaLabel={t('map')}
      pannable
      zoomable
      style={{ width: 106, height: 98 }}
      nodeBorderRadius={12}
      nodeColor={({ selected, data }) => (selected ? 'var(--accent)' : colourOf(data.node.id))}
      offsetScale={2}
      onClick={(_, { x, y }) => void setCenter(x, y, { zoom: getZoom(), duration: motion('layout') })}
    />
  )
}

/** They subscribe to what they draw: they are not drawn again with each step of a drag, as the board is. */
const CORNERS = (
  <>
    <ZoomBar>
      <TidyButton />
      <TrafficButton />
      <CoverageButton />
      <ToolButtons />
    </ZoomBar>
    <FlowMap />
    <TrafficPanel />
    <CoveragePanel />
  </>
)
const OVERLAYS = (
  <>
    <PointerOverlays />
    <Overlays />
  </>
)
