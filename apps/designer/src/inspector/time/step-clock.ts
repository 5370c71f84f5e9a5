/** The clock that the hours of a step go by. */
import { isTimeZone } from '@callflow-studio/model'
import { useEffect, useState } from 'react'
import { useStudio } from '../../state/studio-store.ts'
import { useStep } from '../form/step-context.ts'

/** The step's own zone, else the flow's. */
export function useZone(): string {
  const { node } = useStep()
  const flowZone = useStudio((state) => state.document.settings.timezone)
  const own = node.data.timezone
  return (typeof own === 'string' && own !== '' ? own : flowZone) || 'UTC'
}

/** The same, and UTC in place of one that nobody knows: its field says so. */
export function useKnownZone(): string {
  const zone = useZone()
  return isTimeZone(zone) ? zone : 'UTC'
}

/** What the clock shows, or the time at which the preview's call comes in. */
export function useNow(): Date {
  const clock = useStudio((state) => state.scenario.clock)
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const timer = setInterval(() => setNow(new Date()), 20_000)
    return () => clearInterval(timer)
  }, [])
  return clock === null ? now : new Date(clock)
}
