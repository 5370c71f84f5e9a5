/**
 * Every operation of the HTTP API, by its id. A new one is an entry beside its schemas and a handler in the runtime
 * (CONTRIBUTING.md#an-operation-of-the-api).
 */
import { callOperations } from './calls.ts'
import { connectionOperations } from './connections.ts'
import { flowOperations } from './flows.ts'
import { stepOperations } from './look-ups.ts'
import type { Operation } from './operation.ts'
import { previewOperations } from './preview.ts'
import { recordingOperations } from './recordings.ts'
import { replayOperations } from './replay.ts'
import { secretOperations } from './secrets.ts'
import { settingsOperations } from './settings.ts'
import { specialDayOperations } from './special-days.ts'
import { studioOperations } from './studio.ts'
import { switchOperations } from './switches.ts'
import { tableOperations } from './tables.ts'
import { testOperations } from './tests.ts'
import { documentOperations } from './validation.ts'

export const operations = {
  ...studioOperations,
  ...flowOperations,
  ...testOperations,
  ...previewOperations,
  ...documentOperations,
  ...stepOperations,
  ...tableOperations,
  ...switchOperations,
  ...specialDayOperations,
  ...secretOperations,
  ...connectionOperations,
  ...callOperations,
  ...replayOperations,
  ...recordingOperations,
  ...settingsOperations,
} as const satisfies Record<string, Operation>

export type Operations = typeof operations
export type OperationId = keyof Operations

/** Those that change what is stored. */
export type ChangeId = { [Id in OperationId]: Operations[Id]['isChange'] extends true ? Id : never }[OperationId]
