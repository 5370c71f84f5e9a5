import { type Example, edge, exampleDocument } from './example.ts'
import { pinQuestion } from './pin-question.ts'
import { nightSwitchTests } from './tests/night-switch.ts'

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
  tests: nightSwitchTests,
  switches: [{ id: SWITCH, name: 'Night switch' }],
  document: exampleDocument({
    timezone: 'America/New_York',
    variables: [{ name: 'pin', type: 'string', sensitive: true }],
    startX: 280,
    apology: 'The switch cannot be set right now. Please call again in a few minutes.',
    nodes: [
      ...pinQuestion({ x: 280, y: 100 }, { x: 280, y: 260 }),
      {
        id: 'menu',
        type: 'input.menu',
        name: 'Open or closed?',
        position: { x: 280, y: 400 },
        data: {
          prompt: { type: 'tts', text: 'For open, press 1. For closed, press 2. To go by the hours, press 3.' },
          choices: [
            { digits: '1', label: 'Open' },
            { digits: '2', label: 'Closed' },
            { digits: '3', label: 'By the hours' },
          ],
          attempts: 3,
          timeoutMs: 5000,
          interdigitTimeoutMs: 2000,
          invalidPrompt: { type: 'tts', text: 'That is not one of the choices.' },
          timeoutPrompt: { type: 'tts', text: 'We did not hear a key.' },
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
      edge('start.next', 'ask'),
      edge('ask.next', 'check'),
      edge('ask.timeout', 'wrong'),
      edge('ask.invalid', 'wrong'),
      edge('check.true', 'menu'),
      edge('check.false', 'wrong'),
      edge('menu.1', 'open'),
      edge('menu.2', 'closed'),
      edge('menu.3', 'hours'),
      edge('menu.timeout', 'wrong'),
      edge('menu.invalid', 'wrong'),
      edge('open.next', 'said-open'),
      edge('closed.next', 'said-closed'),
      edge('hours.next', 'said-hours'),
      edge('open.error', 'failed'),
      edge('closed.error', 'failed'),
      edge('hours.error', 'failed'),
      edge('failed._', 'goodbye'),
      edge('said-open._', 'goodbye'),
      edge('said-closed._', 'goodbye'),
      edge('said-hours._', 'goodbye'),
      edge('wrong._', 'goodbye'),
    ],
  }),
}
