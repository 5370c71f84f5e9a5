/** Calls of the log, played again. Imported as `@callflow-studio/model/replay`. */
export { pathOf } from './call-path.ts'
export type { LoggedRequest } from './logged-call.ts'
export { clockOf, type SpecialDays } from './play-logged.ts'
export { replayCall } from './replay-call.ts'
export {
  type CallPaths,
  type ComparedCall,
  compareOnDraft,
  createGroups,
  NO_BEGINNING,
  pathsOf,
  STOPS_EARLY,
} from './replay-calls.ts'
export { testOfCall } from './test-of-call.ts'
