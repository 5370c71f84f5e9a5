/** A list with a line to search it, over the canvas: the next step, an exit, a target, a step to find, an action. */
import { useStore } from '@xyflow/react'
import { type CSSProperties, useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { type ListItem, SearchList } from '../../ui/SearchList.tsx'
import type { Point } from '../geometry.ts'
import { useCovered } from '../use-covered.ts'
import classes from './PickList.module.css'

interface PickListProps {
  label: string
  placeholder: string
  items: readonly ListItem[]
  query: string
  onQuery: (query: string) => void
  onPick: (id: string) => void
  /** Called whenever Enter would pick another item. */
  onActive?: (id: string | null) => void
  /** @param isAway the user went elsewhere: the focus stays there */
  onClose: (isAway: boolean) => void
  /** The place on the canvas that it belongs to; else in the middle, or aside, where it hides least of the drawing. */
  at: Point | 'middle' | 'aside'
  width?: number
}

const EDGE = 8
const DISTANCE = 14
const MIN_HEIGHT = 300
const ASIDE = 12
/** So much of it the drawing can spare, where it is shown what the list is at. */
const LOW = 320
const TALL = 440

export function PickList({ onClose, at, width = 280, ...list }: PickListProps) {
  const { t } = useTranslation('canvas')
  const box = useRef<HTMLDivElement>(null)
  const style = usePlace(at, width)
  useCloseOutside(box, () => onClose(true))
  return (
    <div
      ref={box}
      className={`${classes.box} nowheel nodrag nopan`}
      style={style}
      role="dialog"
      aria-label={list.label}
      data-over-canvas={at === 'aside' || undefined}
    >
      <SearchList
        {...list}
        nothing={
          <p className={classes.empty} role="status">
            {t('actions.nothingFound', { query: list.query.trim() })}
            <button type="button" onClick={() => list.onQuery('')}>
              {t('actions.clear')}
            </button>
          </p>
        }
        onKeyDown={(event) => {
          event.stopPropagation()
          if (event.key !== 'Escape' && event.key !== 'Tab') return
          event.preventDefault()
          onClose(false)
        }}
      />
    </div>
  )
}

/** Below its place, or above it where there is more room; never beyond the canvas. */
function usePlace(at: PickListProps['at'], width: number): CSSProperties {
  const canvas = { width: useStore((state) => state.width), height: useStore((state) => state.height) }
  const free = canvas.width - useCovered()
  if (at === 'middle' || at === 'aside') {
    const spare = Math.max(0, free - width)
    const left = at === 'middle' ? spare / 2 : Math.max(0, spare - ASIDE)
    return { width, left, top: ASIDE, maxHeight: Math.min(at === 'aside' ? LOW : TALL, canvas.height - 2 * ASIDE) }
  }
  const left = Math.min(Math.max(EDGE, at.x - width / 2), Math.max(EDGE, free - width - EDGE))
  const y = Math.min(Math.max(EDGE, at.y), canvas.height - EDGE)
  const below = canvas.height - y - DISTANCE - EDGE
  const above = y - DISTANCE - EDGE
  return below >= MIN_HEIGHT || below >= above
    ? { width, left, top: y + DISTANCE, maxHeight: below }
    : { width, left, bottom: canvas.height - y + DISTANCE, maxHeight: above }
}

function useCloseOutside(box: React.RefObject<HTMLElement | null>, close: () => void) {
  const latest = useRef(close)
  latest.current = close
  useEffect(() => {
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) latest.current()
    }
    // Caught early: the canvas keeps presses on its ground to itself.
    window.addEventListener('pointerdown', onPress, { capture: true })
    return () => window.removeEventListener('pointerdown', onPress, { capture: true })
  }, [box])
}
