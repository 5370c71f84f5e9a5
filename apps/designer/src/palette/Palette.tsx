/**
 * What can be added to a flow: the panel at the left, or the rail with its categories where there is little room.
 * A step is dragged to the canvas, or added by click or Enter, so that drawing needs no mouse.
 */
import { useEffect, useRef, useState } from 'react'
import { useStudio } from '../state/studio-store.ts'
import { useIsNarrow } from '../ui/use-screen.ts'
import classes from './Palette.module.css'
import { PalettePanel } from './PalettePanel.tsx'
import { PaletteRail } from './PaletteRail.tsx'

export function Palette() {
  const isNarrow = useIsNarrow()
  const isRail = useStudio((state) => isNarrow || state.isPreviewing || state.drawer.isOpen)
  const isOpen = useStudio((state) => state.isPaletteOpen)
  const setOpen = useStudio((state) => state.setPaletteOpen)
  const [openedAt, setOpenedAt] = useState<string | null>(null)
  const place = useRef<HTMLDivElement>(null)
  useSearchKey(isRail)
  useCloseOutside(place, isRail && isOpen, () => setOpen(false))

  if (!isRail) return <PalettePanel key="panel" />
  return (
    <div className={classes.place} ref={place}>
      <PaletteRail
        isOpen={isOpen}
        onOpen={(category) => {
          setOpenedAt(category)
          setOpen(true)
        }}
      />
      {isOpen && <PalettePanel key={openedAt ?? 'all'} openedAt={openedAt} onClose={() => setOpen(false)} />}
    </div>
  )
}

/** `/` puts the cursor into the search, except where something is being typed. */
function useSearchKey(isRail: boolean) {
  const setOpen = useStudio((state) => state.setPaletteOpen)
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
      event.preventDefault()
      if (isRail) setOpen(true)
      // The panel may have to be drawn first.
      requestAnimationFrame(() => document.querySelector<HTMLElement>('[data-palette-search]')?.focus())
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [isRail, setOpen])
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && target.closest('input, textarea, select, [contenteditable="true"]') !== null

function useCloseOutside(place: React.RefObject<HTMLElement | null>, isActive: boolean, close: () => void) {
  useEffect(() => {
    if (!isActive) return
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !place.current?.contains(event.target)) close()
    }
    window.addEventListener('pointerdown', onPress)
    return () => window.removeEventListener('pointerdown', onPress)
  })
}
