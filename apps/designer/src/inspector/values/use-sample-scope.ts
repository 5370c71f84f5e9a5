import type { Scope } from '@callflow-studio/model'
import { useMemo } from 'react'
import { useStudio } from '../../state/studio-store.ts'
import { sampleScope } from './sample-scope.ts'

/** The variables of the sample call: as it went in the preview, else as it comes in. */
export function useSampleScope(): Scope {
  const document = useStudio((state) => state.document)
  const caller = useStudio((state) => state.scenario.caller)
  const preview = useStudio((state) => state.preview)
  const clock = useStudio((state) => state.scenario.clock)
  return useMemo(
    () => sampleScope(document, caller.call, preview, clock ? new Date(clock) : new Date()),
    [document, caller, preview, clock],
  )
}
