import type { FakeAccount } from '../account-data.ts'
import { callflows } from './callflows.ts'
import { media, menus, ruleSets, rules } from './hours.ts'
import { ACCOUNT_ID, apiKeyOf, idOf, RESELLER_ID } from './ids.ts'
import { devices, groups, mailboxes, PEOPLE, userId, users } from './people.ts'

/** @returns a reseller, a company with everything, and a small company; always the same ids and keys */
export const plausibleAccounts = (): FakeAccount[] => [
  {
    id: RESELLER_ID,
    name: 'Harbour Telecom',
    realm: 'harbour.sip.example',
    parentId: null,
    apiKey: apiKeyOf('Harbour Telecom'),
    isReseller: true,
    documents: {},
    numbers: { '+14155550001': {} },
  },
  {
    id: ACCOUNT_ID,
    name: 'Bell & Sons',
    realm: 'bell.sip.example',
    parentId: RESELLER_ID,
    apiKey: apiKeyOf('Bell & Sons'),
    timezone: 'America/Los_Angeles',
    logins: [{ username: 'ann.bell', password: 'correct horse' }],
    documents: {
      users,
      devices,
      groups,
      vmboxes: mailboxes,
      menus,
      media,
      temporal_rules: rules,
      temporal_rules_sets: ruleSets,
      callflows,
      conferences: [{ id: idOf('conference', 'Team room'), name: 'Team room', conference_numbers: ['5000'] }],
      directories: [
        { id: idOf('directory', 'Company'), name: 'Company', users: PEOPLE.map(({ extension }) => userId(extension)) },
      ],
      faxboxes: [{ id: idOf('faxbox', 'Accounts'), name: 'Accounts', caller_id: '+14155550190' }],
      lists: [{ id: idOf('list', 'VIP'), name: 'VIP customers', description: 'Callers who skip the menu' }],
      queues: [{ id: idOf('queue', 'Support'), name: 'Support queue', strategy: 'round_robin' }],
    },
    numbers: {
      '+14155550100': { features: ['local'], locality: { city: 'San Francisco', state: 'CA' } },
      '+14155550101': { features: ['local'] },
      '+14155550110': { features: ['local'] },
      '+14155550120': { features: ['local'] },
      '+14155550130': { features: ['local'] },
      '+14155550140': { features: ['local'] },
      '+14155550150': { used_by: 'trunkstore', features: ['local'] },
      '+14155550160': { state: 'port_in', features: ['local'] },
      '+14155550190': { features: ['local', 'inbound_cnam'] },
      '+18005550199': { features: ['tollfree'] },
    },
  },
  {
    id: idOf('account', 'Corner Bakery'),
    name: 'Corner Bakery',
    realm: 'bakery.sip.example',
    parentId: RESELLER_ID,
    apiKey: apiKeyOf('Corner Bakery'),
    timezone: 'Europe/Berlin',
    documents: {
      users: [{ id: idOf('user', 'baker'), first_name: 'Nora', last_name: 'Weiss', username: 'nora.weiss' }],
      callflows: [
        {
          id: idOf('callflow', 'bakery'),
          name: 'Bakery',
          numbers: ['+493055501000'],
          patterns: [],
          flow: { module: 'user', data: { id: idOf('user', 'baker') }, children: {} },
        },
      ],
    },
    numbers: { '+493055501000': {} },
  },
]
