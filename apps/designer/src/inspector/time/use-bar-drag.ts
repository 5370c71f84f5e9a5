import type { Hours } from '@callflow-studio/model'
import { type PointerEvent, useEffect, useState } from 'react'
import { type Bar, DAY, drawBar, isSameBar, moveBar, moveBegin, moveEnd, type PlacedBar, putBar } from './week-bars.ts'

interface Drag {
  kind: 'draw' | 'move' | 'begin' | 'end'
  /** Null: it is drawn. */
  before: PlacedBar | null
  after: Bar
  /** Where the pointer was put down. */
  day: number
  minute: number
}

/** How far a pointer goes before it means anything: a press on a bar only chooses it. */
const DEAD_PX = 3

/**
 * Drawing, moving and resizing bars with a pointer. The week is shown as it would be; only letting go changes it, and Esc
 * leaves it as it was.
 * @param onDone gets null for the week where a bar was pressed only
 */
export function useBarDrag(weekly: readonly Hours[], onDone: (weekly: Hours[] | null, bar: Bar) => void) {
  const [drag, setDrag] = useState<Drag | null>(null)
  const [start, setStart] = useState<{ x: number; y: number } | null>(null)
  const isMoved = drag !== null && start === null

  useEffect(() => {
    if (!drag) return
    const cancel = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      setDrag(null)
    }
    window.addEventListener('keydown', cancel, true)
    return () => window.removeEventListener('keydown', cancel, true)
  }, [drag])

  const next = isMoved ? putBar(weekly, drag.before, drag.after) : null
  return {
    /** The week as it would be, and the bar that is held. */
    shown: next && drag ? { weekly: next, bar: drag.after } : null,
    handlers: {
      onPointerDown(event: PointerEvent<HTMLElement>) {
        const place = placeOf(event)
        const target = event.target as HTMLElement
        if (event.button !== 0 || !place || !target.closest('[data-day]')) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setStart({ x: event.clientX, y: event.clientY })
        const drawn = target.closest<HTMLElement>('[data-bar]')
        const before: PlacedBar | null = drawn ? JSON.parse(drawn.dataset.bar ?? 'null') : null
        const kind = drawn ? gripAt(drawn, event.clientX) : 'draw'
        setDrag({ kind, before, after: before ?? drawBar(place.day, place.minute, place.minute), ...place })
      },
      onPointerMove(event: PointerEvent<HTMLElement>) {
        const place = placeOf(event)
        if (!drag || !place) return
        if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) < DEAD_PX) return
        setStart(null)
        const after = afterDrag(drag, place)
        if (!isSameBar(after, drag.after)) setDrag({ ...drag, after })
      },
      onPointerUp() {
        if (drag && next) onDone(next, drag.after)
        else if (drag?.before) onDone(null, drag.before)
        setDrag(null)
      },
      onPointerCancel: () => setDrag(null),
    },
  }
}

function afterDrag({ kind, before, day, minute }: Drag, to: { day: number; minute: number }): Bar {
  if (!before) return drawBar(day, minute, to.minute)
  const minutes = to.minute - minute
  if (kind === 'begin') return moveBegin(before, minutes)
  if (kind === 'end') return moveEnd(before, minutes)
  return moveBar(moveBar(before, (to.day - day) * DAY), minutes)
}

/** How near to its end a bar is resized. */
const REACH_PX = 8

/** By place, since not every browser tells which part of a button was met. A short bar can still be moved. */
function gripAt(bar: HTMLElement, x: number): 'begin' | 'end' | 'move' {
  const { left, right, width } = bar.getBoundingClientRect()
  const reach = Math.min(REACH_PX, width / 3)
  if (x - left < reach && bar.querySelector('[data-grip="begin"]')) return 'begin'
  return right - x < reach && bar.querySelector('[data-grip="end"]') ? 'end' : 'move'
}

/** Which day's row the pointer is in, or nearest to, and at which minute. */
function placeOf(event: PointerEvent<HTMLElement>): { day: number; minute: number } | null {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-day]')].map((row) =>
    row.getBoundingClientRect(),
  )
  const [first] = rows
  if (!first || first.width === 0) return null
  const below = rows.findIndex(({ bottom }) => event.clientY < bottom)
  return {
    day: below === -1 ? rows.length - 1 : below,
    minute: ((event.clientX - first.left) / first.width) * DAY,
  }
}
