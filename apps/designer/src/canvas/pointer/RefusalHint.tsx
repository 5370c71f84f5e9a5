import { createPortal } from 'react-dom'
import { useCanvas } from '../canvas-store.ts'
import classes from './Pointer.module.css'

/** From the pointer, and the room that the words take at most. */
const BESIDE = 16
const WIDTH = 260
const HEIGHT = 60

/** Why something cannot be dropped here, beside the pointer; above the panels, which may begin there. */
export function RefusalHint() {
  const dropTarget = useCanvas((state) => (state.dropTarget?.refusal ? state.dropTarget : null))
  if (!dropTarget) return null
  const isRight = dropTarget.at.x + BESIDE + WIDTH > window.innerWidth
  const isLow = dropTarget.at.y + BESIDE + HEIGHT > window.innerHeight
  return createPortal(
    <p
      className={classes.refusal}
      style={{
        ...(isRight ? { right: window.innerWidth - dropTarget.at.x + BESIDE } : { left: dropTarget.at.x + BESIDE }),
        ...(isLow ? { bottom: window.innerHeight - dropTarget.at.y + BESIDE } : { top: dropTarget.at.y + BESIDE }),
      }}
    >
      {dropTarget.refusal}
    </p>,
    document.body,
  )
}
