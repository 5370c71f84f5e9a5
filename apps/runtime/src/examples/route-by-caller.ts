import { type Example, edge, exampleDocument, phones, placeholderId } from './example.ts'
import { routeByCallerTests } from './tests/route-by-caller.ts'

export const routeByCaller: Example = {
  id: 'route-by-caller',
  name: 'Route by caller',
  description:
    'Known customers reach their account manager, callers from the area the local team, all others the main office.',
  tests: routeByCallerTests,
  document: exampleDocument({
    startX: 280,
    nodes: [
      {
        id: 'known',
        type: 'logic.condition',
        name: 'Known customer?',
        position: { x: 280, y: 100 },
        data: {
          combine: 'any',
          rules: [{ left: '{{ caller.number }}', op: 'in', right: '+14155550100, +14155550123' }],
        },
      },
      {
        id: 'hello',
        type: 'tts',
        name: 'Greet by name',
        position: { x: 0, y: 240 },
        data: { text: 'Hello {{ caller.name }}. We connect you to your account manager.' },
      },
      {
        id: 'manager',
        type: 'user',
        name: 'Account manager',
        position: { x: 0, y: 380 },
        data: { id: placeholderId(0x51), timeout: 25 },
      },
      {
        id: 'area',
        type: 'logic.condition',
        name: 'From the area?',
        position: { x: 420, y: 240 },
        data: { combine: 'any', rules: [{ left: '{{ caller.number }}', op: 'starts_with', right: '+1415' }] },
      },
      {
        id: 'local',
        type: 'ring_group',
        name: 'Local team',
        position: { x: 280, y: 380 },
        data: { strategy: 'simultaneous', timeout: 20, endpoints: phones(0x61, 0x62) },
      },
      {
        id: 'welcome',
        type: 'tts',
        name: 'Welcome',
        position: { x: 560, y: 380 },
        data: { text: 'Thank you for calling Harbour Bikes. One moment, please.' },
      },
      {
        id: 'office',
        type: 'ring_group',
        name: 'Main office',
        position: { x: 560, y: 500 },
        data: { strategy: 'single', timeout: 40, endpoints: phones(0x71, 0x72) },
      },
      {
        id: 'mailbox',
        type: 'voicemail',
        name: 'Office mailbox',
        position: { x: 280, y: 620 },
        data: { id: placeholderId(0x41), action: 'compose' },
      },
    ],
    edges: [
      edge('start.next', 'known'),
      edge('known.true', 'hello'),
      edge('known.false', 'area'),
      edge('hello._', 'manager'),
      edge('manager._', 'mailbox'),
      edge('area.true', 'local'),
      edge('area.false', 'welcome'),
      edge('local._', 'mailbox'),
      edge('welcome._', 'office'),
      edge('office._', 'mailbox'),
    ],
  }),
}
