import { type Example, edge, exampleDocument, phones, placeholderId } from './example.ts'
import { frontDeskTests } from './tests/front-desk.ts'

export const frontDesk: Example = {
  id: 'front-desk',
  name: 'Front desk',
  description: 'A menu leads to sales, service or reception. Unanswered callers leave a message.',
  tests: frontDeskTests,
  document: exampleDocument({
    startX: 280,
    nodes: [
      {
        id: 'menu',
        type: 'input.menu',
        name: 'Main menu',
        position: { x: 200, y: 100 },
        data: {
          prompt: {
            type: 'tts',
            text: 'Welcome to Harbour Bikes. For sales, press 1. For service, press 2. To speak to reception, press 0.',
          },
          choices: [
            { digits: '1', label: 'Sales' },
            { digits: '2', label: 'Service' },
            { digits: '0', label: 'Reception' },
          ],
          attempts: 3,
          timeoutMs: 5000,
          interdigitTimeoutMs: 2000,
          invalidPrompt: { type: 'tts', text: 'That key is not in use.' },
          timeoutPrompt: { type: 'tts', text: 'We did not hear a key.' },
        },
      },
      {
        id: 'sales',
        type: 'ring_group',
        name: 'Sales',
        position: { x: 0, y: 260 },
        data: { strategy: 'simultaneous', timeout: 20, endpoints: phones(0x11, 0x12, 0x13) },
      },
      {
        id: 'service',
        type: 'ring_group',
        name: 'Service',
        position: { x: 280, y: 260 },
        data: { strategy: 'simultaneous', timeout: 20, endpoints: phones(0x21, 0x22) },
      },
      {
        id: 'reception',
        type: 'user',
        name: 'Reception',
        position: { x: 560, y: 260 },
        data: { id: placeholderId(0x31), timeout: 25 },
      },
      {
        id: 'nobody',
        type: 'tts',
        name: 'Nobody is free',
        position: { x: 280, y: 380 },
        data: { text: 'Nobody is free right now. Please leave your name and number after the tone.' },
      },
      {
        id: 'mailbox',
        type: 'voicemail',
        name: 'Office mailbox',
        position: { x: 280, y: 500 },
        data: { id: placeholderId(0x41), action: 'compose' },
      },
      {
        id: 'hint',
        type: 'note',
        position: { x: 560, y: 400 },
        data: { text: 'The ids are placeholders. Replace them with the ids of your own users and mailbox.' },
      },
    ],
    edges: [
      edge('start.next', 'menu'),
      edge('menu.1', 'sales'),
      edge('menu.2', 'service'),
      edge('menu.0', 'reception'),
      edge('menu.timeout', 'reception'),
      edge('menu.invalid', 'reception'),
      edge('sales._', 'nobody'),
      edge('service._', 'nobody'),
      edge('reception._', 'nobody'),
      edge('nobody._', 'mailbox'),
    ],
  }),
}
