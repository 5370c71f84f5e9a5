import type { Alarms } from '../alarms/alarms.ts'
import type { CallLog } from '../calls/call-log.ts'
import type { Probes } from '../calls/probes.ts'
import type { Change } from '../changes/change.ts'
import type { Config } from '../config.ts'
import type { Connections } from '../connections/connections.ts'
import type { KazooAccounts } from '../connections/kazoo-accounts.ts'
import type { Documents } from '../documents/documents.ts'
import type { FlowSummaries } from '../flows/flow-summaries.ts'
import type { FlowTests } from '../flows/flow-tests.ts'
import type { Flows } from '../flows/flows.ts'
import type { PublishedFlows } from '../flows/published-flows.ts'
import type { TestRuns } from '../flows/test-runs.ts'
import type { UsedNow } from '../flows/usage.ts'
import type { LookUps } from '../outbound/look-up.ts'
import type { PreviewDeps } from '../preview/preview-deps.ts'
import type { Recordings } from '../recordings/recordings.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { StudioSettings } from '../settings/settings.ts'
import type { Switches } from '../switches/switches.ts'
import type { Tables } from '../tables/tables.ts'

/** What the API's routes work with. */
export interface ApiDeps extends PreviewDeps {
  config: Pick<
    Config,
    | 'publicUrl'
    | 'trustProxy'
    | 'pivotKeepAlive'
    | 'kazooVersion'
    | 'defaultTimezone'
    | 'defaultLocale'
    | 'allowedHosts'
  >
  flows: Flows
  summaries: FlowSummaries
  tests: FlowTests
  testRuns: TestRuns
  published: PublishedFlows
  change: Change
  callLog: CallLog
  alarms: Pick<Alarms, 'list'>
  settings: StudioSettings
  probes: Probes
  tables: Tables
  secrets: Secrets
  connections: Connections
  kazoo: KazooAccounts
  switches: Switches
  recordings: Recordings
  onCallsDeleted: (requests: number) => void
  onRecordingDeleted: (id: string) => void
  lookUps: Pick<LookUps, 'lookUp' | 'yieldTurn'>
  documents: Documents
  /** How long a replay of the last calls may take. */
  replayMaxMs: number
  /** Reads what other processes have changed. */
  lookForChanges: () => Promise<void>
  /** Which flows use what, at present. */
  usage: () => Promise<UsedNow>
  now: () => Date
  version: string
}
