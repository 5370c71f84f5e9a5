/** Draws a whole flow beside the page, as large as it is and always in the light scheme, and makes a picture of it. */
import type { FlowDocument } from '@callflow-studio/model'
import { ReactFlowProvider } from '@xyflow/react'
import { useEffect, useMemo, useRef, useState } from 'react'
import { createPortal } from 'react-dom'
import { Board, type BoardHandlers } from '../Board.tsx'
import { CanvasContext, createCanvasStore } from '../canvas-store.ts'
import { drawRoutes } from '../routes.ts'
import classes from './FlowPicture.module.css'
import { frameOf } from './picture-frame.ts'

interface FlowPictureProps {
  document: FlowDocument
  format: 'svg' | 'png'
  onDrawn: (picture: Blob) => void
  onFailed: (error: unknown) => void
}

export function FlowPicture({ document: flow, format, onDrawn, onFailed }: FlowPictureProps) {
  const [store] = useState(() => createCanvasStore(true))
  const stage = useRef<HTMLDivElement>(null)
  const frame = useMemo(() => frameOf(drawRoutes(flow)), [flow])
  const handlers: BoardHandlers = useMemo(
    () => ({
      defaultViewport: { x: -frame.x, y: -frame.y, zoom: 1 },
      onlyRenderVisibleElements: false,
      nodesFocusable: false,
      edgesFocusable: false,
      elementsSelectable: false,
      nodesDraggable: false,
      nodesConnectable: false,
    }),
    [frame],
  )

  // biome-ignore lint/correctness/useExhaustiveDependencies: one picture is taken, of what was drawn first
  useEffect(() => {
    let isCalledOff = false
    const draw = async () => {
      const { takePicture } = await import('./take-picture.ts')
      const picture = stage.current && (await takePicture(stage.current, frame, format, flow.edges.length))
      if (picture && !isCalledOff) onDrawn(picture)
    }
    draw().catch((error: unknown) => {
      if (!isCalledOff) onFailed(error)
    })
    return () => {
      isCalledOff = true
    }
  }, [])

  return createPortal(
    <div className={classes.beside} aria-hidden inert>
      <div
        ref={stage}
        className={classes.stage}
        style={{ width: frame.width, height: frame.height }}
        data-mantine-color-scheme="light"
      >
        <CanvasContext value={store}>
          <ReactFlowProvider>
            <Board document={flow} selection={NONE} selectedEdge={null} handlers={handlers}>
              {() => null}
            </Board>
          </ReactFlowProvider>
        </CanvasContext>
      </div>
    </div>,
    document.body,
  )
}

const NONE: readonly string[] = []
