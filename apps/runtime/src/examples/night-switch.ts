import { type Example, SORRY_WAYS, sorry, way } from './example.ts'

const SWITCH = 'example-night-switch'

const set = (id: string, name: string, state: string, x: number) => ({
  id,
  type: 'data.switch',
  name,
  position: { x, y: 540 },
  data: { switch: SWITCH, state },
})
const say = (id: string, name: string, text: string, x: number) => ({
  id,
  type: 'tts',
  name,
  position: { x, y: 680 },
  data: { text },
})

export const nightSwitch: Example = {
  id: 'night-switch',
  name: 'Night switch',
  description:
    'A number for supervisors: after a PIN they open with 1, close with 2, or leave it to the hours with 3. Opening hours that name the switch follow at once.',
  switches: [{ id: SWITCH, name: 'Night switch' }],
  document: {
    schemaVersion: 1,
    settings: { format: 'kazoo', locale: 'en-US', timezone: 'America/New_York' },
    variables: [{ name: 'pin', type: 'string', sensitive: true }],
    nodes: [
      ...sorry('The switch cannot be set right now. Please call again in a few minutes.'),
      { id: 'start', type: 'start', position: { x: 280, y: 0 }, data: {} },
      {
        id: 'ask',
        type: 'input.digits',
        name: 'Ask for the PIN',
        position: { x: 280, y: 100 },
        data: {
          prompt: { type: 'tts', text: 'Please enter your 4 digit PIN.' },
          variable: 'pin',
          minDigits: 4,
          maxDigits: 4,
          terminator: '#',
          attempts: 2,
          timeoutMs: 8000,
          interdigitTimeoutMs: 4000,
        },
      },
      {
        id: 'check',
        type: 'logic.condition',
        name: 'Is it the PIN?',
        position: { x: 280, y: 260 },
        data: { combine: 'all', rules: [{ left: '{{ vars.pin }}', op: 'equals', right: '4711' }] },
      },
      {
        id: 'menu',
        type: 'input.menu',
        name: 'Open or closed?',
        position: { x: 280, y: 400 },
        data: {
          prompt: { type: 'tts', text: 'Press 1 for open, 2 for closed, or 3 to go by the hours.' },
          choices: [
            { digits: '1', label: 'Open' },
            { digits: '2', label: 'Closed' },
            { digits: '3', label: 'By the hours' },
          ],
          attempts: 3,
          timeoutMs: 5000,
          interdigitTimeoutMs: 2000,
        },
      },
      set('open', 'Open the office', 'open', 0),
      set('closed', 'Close the office', 'closed', 280),
      set('hours', 'Back to the hours', 'automatic', 560),
      say('said-open', 'Say open', 'We are open now.', 0),
      say('said-closed', 'Say closed', 'We are closed now.', 280),
      say('said-hours', 'Say by the hours', 'We go by the hours again.', 560),
      {
        id: 'wrong',
        type: 'tts',
        name: 'Not let in',
        position: { x: 840, y: 400 },
        data: { text: 'Goodbye.' },
      },
      say('failed', 'Say it failed', 'That did not work. Please call again in a few minutes.', 840),
      { id: 'goodbye', type: 'hangup', position: { x: 280, y: 820 }, data: {} },
      {
        id: 'hint',
        type: 'note',
        position: { x: 620, y: 0 },
        data: {
          text: 'Choose the switch “Night switch” in the opening hours of your other flows. It can also be set on the page “Switches”. Change the PIN before you publish.',
        },
      },
    ],
    edges: [
      ...SORRY_WAYS,
      way('start.next', 'ask'),
      way('ask.next', 'check'),
      way('ask.timeout', 'wrong'),
      way('ask.invalid', 'wrong'),
      way('check.true', 'menu'),
      way('check.false', 'wrong'),
      way('menu.1', 'open'),
      way('menu.2', 'closed'),
      way('menu.3', 'hours'),
      way('menu.timeout', 'wrong'),
      way('menu.invalid', 'wrong'),
      way('open.next', 'said-open'),
      way('closed.next', 'said-closed'),
      way('hours.next', 'said-hours'),
      way('open.error', 'failed'),
      way('closed.error', 'failed'),
      way('hours.error', 'failed'),
      way('failed._', 'goodbye'),
      way('said-open._', 'goodbye'),
      way('said-closed._', 'goodbye'),
      way('said-hours._', 'goodbye'),
      way('wrong._', 'goodbye'),
    ],
  },
}
