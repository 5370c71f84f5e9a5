/** Flows that an empty studio starts with, and that a newcomer can start from. */
import { accountBalance } from './account-balance.ts'
import type { Example } from './example.ts'
import { frontDesk } from './front-desk.ts'
import { nightSwitch } from './night-switch.ts'
import { openingHours } from './opening-hours.ts'
import { orderStatus } from './order-status.ts'
import { pinCheck } from './pin-check.ts'
import { routeByCaller } from './route-by-caller.ts'
import { threeCalls } from './three-calls.ts'

export const EXAMPLES: readonly Example[] = [
  frontDesk,
  routeByCaller,
  pinCheck,
  openingHours,
  accountBalance,
  orderStatus,
  threeCalls,
  nightSwitch,
]
