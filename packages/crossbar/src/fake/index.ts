/** A Crossbar for tests and development. Nothing of the product may depend on it. @source docs/kazoo/crossbar.md, section 8 */
export type { FakeAccount, FakeNumber, Resource } from './account-data.ts'
export type { Call } from './call-log.ts'
export type { FakeVersion } from './defaults.ts'
export type { FakeEvent } from './events.ts'
export type { Fault, FaultFilter } from './faults.ts'
export type { DebugRequest } from './pivot-debug.ts'
export { plausibleAccounts } from './plausible/accounts.ts'
export { type FakeCrossbar, type FakeDocument, type FakeOptions, startFakeCrossbar } from './start.ts'
