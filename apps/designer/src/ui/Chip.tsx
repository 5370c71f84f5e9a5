import type { ReactNode } from 'react'
import classes from './Chip.module.css'

/** A state in a word or two; the word says it, the colour only helps. */
export function Chip({
  tone = 'neutral',
  children,
}: {
  tone?: 'neutral' | 'call' | 'warn' | 'error' | 'accent'
  children: ReactNode
}) {
  return (
    <span className={classes.chip} data-tone={tone}>
      {children}
    </span>
  )
}
