/** Forty callflows of a company: its numbers, extensions, teams and feature codes. */
import type { JsonObject } from '../account-data.ts'
import { HOLIDAYS_ID, mediaId, menuId, ruleId } from './hours.ts'
import { idOf } from './ids.ts'
import { deviceId, groupId, mailboxId, PEOPLE, TEAMS, type Team, userId } from './people.ts'

const node = (module: string, data: JsonObject, children: JsonObject = {}): JsonObject => ({ module, data, children })

const callflow = (name: string, numbers: string[], flow: JsonObject, more: JsonObject = {}): JsonObject => ({
  id: callflowId(name),
  name,
  numbers,
  patterns: [],
  flow,
  ...more,
})

const callflowId = (name: string): string => idOf('callflow', name)
const voicemail = (of: string): JsonObject => node('voicemail', { id: mailboxId(of), action: 'compose' })
const jump = (name: string): JsonObject => node('callflow', { id: callflowId(name) })
const ringTeam = (team: Team, otherwise: JsonObject): JsonObject =>
  node(
    'ring_group',
    {
      name: team,
      strategy: 'simultaneous',
      timeout: 25,
      endpoints: [{ id: groupId(team), endpoint_type: 'group', timeout: 25 }],
    },
    { _: otherwise },
  )

const closed = node('play', { id: mediaId('Closed') }, { _: voicemail('Sales') })

const mainFlow = node(
  'temporal_route',
  { rules: [ruleId('Office hours'), ruleId('Saturday mornings')], rule_set: HOLIDAYS_ID },
  {
    rule_set: node('play', { id: mediaId('Happy holidays') }, { _: node('hangup', {}) }),
    [ruleId('Office hours')]: node(
      'menu',
      { id: menuId('Main menu') },
      {
        '1': jump('Sales'),
        '2': jump('Support'),
        '3': jump('Accounts'),
        '0': node('user', { id: userId('1001'), timeout: 15 }, { _: voicemail('Sales') }),
        timeout: jump('Sales'),
        _: closed,
      },
    ),
    [ruleId('Saturday mornings')]: ringTeam('Sales', closed),
    _: closed,
  },
)

const company: readonly JsonObject[] = [
  callflow('Main number', ['+14155550100', '+14155550101'], mainFlow),
  callflow('Sales', ['+14155550110', '3001'], ringTeam('Sales', voicemail('Sales'))),
  callflow(
    'Support',
    ['+14155550120', '3002'],
    node(
      'temporal_route',
      { rules: [ruleId('Lunch')] },
      { [ruleId('Lunch')]: voicemail('Support'), _: ringTeam('Support', voicemail('Support')) },
    ),
  ),
  callflow('Accounts', ['3003'], ringTeam('Accounts', voicemail('Accounts'))),
  callflow(
    'Warehouse',
    ['+14155550130'],
    node(
      'menu',
      { id: menuId('Warehouse menu') },
      { '1': ringTeam('Warehouse', voicemail('Warehouse')), '2': jump('Support'), _: jump('Main number') },
    ),
  ),
  callflow('Conference', ['5000'], node('conference', { id: idOf('conference', 'Team room') })),
  callflow('Fax', ['+14155550190'], node('receive_fax', { owner_id: userId('1008') })),
  callflow('Front door', ['4000'], node('device', { id: idOf('device', 'door'), timeout: 20 })),
  callflow('Directory', ['411'], node('directory', { id: idOf('directory', 'Company') })),
  callflow(
    'Paging',
    ['4100'],
    node('page_group', {
      name: 'Warehouse',
      endpoints: [{ id: groupId('Warehouse'), endpoint_type: 'group' }],
      timeout: 5,
    }),
  ),
  callflow('Unknown numbers', ['no_match'], node('resources', { use_local_resources: true })),
  callflow('Old menu', ['3999'], node('menu', { id: menuId('Menu of 2019') }, { '1': jump('Sales') })),
  callflow('Former colleague', ['1099'], node('user', { id: idOf('user', '1099') }, { _: voicemail('1099') })),
]

const extensions: readonly JsonObject[] = PEOPLE.map(({ extension, first, last }) =>
  callflow(
    `${first} ${last}`,
    [extension],
    node('user', { id: userId(extension), timeout: 20 }, { _: voicemail(extension) }),
    { type: 'mainUserCallflow', owner_id: userId(extension), ui_metadata: { origin: 'voip', ui: 'monster-ui' } },
  ),
)

const teams: readonly JsonObject[] = TEAMS.map((team, index) =>
  callflow(`${team} team`, [`350${index + 1}`], ringTeam(team, voicemail(team)), {
    type: 'baseGroup',
    group_id: groupId(team),
    ui_metadata: { origin: 'voip', ui: 'monster-ui' },
  }),
)

const feature = (name: string, code: string, module: string, data: JsonObject): JsonObject =>
  callflow(`Feature code ${name}`, [`*${code}`], node(module, data), { featurecode: { name, number: code } })

const features: readonly JsonObject[] = [
  feature('voicemail[action=check]', '97', 'voicemail', { action: 'check' }),
  feature('hotdesk[action=login]', '11', 'hotdesk', { action: 'login' }),
  feature('hotdesk[action=logout]', '12', 'hotdesk', { action: 'logout' }),
  feature('call_forward[action=activate]', '72', 'call_forward', { action: 'activate' }),
  feature('call_forward[action=deactivate]', '73', 'call_forward', { action: 'deactivate' }),
  feature('do_not_disturb[action=activate]', '78', 'do_not_disturb', { action: 'activate' }),
  feature('do_not_disturb[action=deactivate]', '79', 'do_not_disturb', { action: 'deactivate' }),
  feature('park_and_retrieve', '4', 'park', { action: 'auto' }),
  feature('move', '6683', 'move', {}),
  {
    ...feature('privacy[mode=full]', '67', 'privacy', { mode: 'full' }),
    numbers: [],
    patterns: ['^\\*67([0-9]*)$'],
  },
  {
    ...feature('intercept', '8', 'intercept', { device_id: deviceId('1001') }),
    numbers: [],
    patterns: ['^\\*8([0-9]*)$'],
  },
]

export const callflows: readonly JsonObject[] = [...company, ...extensions, ...teams, ...features]
