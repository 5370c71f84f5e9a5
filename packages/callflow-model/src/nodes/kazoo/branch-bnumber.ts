import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineKazooStep } from '../contract/define.ts'
import { skipModule } from '../contract/fields.ts'
import type { SimulatedAccount } from '../contract/simulated-account.ts'
import type { SimulatedExit } from '../contract/simulation.ts'
import { callflowOfNumber } from '../parts/account-documents.ts'
import { CAPTURED_NUMBER } from '../parts/captured-number.ts'
import { branchesTo, CONTINUES, chooseOutcome } from '../parts/outcomes.ts'
import { OTHERWISE, valuePorts, whatIsFound } from '../parts/value-ports.ts'

/** @source callflows.branch_bnumber; docs/kazoo/semantics.md#branch_bnumber */
export const branchBnumber = defineKazooStep({
  type: 'branch_bnumber',
  title: 'Branch on dialled number',
  help: 'Continues at the exit for the number after a feature code, or runs the callflow of that number.',
  icon: 'signpost',
  category: 'Variables & Branching',
  synonyms: ['b-number', 'captured number', 'capture group', 'dialled number', 'feature code', 'hunt'],
  data: z.looseObject({
    hunt: z.boolean().optional().meta({
      label: 'Run the callflow of that number',
      hint: 'Instead of using an exit of this step.',
      section: 'What happens',
      ifAbsent: false,
    }),
    hunt_allow: z.string().optional().meta({
      label: 'Allowed numbers',
      hint: 'A pattern such as ^2\\d{3}$. Used only when callflows are run.',
      section: 'More',
      more: true,
      template: false,
    }),
    hunt_deny: z.string().optional().meta({
      label: 'Blocked numbers',
      section: 'More',
      more: true,
      template: false,
    }),
    skip_module: skipModule(),
  }),
  create: () => ({ hunt: false }),
  ports: () => [OTHERWISE],
  freePorts: valuePorts({ addLabel: 'Add a number', ask: 'Write the number as KAZOO has it, such as +14155550100.' }),
  changes: (data) => (data.hunt ? ['*'] : []),
  duration: (data) => (data.hunt ? 'minutes' : 'instant'),
  summary: (data) => (data.hunt ? 'Runs the callflow of the number' : 'By the number dialled'),
  check: (data, { connected }) => (data.hunt ? numbersNeverTaken(connected) : []),
  next: () => ['ring_group', 'user', 'tts'],
  footer: CAPTURED_NUMBER,
  *simulate(data, call) {
    const { account } = call
    if (account) {
      const { captured } = account
      if (!data.hunt) return captured === undefined ? CONTINUES : { kind: 'continue', key: captured }
      return huntsFor(account, captured, data)
    }
    if (!data.hunt) return yield* whatIsFound(call, `${call.title}: which number was dialled?`)
    return yield* chooseOutcome(call, `${call.title} looks for the number`, [
      { key: 'found', label: 'It has a callflow', exit: branchesTo('The callflow of that number') },
      { key: 'missing', label: 'It has none, or may not', exit: CONTINUES },
    ])
  },
})

function numbersNeverTaken(connected: ReadonlySet<string>): Problem[] {
  const numbers = [...connected].filter((key) => key !== '_')
  return numbers.map((key) => ({
    severity: 'warning',
    code: 'port.never-taken',
    field: `port:${key}`,
    message: 'This step runs the callflow of the number, so no call uses this exit. Remove it, or switch that off.',
    short: 'An exit is never used',
  }))
}

/** A number that must not be hunted for crashes the module (R9). */
function huntsFor(
  account: SimulatedAccount,
  captured: string | undefined,
  { hunt_allow: allow, hunt_deny: deny }: { hunt_allow?: string | undefined; hunt_deny?: string | undefined },
): SimulatedExit {
  const number = captured ?? ''
  const isDenied = (deny && new RegExp(deny).test(number)) || (allow && !new RegExp(allow).test(number))
  if (isDenied) return { kind: 'crash' }
  const found = callflowOfNumber(account, captured)
  return found ? branchesTo(`The callflow of ${number}`, found.flow) : CONTINUES
}
