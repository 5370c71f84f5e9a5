import { type Example, edge, exampleDocument, placeholderId } from './example.ts'
import { accountBalanceTests } from './tests/account-balance.ts'

export const accountBalance: Example = {
  id: 'account-balance',
  name: 'Account balance',
  description:
    'Asks the billing system before it connects. Callers who owe something hear how much. If the billing system fails, they are connected all the same.',
  tests: accountBalanceTests,
  document: exampleDocument({
    variables: [
      { name: 'balance', type: 'number' },
      { name: 'name', type: 'string', default: '' },
    ],
    startX: 240,
    nodes: [
      {
        id: 'moment',
        type: 'tts',
        name: 'Speak while we look',
        position: { x: 240, y: 100 },
        data: { text: 'Welcome to Harbour Bikes. One moment, please.' },
      },
      {
        id: 'look',
        type: 'data.http',
        name: 'Ask billing',
        position: { x: 240, y: 220 },
        data: {
          method: 'GET',
          url: 'https://billing.example.com/accounts/{{ caller.number }}',
          headers: [],
          body: { type: 'none' },
          timeoutMs: 2500,
          assign: [
            { name: 'balance', path: '$.balance' },
            { name: 'name', path: '$.name' },
          ],
        },
      },
      {
        id: 'owes',
        type: 'logic.condition',
        name: 'Owes something?',
        position: { x: 120, y: 380 },
        data: { combine: 'all', rules: [{ left: '{{ vars.balance }}', op: 'lt', right: '0' }] },
      },
      {
        id: 'owed',
        type: 'tts',
        name: 'Say how much',
        position: { x: 0, y: 520 },
        data: {
          text: 'Hello {{ vars.name }}. Your account is {{ vars.balance | abs | money: "USD" }} behind. We connect you to accounting.',
        },
      },
      {
        id: 'accounting',
        type: 'user',
        name: 'Accounting',
        position: { x: 0, y: 640 },
        data: { id: placeholderId(0x91), timeout: 25 },
      },
      {
        id: 'service',
        type: 'user',
        name: 'Service line',
        position: { x: 260, y: 640 },
        data: { id: placeholderId(0x92), timeout: 25 },
      },
      {
        id: 'unknown',
        type: 'tts',
        name: 'Unknown number',
        position: { x: 520, y: 400 },
        data: { text: 'We do not know your number yet. We connect you to reception.' },
      },
      {
        id: 'reception',
        type: 'user',
        name: 'Reception',
        position: { x: 520, y: 520 },
        data: { id: placeholderId(0x31), timeout: 25 },
      },
      {
        id: 'mailbox',
        type: 'voicemail',
        name: 'Office mailbox',
        position: { x: 260, y: 780 },
        data: { id: placeholderId(0x41), action: 'compose' },
      },
      {
        id: 'hint',
        type: 'note',
        position: { x: 820, y: 0 },
        data: {
          text: 'Put in the address of your own billing system. A password belongs into a secret: {{ secrets.billing }}.',
        },
      },
    ],
    edges: [
      edge('start.next', 'moment'),
      edge('moment._', 'look'),
      edge('look.success', 'owes'),
      edge('look.failure', 'unknown'),
      edge('look.error', 'service'),
      edge('owes.true', 'owed'),
      edge('owes.false', 'service'),
      edge('owed._', 'accounting'),
      edge('accounting._', 'mailbox'),
      edge('service._', 'mailbox'),
      edge('unknown._', 'reception'),
      edge('reception._', 'mailbox'),
    ],
  }),
}
