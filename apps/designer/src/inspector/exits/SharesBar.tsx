import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './BranchesControl.module.css'
import { type Branch, borderAt, moveBorder } from './shares.ts'

interface SharesBarProps {
  branches: readonly Branch[]
  onChange: (branches: Branch[]) => void
  /** A drag, or a visit by keys, is over. */
  onEnd: () => void
}

/** The shares as a bar of 100 %, with a grip on each border between two of them. */
export function SharesBar({ branches, onChange, onEnd }: SharesBarProps) {
  const { t } = useTranslation('inspector')
  const bar = useRef<HTMLDivElement>(null)
  const [held, setHeld] = useState<number | null>(null)

  const onPointerMove = ({ clientX }: PointerEvent) => {
    const box = bar.current?.getBoundingClientRect()
    if (held === null || !box) return
    onChange(moveBorder(branches, held, ((clientX - box.left) / box.width) * 100))
  }
  const letGo = () => {
    if (held !== null) onEnd()
    setHeld(null)
  }
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const to = borderAfter(event, borderAt(branches, index))
    if (to === null) return
    event.preventDefault()
    event.stopPropagation()
    onChange(moveBorder(branches, index, to))
  }
  return (
    <div ref={bar} className={classes.bar} onPointerMove={onPointerMove} onPointerUp={letGo} onPointerCancel={letGo}>
      {branches.map(({ port, weight }, index) => (
        <span key={port} className={classes.share} data-hue={index % HUES} style={{ flexGrow: weight }} aria-hidden>
          {weight >= 12 && `${weight} %`}
        </span>
      ))}
      {branches.slice(0, -1).map(({ port, weight }, index) => (
        <span
          key={port}
          className={classes.grip}
          style={{ left: `${borderAt(branches, index)}%` }}
          role="slider"
          tabIndex={0}
          aria-label={t('borderOf', { one: index + 1, other: index + 2 })}
          aria-valuemin={borderAt(branches, index - 1)}
          aria-valuemax={borderAt(branches, index + 1)}
          aria-valuenow={borderAt(branches, index)}
          aria-valuetext={t('bordersShares', { one: weight, other: branches[index + 1]?.weight ?? 0 })}
          data-held={held === index || undefined}
          onPointerDown={(event) => {
            if (event.button !== 0) return
            onEnd()
            event.currentTarget.setPointerCapture(event.pointerId)
            setHeld(index)
          }}
          onKeyDown={(event) => onKeyDown(event, index)}
          onBlur={onEnd}
        />
      ))}
    </div>
  )
}

/** How many colours there are before the first comes again. */
export const HUES = 6

const STEPS: Record<string, number> = {
  ArrowLeft: -1,
  ArrowDown: -1,
  ArrowRight: 1,
  ArrowUp: 1,
  PageDown: -10,
  PageUp: 10,
  Home: -100,
  End: 100,
}

/** @returns null for a key that moves no border */
function borderAfter({ key, shiftKey }: KeyboardEvent, at: number): number | null {
  const step = STEPS[key]
  return step === undefined ? null : at + step * (shiftKey && Math.abs(step) === 1 ? 10 : 1)
}
