import { type Example, edge, exampleDocument, placeholderId } from './example.ts'
import { pinQuestion } from './pin-question.ts'
import { pinCheckTests } from './tests/pin-check.ts'

export const pinCheck: Example = {
  id: 'pin-check',
  name: 'PIN check',
  description: 'Asks for a PIN, at most three times. Callers who know it reach the service line. The PIN is in no log.',
  tests: pinCheckTests,
  document: exampleDocument({
    variables: [
      { name: 'pin', type: 'string', sensitive: true },
      { name: 'tries', type: 'number', default: 0 },
    ],
    startX: 240,
    apology: 'We cannot check your PIN right now. Please call again in a few minutes.',
    nodes: [
      ...pinQuestion(
        { x: 240, y: 100 },
        { x: 140, y: 260 },
        {
          invalidPrompt: { type: 'tts', text: 'A PIN has 4 digits.' },
          timeoutPrompt: { type: 'tts', text: 'We did not hear a key.' },
        },
      ),
      {
        id: 'welcome',
        type: 'tts',
        name: 'Welcome',
        position: { x: 0, y: 400 },
        data: { text: 'Thank you. We connect you to the service line.' },
      },
      {
        id: 'line',
        type: 'user',
        name: 'Service line',
        position: { x: 0, y: 520 },
        data: { id: placeholderId(0x81), timeout: 30 },
      },
      {
        id: 'nobody',
        type: 'tts',
        name: 'Nobody free',
        position: { x: 0, y: 640 },
        data: { text: 'Nobody is free right now. Please call again later.' },
      },
      {
        id: 'count',
        type: 'logic.set',
        name: 'Count the try',
        position: { x: 280, y: 400 },
        data: { assignments: [{ name: 'tries', value: '{{ vars.tries | plus: 1 }}' }] },
      },
      {
        id: 'again',
        type: 'logic.condition',
        name: 'Another try?',
        position: { x: 280, y: 500 },
        data: { combine: 'all', rules: [{ left: '{{ vars.tries }}', op: 'lt', right: '3' }] },
      },
      {
        id: 'wrong',
        type: 'tts',
        name: 'Wrong PIN',
        position: { x: 280, y: 640 },
        data: { text: 'That PIN is not right.' },
      },
      {
        id: 'goodbye',
        type: 'tts',
        name: 'Goodbye',
        position: { x: 560, y: 640 },
        data: { text: 'We could not check your PIN. Goodbye.' },
      },
      { id: 'hangup', type: 'hangup', position: { x: 560, y: 760 }, data: {} },
    ],
    edges: [
      edge('start.next', 'ask'),
      edge('ask.next', 'check'),
      edge('ask.timeout', 'goodbye'),
      edge('ask.invalid', 'goodbye'),
      edge('check.true', 'welcome'),
      edge('check.false', 'count'),
      edge('welcome._', 'line'),
      edge('line._', 'nobody'),
      edge('nobody._', 'hangup'),
      edge('count.next', 'again'),
      edge('again.true', 'wrong'),
      edge('again.false', 'goodbye'),
      edge('wrong._', 'ask'),
      edge('goodbye._', 'hangup'),
    ],
  }),
}
