import { z } from 'zod'
import type { Problem } from '../contract/checks.ts'
import { defineStudioStep } from '../contract/define.ts'

const branchSchema = z.looseObject({
  port: z.string().meta({ template: false }),
  weight: z.number().min(0),
})
type Branch = z.infer<typeof branchSchema>

export const logicSplit = defineStudioStep({
  type: 'logic.split',
  title: 'Split calls',
  help: 'Splits calls between exits by percentage. The same call, or the same caller, always gets the same exit.',
  icon: 'percent',
  category: 'Variables & Branching',
  synonyms: ['percentage', 'A/B', 'load balancing', 'random', 'distribute', 'share', 'weight', 'balance'],
  data: z.looseObject({
    branches: z.array(branchSchema).meta({ label: 'Shares', control: 'branches', section: 'Shares' }),
    sticky: z.enum(['call', 'caller']).meta({
      label: 'Keep the same exit for',
      options: { call: 'each call', caller: 'each caller' },
      hint: 'Each caller: people who call again get the same exit again.',
      control: 'segmented',
      section: 'Shares',
    }),
  }),
  create: () => ({
    branches: [
      { port: 'a', weight: 50 },
      { port: 'b', weight: 50 },
    ],
    sticky: 'call',
  }),
  ports: ({ branches = [] }) => {
    const total = sumOf(branches)
    return branches.map(({ port, weight }) => ({ key: port, label: `${shareOf(weight, total)} %` }))
  },
  summary: ({ sticky = 'call' }) => (sticky === 'caller' ? 'by caller number' : 'by call'),
  check: ({ branches = [] }) => [
    ...(sumOf(branches) > 0 ? [] : [NO_WEIGHT]),
    ...branches.flatMap(({ port }, index) =>
      port === '' || port === 'error' || branches.findIndex((other) => other.port === port) < index
        ? [sharedPort(index)]
        : [],
    ),
  ],
  exitInput: ({ sticky = 'call' }) => ({ kind: 'sticky', by: sticky }),
  prepare({ branches = [], sticky = 'call' }, tools) {
    const total = sumOf(branches)
    // The caller may change after a step that sets it; the Call-ID is the same in all requests of a call.
    if (sticky === 'caller') tools.template('{{ caller.number }}')
    return (call) => {
      // A caller without a number is a call of its own.
      const key = call.stickyKey(sticky)
      let rest = fraction(`${tools.nodeId}\n${key}`) * total
      const taken = branches.find(({ weight }) => {
        rest -= weight
        return rest < 0
      })
      return { kind: 'go', port: taken?.port ?? branches.at(-1)?.port ?? '' }
    }
  },
  next: () => ['user', 'ring_group', 'tts'],
})

const sumOf = (branches: readonly Branch[]): number => branches.reduce((sum, { weight }) => sum + weight, 0)
const shareOf = (weight: number, total: number): number => (total > 0 ? Math.round((weight / total) * 100) : 0)

/**
 * FNV-1a with the finish of MurmurHash3, which spreads texts that differ in one digit over the whole range.
 * @returns a number from 0 to below 1, always the same for the same text
 */
export function fraction(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x1_0000_0000
}

const NO_WEIGHT: Problem = {
  severity: 'error',
  code: 'split.weights',
  field: 'branches',
  short: 'Set the shares',
  message: 'All shares are 0, so no call can continue. Set the shares.',
}
const sharedPort = (index: number): Problem => ({
  severity: 'error',
  code: 'port.name-used-twice',
  field: `branches.${index}.port`,
  short: 'Two shares, one exit',
  message: `Share ${index + 1} uses the exit of another share. Delete it and add it again.`,
})
