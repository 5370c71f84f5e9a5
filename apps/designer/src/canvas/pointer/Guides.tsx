import { ViewportPortal } from '@xyflow/react'
import { useCanvas } from '../canvas-store.ts'
import classes from './Pointer.module.css'

/** The lines that a dragged card is in line with. */
export function Guides() {
  const guides = useCanvas((state) => state.guides)
  if (guides.length === 0) return null
  return (
    <ViewportPortal>
      {guides.map(({ isVertical, at, from, to }) => (
        <span
          key={isVertical ? 'vertical' : 'horizontal'}
          className={classes.guide}
          data-vertical={isVertical || undefined}
          style={isVertical ? { left: at, top: from, height: to - from } : { left: from, top: at, width: to - from }}
        />
      ))}
    </ViewportPortal>
  )
}
