import { createPortal } from 'react-dom'
import { useCanvas } from '../canvas-store.ts'
import classes from './Pointer.module.css'

/** From the pointer, and the room that the words take at most. */
const BESIDE = 16
const WIDTH = 260
const HEIGHT = 60

/** Why something cannot be dropped here, beside the pointer; above the panels, which may begin there. */
export function Refusal() {
  const aim = useCanvas((state) => (state.aim?.refusal ? state.aim : null))
  if (!aim) return null
  const isRight = aim.at.x + BESIDE + WIDTH > window.innerWidth
  const isLow = aim.at.y + BESIDE + HEIGHT > window.innerHeight
  return createPortal(
    <p
      className={classes.refusal}
      style={{
        ...(isRight ? { right: window.innerWidth - aim.at.x + BESIDE } : { left: aim.at.x + BESIDE }),
        ...(isLow ? { bottom: window.innerHeight - aim.at.y + BESIDE } : { top: aim.at.y + BESIDE }),
      }}
    >
      {aim.refusal}
    </p>,
    document.body,
  )
}
