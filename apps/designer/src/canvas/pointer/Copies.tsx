import { titleOf } from '@callflow-studio/model'
import { ViewportPortal } from '@xyflow/react'
import { useStudio } from '../../state/studio-store.ts'
import { StepTile } from '../../step-ui/StepTile.tsx'
import { useCanvas } from '../canvas-store.ts'
import { cardsOf } from '../card.ts'
import { isFixed } from '../tools/selection.ts'
import classes from './Pointer.module.css'

/** Outlines of the copies that a drag with Alt would make; the steps themselves stay where they are. */
export function Copies() {
  const copies = useCanvas((state) => state.copies)
  const document = useStudio((state) => state.document)
  if (!copies) return null
  const cards = cardsOf(document)
  return (
    <ViewportPortal>
      {document.nodes.map((node) => {
        const place = copies[node.id]
        const card = cards.get(node.id)
        if (!place || !card || isFixed(node)) return null
        return (
          <div
            key={node.id}
            className={classes.copy}
            style={{ left: place.x, top: place.y, width: card.width, height: card.height }}
          >
            <StepTile type={node.type} size={32} />
            <span className={classes.copyTitle}>{titleOf(node)}</span>
          </div>
        )
      })}
    </ViewportPortal>
  )
}
