import { type Example, edge, exampleDocument, phones, placeholderId } from './example.ts'
import { openingHoursTests } from './tests/opening-hours.ts'

export const openingHours: Example = {
  id: 'opening-hours',
  name: 'Opening hours',
  description:
    'Knows the hours and holidays of an office in New York. Seven of ten callers reach one team, the others a second one, and each always the same.',
  tests: openingHoursTests,
  document: exampleDocument({
    timezone: 'America/New_York',
    startX: 240,
    nodes: [
      {
        id: 'hours',
        type: 'logic.schedule',
        name: 'Are we open?',
        position: { x: 240, y: 100 },
        data: {
          timezone: '',
          weekly: [
            { days: ['mo', 'tu', 'we', 'th', 'fr'], from: '09:00', to: '18:00' },
            { days: ['sa'], from: '10:00', to: '14:00' },
          ],
          holidays: [
            { date: '01-01', name: 'New Year' },
            { date: '07-04', name: 'Independence Day' },
            { rule: { nth: 4, weekday: 'th', month: 11 }, name: 'Thanksgiving' },
            { date: '12-25', name: 'Christmas Day' },
          ],
        },
      },
      {
        id: 'teams',
        type: 'logic.split',
        name: 'Which team?',
        position: { x: 120, y: 260 },
        data: {
          branches: [
            { port: 'a', weight: 70 },
            { port: 'b', weight: 30 },
          ],
          sticky: 'caller',
        },
      },
      {
        id: 'harbour',
        type: 'ring_group',
        name: 'Harbour team',
        position: { x: 0, y: 420 },
        data: { strategy: 'simultaneous', timeout: 20, endpoints: phones(0xa1, 0xa2, 0xa3) },
      },
      {
        id: 'hill',
        type: 'ring_group',
        name: 'Hill team',
        position: { x: 260, y: 420 },
        data: { strategy: 'simultaneous', timeout: 20, endpoints: phones(0xb1) },
      },
      {
        id: 'closed',
        type: 'tts',
        name: 'We are closed',
        position: { x: 520, y: 280 },
        data: { text: 'You have reached Harbour Bikes outside our opening hours. Please leave a message.' },
      },
      {
        id: 'holiday',
        type: 'tts',
        name: 'It is a holiday',
        position: { x: 780, y: 280 },
        data: { text: 'Harbour Bikes is closed for the holiday. Please leave a message.' },
      },
      {
        id: 'mailbox',
        type: 'voicemail',
        name: 'Office mailbox',
        position: { x: 260, y: 560 },
        data: { id: placeholderId(0x41), action: 'compose' },
      },
    ],
    edges: [
      edge('start.next', 'hours'),
      edge('hours.open', 'teams'),
      edge('hours.closed', 'closed'),
      edge('hours.holiday', 'holiday'),
      edge('teams.a', 'harbour'),
      edge('teams.b', 'hill'),
      edge('harbour._', 'mailbox'),
      edge('hill._', 'mailbox'),
      edge('closed._', 'mailbox'),
      edge('holiday._', 'mailbox'),
    ],
  }),
}
