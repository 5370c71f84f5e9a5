import { type Example, edge, exampleDocument, placeholderId } from './example.ts'
import { threeCallsTests } from './tests/three-calls.ts'

const TABLE = 'example-calls-today'

export const threeCalls: Example = {
  id: 'three-calls',
  name: 'Three calls a day',
  description:
    'Counts the calls of each caller in a live table until midnight. Three a day are connected; from the fourth on, callers are asked to try again tomorrow.',
  tests: threeCallsTests,
  tables: [
    {
      id: TABLE,
      name: 'Calls today',
      columns: [
        { name: 'caller', type: 'phone' },
        { name: 'calls', type: 'number' },
      ],
      keyColumn: 'caller',
      live: true,
    },
  ],
  document: exampleDocument({
    timezone: 'America/New_York',
    variables: [{ name: 'calls', type: 'number' }],
    startX: 240,
    nodes: [
      {
        id: 'known',
        type: 'logic.condition',
        name: 'Number shown?',
        position: { x: 240, y: 100 },
        data: { combine: 'all', rules: [{ left: '{{ caller.number }}', op: 'matches', right: '[1-9]' }] },
      },
      {
        id: 'count',
        type: 'data.remember',
        name: 'Count this call',
        position: { x: 240, y: 260 },
        data: {
          change: 'add',
          table: TABLE,
          key: '{{ caller.number }}',
          column: 'calls',
          value: 1,
          keepFor: 'day',
          assign: [{ name: 'calls', column: 'calls' }],
        },
      },
      {
        id: 'many',
        type: 'logic.condition',
        name: 'More than three?',
        position: { x: 120, y: 420 },
        data: { combine: 'all', rules: [{ left: '{{ vars.calls }}', op: 'gt', right: '3' }] },
      },
      {
        id: 'enough',
        type: 'tts',
        name: 'Enough for today',
        position: { x: 0, y: 560 },
        data: { text: 'You have called three times today. Please call again tomorrow.' },
      },
      { id: 'goodbye', type: 'hangup', position: { x: 0, y: 700 }, data: {} },
      {
        id: 'welcome',
        type: 'tts',
        name: 'Say which call it is',
        position: { x: 260, y: 560 },
        data: { text: 'Welcome to Harbour Bikes. This is call {{ vars.calls }} of three today. One moment, please.' },
      },
      {
        id: 'advice',
        type: 'user',
        name: 'Advice line',
        position: { x: 260, y: 700 },
        data: { id: placeholderId(0x95), timeout: 25 },
      },
      {
        id: 'mailbox',
        type: 'voicemail',
        name: 'Office mailbox',
        position: { x: 260, y: 820 },
        data: { id: placeholderId(0x41), action: 'compose' },
      },
      {
        id: 'hint',
        type: 'note',
        position: { x: 580, y: 0 },
        data: {
          text: 'The counts are in the table “Calls today”. Change one there, or delete the row, and the caller may call again. Callers who withhold their number would share one count, so they are connected without one, and so are all callers should counting fail.',
        },
      },
    ],
    edges: [
      edge('start.next', 'known'),
      edge('known.true', 'count'),
      edge('known.false', 'advice'),
      edge('count.next', 'many'),
      edge('count.error', 'advice'),
      edge('many.true', 'enough'),
      edge('many.false', 'welcome'),
      edge('enough._', 'goodbye'),
      edge('welcome._', 'advice'),
      edge('advice._', 'mailbox'),
    ],
  }),
}
