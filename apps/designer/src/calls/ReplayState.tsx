import { CircleCheck, TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import classes from './CallReplay.module.css'

/** What came of a replay, in a line. */
export function ReplayState({ isGood = false, children }: { isGood?: boolean; children: ReactNode }) {
  const Icon = isGood ? CircleCheck : TriangleAlert
  return (
    <p className={classes.state} data-good={isGood || undefined}>
      <Icon size={16} aria-hidden /> {children}
    </p>
  )
}
