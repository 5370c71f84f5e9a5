/** Twelve people with their phones and mailboxes, and the groups they are in. */
import type { JsonObject } from '../account-data.ts'
import { idOf } from './ids.ts'

interface Person {
  extension: string
  first: string
  last: string
  team: Team
}

export type Team = 'Sales' | 'Support' | 'Accounts' | 'Warehouse'

const person = (extension: string, first: string, last: string, team: Team): Person => ({
  extension,
  first,
  last,
  team,
})

export const PEOPLE: readonly Person[] = [
  person('1001', 'Ann', 'Bell', 'Sales'),
  person('1002', 'Carlos', 'Reyes', 'Sales'),
  person('1003', 'Dana', 'Whitfield', 'Sales'),
  person('1004', 'Erik', 'Lindqvist', 'Support'),
  person('1005', 'Fatima', 'Haddad', 'Support'),
  person('1006', 'George', 'Okafor', 'Support'),
  person('1007', 'Hana', 'Kimura', 'Support'),
  person('1008', 'Ivan', 'Petrov', 'Accounts'),
  person('1009', 'Julia', 'Bell', 'Accounts'),
  person('1010', 'Kwame', 'Mensah', 'Warehouse'),
  person('1011', 'Lucía', 'Ortega', 'Warehouse'),
  person('1012', 'Miles', 'Bell', 'Warehouse'),
]

export const TEAMS: readonly Team[] = ['Sales', 'Support', 'Accounts', 'Warehouse']

export const userId = (extension: string): string => idOf('user', extension)
export const deviceId = (extension: string): string => idOf('device', extension)
export const mailboxId = (extension: string): string => idOf('mailbox', extension)
export const groupId = (team: Team): string => idOf('group', team)

const usernameOf = ({ first, last }: Person): string =>
  `${first}.${last}`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z.]/g, '')

export const users: readonly JsonObject[] = PEOPLE.map((one) => ({
  id: userId(one.extension),
  first_name: one.first,
  last_name: one.last,
  username: usernameOf(one),
  email: `${usernameOf(one)}@bell-and-sons.example`,
  presence_id: one.extension,
  priv_level: one.extension === '1001' ? 'admin' : 'user',
  timezone: 'America/Los_Angeles',
  enabled: true,
}))

export const devices: readonly JsonObject[] = [
  ...PEOPLE.map(({ extension, first }, index) => ({
    id: deviceId(extension),
    name: `${first}’s desk phone`,
    owner_id: userId(extension),
    device_type: 'sip_device',
    enabled: extension !== '1012',
    mac_address: `00:15:65:0a:1c:${(16 + index).toString(16)}`,
    sip: { username: `user_${extension}` },
  })),
  ...PEOPLE.slice(0, 3).map(({ extension, first }) => ({
    id: idOf('softphone', extension),
    name: `${first}’s softphone`,
    owner_id: userId(extension),
    device_type: 'softphone',
    enabled: true,
    sip: { username: `soft_${extension}` },
  })),
  {
    id: idOf('device', 'door'),
    name: 'Front door',
    device_type: 'sip_device',
    enabled: true,
    sip: { username: 'door' },
  },
]

export const mailboxes: readonly JsonObject[] = [
  ...PEOPLE.map(({ extension, first, last }) => ({
    id: mailboxId(extension),
    name: `${first} ${last}`,
    mailbox: extension,
    owner_id: userId(extension),
    require_pin: true,
  })),
  ...TEAMS.map((team, index) => ({ id: mailboxId(team), name: `${team} team`, mailbox: `200${index + 1}` })),
]

export const groups: readonly JsonObject[] = TEAMS.map((team) => ({
  id: groupId(team),
  name: team,
  endpoints: Object.fromEntries(
    PEOPLE.filter((one) => one.team === team).map(({ extension }, index) => [
      userId(extension),
      { type: 'user', weight: index + 1 },
    ]),
  ),
}))
