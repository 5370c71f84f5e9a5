import type { FlowDocument } from '@callflow-studio/model'
import type { FlowTest } from '@callflow-studio/model/api'
import { type Coverage, coverageOf, placesOf } from '@callflow-studio/model/scenario'

/** Which steps and exits of a drawing the tests got to when they last ran. */
export const testCoverage = (document: FlowDocument, tests: readonly FlowTest[]): Coverage =>
  coverageOf(
    { flow: { id: OPEN, name: '', document } },
    tests.flatMap(({ lastRun }) => (lastRun ? [placesOf(OPEN)(lastRun)] : [])),
  )

const OPEN = 'open'
