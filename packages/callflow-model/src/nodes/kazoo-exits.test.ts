/** Which exits the KAZOO steps have, against what was read from KAZOO's code, and which of them a call takes. */
import { describe, expect, it } from 'vitest'
import { silentCall } from '../simulate/silent-call.ts'
import { KAZOO_MODULES, type KazooModule } from '../testing/kazoo-modules.ts'
import type { KazooStepDefinition } from './contract/kazoo-step.ts'
import type { CallerAction, SimulatedExit } from './contract/simulation.ts'
import { kazooSteps } from './kazoo-steps.ts'

describe('the exits', () => {
  it.each(kazooSteps.map((step) => [step.type, step] as const))(
    'of %s are those that KAZOO looks for',
    (type, step) => {
      const { mode, keys, terminal } = childrenOf(type)
      const declared = step.ports(step.create((base) => base)).map(({ key }) => key)
      expect(step.neverContinues).toBe(terminal)
      if (mode === 'single') expect([declared, step.freePorts]).toEqual([['_'], undefined])
      if (mode === 'dynamic') expect(step.freePorts).toBeDefined()
      for (const { key } of keys) {
        const example = key.replace('<cause>', 'ANY_CAUSE').replace('<code>', '486')
        const isKnown = declared.includes(example) || step.freePorts?.refuse(example) === null
        expect([key, isKnown]).toEqual([key, true])
      }
    },
  )
})

function childrenOf(type: string): KazooModule['children'] {
  const found = KAZOO_MODULES.find(({ module }) => module === type)
  if (!found) throw new Error(`KAZOO has no module ${type}`)
  return found.children
}

describe('the way that a call takes', () => {
  it.each<[string, Record<string, unknown>, string[], CallerAction[], Partial<SimulatedExit>]>([
    ['branch_bnumber', {}, ['2001', '_'], [{ outcome: '2001' }], { kind: 'continue', key: '2001' }],
    ['branch_bnumber', { hunt: true }, ['2001', '_'], [{ outcome: 'found' }], { kind: 'branch' }],
    ['temporal_route', {}, ['rule', '_'], [{ outcome: 'rule' }], { kind: 'continue', key: 'rule' }],
    ['temporal_route', { action: 'reset' }, ['rule', '_'], [], { kind: 'continue' }],
    ['check_cid', { regex: '^\\+999' }, ['match'], [], { kind: 'attempt', keys: ['nomatch'], otherwise: 'continue' }],
    ['check_cid', { use_absolute_mode: true }, ['+1'], [], { kind: 'attempt', keys: ['+14155550142'] }],
    ['check_cid', { regex: '(open' }, ['match'], [], { kind: 'crash' }],
    ['cidlistmatch', {}, ['match', 'nomatch'], [{ outcome: 'match' }], { kind: 'attempt', keys: ['match'] }],
    ['fax_detect', {}, ['ON_FAX', '_'], [{ outcome: 'ON_FAX' }], { kind: 'continue', key: 'ON_FAX' }],
    ['acdc_member', {}, ['_'], [{ outcome: 'answered' }], { kind: 'handed-away' }],
    ['acdc_member', {}, ['_'], [{ outcome: 'full' }], { kind: 'continue' }],
    ['acdc_wait_time', {}, ['60', '300', '_'], [{ outcome: '300' }], { kind: 'continue', key: '300' }],
    ['nomorobo', {}, ['3', '8', '_'], [{ outcome: 'less' }], { kind: 'continue', key: '_' }],
    ['nomorobo', {}, ['3', '8'], [{ outcome: 'less' }], { kind: 'continue', key: '3' }],
    ['nomorobo', {}, ['0', '8'], [{ outcome: 'failed' }], { kind: 'continue', key: '0' }],
    ['nomorobo', {}, ['3', '8'], [{ outcome: 'failed' }], { kind: 'stop' }],
    ['offnet', {}, ['USER_BUSY', '_'], [{ outcome: 'NO_ANSWER' }], { kind: 'attempt', otherwise: 'stop' }],
    [
      'group',
      { repeats: 2 },
      ['USER_BUSY', '_'],
      [{ outcome: 'USER_BUSY' }],
      { kind: 'attempt', otherwise: 'continue' },
    ],
    ['group', {}, ['_'], [{ outcome: 'answered' }], { kind: 'stop' }],
    ['hotdesk', { action: 'bridge' }, ['_'], [{ outcome: 'answered' }], { kind: 'continue' }],
    ['hotdesk', { action: 'bridge' }, ['_'], [{ outcome: 'USER_BUSY' }], { kind: 'attempt', otherwise: 'continue' }],
    ['park', { slot: '101' }, ['101', '_'], [{ outcome: 'unanswered' }], { kind: 'attempt', keys: ['101'] }],
    ['park', {}, ['MAX_SLOT_EXCEEDED', '_'], [{ outcome: 'full' }], { kind: 'attempt', keys: ['MAX_SLOT_EXCEEDED'] }],
    ['park', { action: 'retrieve' }, ['_'], [{ outcome: 'empty' }], { kind: 'stop' }],
    ['do_not_disturb', {}, ['_'], [{ outcome: 'changed' }], { kind: 'continue' }],
    ['call_forward', {}, ['_'], [{ outcome: 'refused' }], { kind: 'stop' }],
    ['directory', {}, ['_'], [{ outcome: 'found' }], { kind: 'branch' }],
    ['directory', {}, ['_'], [{ outcome: 'silent' }], { kind: 'stop' }],
    ['disa', {}, ['_'], [{ outcome: 'missing' }], { kind: 'continue' }],
    ['disa', {}, ['_'], [{ outcome: 'restricted' }], { kind: 'hard-stop' }],
    ['camping_feature', {}, ['_'], [{ outcome: 'busy' }], { kind: 'stop' }],
    ['page_group', {}, ['_'], [{ outcome: 'nobody' }], { kind: 'continue' }],
    ['privacy', {}, ['_'], [{ outcome: 'missing' }], { kind: 'stop' }],
    ['dynamic_cid', { action: 'list' }, ['_'], [{ outcome: 'found' }], { kind: 'branch' }],
    ['dynamic_cid', { action: 'manual' }, ['_'], [{ digits: '4155550100' }], { kind: 'continue' }],
    ['transfer', { target: '2001' }, ['_'], [], { kind: 'handed-away' }],
    ['dead_air', {}, ['_'], [], { kind: 'stays' }],
    ['record_caller', {}, ['_'], [{ outcome: 'recorded' }], { kind: 'continue' }],
  ])('out of %s with %j and %j', (type, data, childKeys, actions, expected) => {
    expect(exitOf(type, data, childKeys, actions)).toMatchObject(expected)
  })

  it('ends a step that is given something that it does not know as if the likeliest had happened', () => {
    expect(exitOf('directory', {}, ['_'], [{ outcome: 'constructor' }])).toMatchObject({ kind: 'branch' })
  })
})

function exitOf(type: string, data: object, childKeys: string[], actions: CallerAction[]): SimulatedExit | undefined {
  const step = kazooSteps.find((definition): definition is KazooStepDefinition => definition.type === type)
  const running = step?.simulate({ ...data }, silentCall(childKeys))
  if (!running || 'kind' in running) return running
  let turn = running.next()
  for (const action of actions) if (!turn.done) turn = running.next(action)
  return turn.done ? turn.value : undefined
}
