/** Calls of the log, played again. Imported as `@callflow-studio/model/replay`. */
export { type CallPaths, pathsOf } from './group-calls.ts'
export type { LoggedRequest } from './logged-call.ts'
export { type ComparedCall, compareOnDraft, STOPS_EARLY } from './replay-calls.ts'
export { testOfCall } from './test-of-call.ts'
