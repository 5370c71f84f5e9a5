import { describe, expect, it } from 'vitest'
import { parseTemplate } from './template.ts'

const render = (source: string, scope: Record<string, unknown> = {}) => {
  const parsed = parseTemplate(source)
  return parsed.ok
    ? parsed.value.render({ locale: 'en-US', now: '2026-11-25T09:30:00+01:00', ...scope })
    : parsed.diagnostics
}

describe('filters for what callers bring', () => {
  it.each([
    ['{{ "415 555 2671" | e164: "US" }}', '+14155552671'],
    ['{{ "0041 44 668 18 00" | e164: "CH" }}', '+41446681800'],
    ['{{ "+49 30 901820" | e164 }}', '+4930901820'],
    ['{{ "204" | e164: "US" }}', '204'],
    ['{{ "(415) 555-2671" | e164 }}', '+14155552671'],
    ['{{ nothing | e164 }}', ''],
    ['{{ "+1 415 555 0142" | e164 }}', '+14155550142'],
    ['{{ " 415 555 2671 " | e164 }}', '+14155552671'],
    ['{{ "1155552671" | e164: "US" }}', '1155552671'],
    ['{{ "+1 055 555 2671" | e164 }}', '+1 055 555 2671'],
    ['{{ "12345" | e164: "DE" }}', '12345'],
    ['{{ "1001" | e164: "DE" }}', '1001'],
    ['{{ "911" | e164 }}, {{ "110" | e164: "DE" }}, {{ "*97" | e164 }}', '911, 110, *97'],
    ['{{ "Call 415 555 2671 now" | e164 }}', 'Call 415 555 2671 now'],
    ['{{ "+1 055 555 2671" | national }}', '+1 055 555 2671'],
    ['{{ "+14155552671" | national }}', '(415) 555-2671'],
    ['{{ "anonymous" | national }}', 'anonymous'],
    ['{{ "+1 (415) 555" | digits_only }}', '1415555'],
    ['{{ "0042" | spell }}', '0 0 4 2'],
    [
      '{{ 1 | ordinal }}, {{ 2 | ordinal }}, {{ 3 | ordinal }}, {{ 11 | ordinal }}, {{ 22 | ordinal }}',
      '1st, 2nd, 3rd, 11th, 22nd',
    ],
    ['{{ 3 | ordinal: "de" }}, {{ 1 | ordinal: "fr" }}, {{ "x" | ordinal }}', '3., 1er, x'],
    ['{{ 1234.5 | money: "USD" }}', '$1,234.50'],
    ['{{ 1234.5 | money: "EUR", "de-DE" }}', '1.234,50 €'],
    ['{{ 3 | money: "nonsense" }}, {{ "x" | money: "USD" }}', '3.00, x'],
    ['{{ now | in_timezone: "Asia/Tokyo" }}', '2026-11-25T17:30:00+09:00'],
    ['{{ now | in_timezone: "Asia/Tokyo" | date: "%H:%M" }}', '17:30'],
    [
      '{{ "yesterday" | in_timezone: "Asia/Tokyo" }}, {{ now | in_timezone: "Mars" }}',
      'yesterday, 2026-11-25T09:30:00+01:00',
    ],
  ])('%s', (source, text) => expect(render(source)).toBe(text))

  it('speak the language of the flow', () => {
    expect(render('{{ 2 | ordinal }} {{ 5 | money: "CHF" }}', { locale: 'de-CH' })).toBe('2. CHF 5.00')
  })
})
