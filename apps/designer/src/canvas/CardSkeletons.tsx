import { useElementSize, useTimeout } from '@mantine/hooks'
import { useState } from 'react'
import classes from './CardSkeletons.module.css'
import { CARD_WIDTH } from './card.ts'
import { firstView } from './view-frame.ts'

const CARD_HEIGHT = 70
/** Sooner, a flow that is nearly there would flicker. */
const AFTER_MS = 300

/** Where a flow is being read: grey cards at its own places, so that nothing jumps when it is there. */
export function CardSkeletons({ places }: { places: readonly { x: number; y: number }[] }) {
  const { ref, width, height } = useElementSize()
  const [isShown, setShown] = useState(false)
  useTimeout(() => setShown(true), AFTER_MS, { autoInvoke: true })
  const boxes = places.map(({ x, y }, index) => ({ id: String(index), x, y, width: CARD_WIDTH, height: CARD_HEIGHT }))
  const view = firstView(boxes, { width, height }, boxes[0] ?? null)
  return (
    <div ref={ref} className={classes.surface}>
      {isShown && width > 0 && (
        <div className={classes.layer} style={{ transform: `translate(${view.x}px, ${view.y}px) scale(${view.zoom})` }}>
          {boxes.map((box) => (
            <span
              key={box.id}
              className={classes.card}
              style={{ left: box.x, top: box.y, width: box.width, height: box.height }}
            />
          ))}
        </div>
      )}
    </div>
  )
}
