import { expect, it } from 'vitest'
import { toSearchedTerms, type WordSource, wordsOfCall } from './call-words.ts'

const SOURCE: WordSource = {
  callId: '829597750@10.26.0.158',
  flowName: 'Front desk',
  callerName: 'Zoë Müller',
  callerNumber: '+14155550100',
  called: '2030',
  error: null,
  url: '/pivot/key',
  requestType: 'application/json',
  requestBody: '{"Digits":{"pin":"12#"},"Custom-Application-Vars":{"tier":"gold"}}',
  responseBody:
    '{"module":"tts","data":{"text":"Your balance is low."},"children":{"_":{"module":"pivot","data":{"voice_url":"https://a.example/pivot/TOKEN"}}}}',
  variables: '{"balance":-12}',
  lookUps: null,
}
const words = new Set(wordsOfCall([SOURCE], ['Sales team']))
const finds = (text: string): boolean | undefined =>
  toSearchedTerms(text)?.every((term) =>
    term.some((all) =>
      all.every(({ text: word, isBeginning }) =>
        isBeginning ? [...words].some((each) => each.startsWith(word)) : words.has(word),
      ),
    ),
  )

it.each([
  ['a number in groups', '+1 (415) 555-0100'],
  ['a number with dots', '415.555.0100'],
  ['the end of a number', '0100'],
  ['a short number', '2030'],
  ['the address in a Call-ID', '10.26.0.158'],
  ['a whole Call-ID', '829597750@10.26.0.158'],
  ['a name without its accents', 'zoe MULLER'],
  ['what was said', 'balance is low'],
  ['the beginning of a word', 'bal'],
  ['what was sent', 'gold'],
  ['a variable', '12'],
  ['the keys that were pressed', 'pressed 12#'],
  ['a step', 'sales'],
])('finds a call by %s', (_, text) => {
  expect(finds(text)).toBe(true)
})

it.each(['press 12', 'press 1', 'ance', 'TOKEN', 'tts', 'tier', 'Press release'])('finds nothing for %s', (text) => {
  expect(finds(text)).toBe(false)
})

it('knows that there is nothing to find in signs alone', () => {
  expect(toSearchedTerms(' % -- ')).toBeNull()
})
