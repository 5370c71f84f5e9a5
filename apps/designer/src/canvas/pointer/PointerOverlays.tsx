/** What is drawn over the canvas while the pointer is at work: snap lines, copies, the reason of a refusal, the menu. */
import { ContextMenu } from './ContextMenu.tsx'
import { Copies } from './Copies.tsx'
import { Guides } from './Guides.tsx'
import { RefusalHint } from './RefusalHint.tsx'
import { useDropTarget } from './use-drop-target.ts'
import { useTouchGrips } from './use-touch-grips.ts'
import { useUndoSwipe } from './use-undo-swipe.ts'

export function PointerOverlays() {
  useDropTarget()
  useTouchGrips()
  useUndoSwipe()
  return (
    <>
      <Guides />
      <Copies />
      <RefusalHint />
      <ContextMenu />
    </>
  )
}
