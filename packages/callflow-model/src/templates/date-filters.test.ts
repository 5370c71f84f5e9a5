import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { parseTemplate } from './template.ts'

const NEW_YORK = { locale: 'en-US', timezone: 'America/New_York', now: '2026-11-30T09:30:00-05:00' }

function render(source: string, scope: Record<string, unknown> = {}) {
  const parsed = parseTemplate(source)
  if (!parsed.ok) throw new Error(parsed.diagnostics[0]?.message)
  return parsed.value.render({ ...NEW_YORK, ...scope })
}

const serverZone = process.env.TZ
afterEach(() => {
  if (serverZone === undefined) delete process.env.TZ
  else process.env.TZ = serverZone
})

describe.each(['UTC', 'America/Los_Angeles', 'Asia/Kolkata', 'Pacific/Apia'])('dates on a server in %s', (zone) => {
  it.each([
    ['{{ "2026-12-25" | date: "%A, %B %d" }}', 'Friday, December 25'],
    ['{{ "2026-12-25 17:30" | date: "%H:%M" }}', '17:30'],
    ['{{ "2026-12-25T17:30:00" | date: "%H:%M %z" }}', '17:30 -0500'],
    ['{{ "December 25, 2026 5:30 pm" | date: "%A %H:%M" }}', 'Friday 17:30'],
    ['{{ 1782853200 | date: "%H:%M" }}', '17:00'],
    ['{{ "1782853200" | date: "%H:%M" }}', '17:00'],
    ['{{ "2026-12-25" | date: "%A", "Asia/Tokyo" }}', 'Friday'],
    ['{{ "2026-12-25T23:00:00Z" | date: "%a %H:%M" }}', 'Fri 23:00'],
    ['{{ "2026-12-25T23:00:00Z" | date: "%a %H:%M", "Asia/Tokyo" }}', 'Sat 08:00'],
    ['{{ "2026-12-25T23:00:00+02:00" | date: "%H:%M %:z" }}', '23:00 +02:00'],
    ['{{ "Fri, 25 Dec 2026 10:00:00 GMT" | date: "%A %H:%M" }}', 'Friday 10:00'],
    ['{{ "Fri, 25 Dec 2026 10:00:00 +0100" | date: "%A %H:%M" }}', 'Friday 10:00'],
    ['{{ "now" | date: "%H:%M" }}', '09:30'],
    ['{{ "2027-03-14 01:30" | date: "%s" }}', '1805005800'],
    ['{{ 1782853200 | in_timezone: "Europe/Berlin" }}', '2026-06-30T23:00:00+02:00'],
    ['{{ "2026-12-25" | date_to_string }}', '25 Dec 2026'],
    ['{{ "2026-12-01" | date_to_long_string: "ordinal", "US" }}', 'December 1st, 2026'],
    ['{{ "2026-12-25" | date_to_xmlschema }}', '2026-12-25T00:00:00-05:00'],
    ['{{ "2026-12-25" | date_to_rfc822 }}', 'Fri, 25 Dec 2026 00:00:00 -0500'],
    ['{{ "soon" | date: "%A" }}', 'soon'],
    ['{{ "2026-13-45" | date: "%A" }}', '2026-13-45'],
    [
      '{{ "2026-12-25" | date: "%-d %e %j %U %W %V %u %w %y %C %I %l %p %P %q %D %T %%" }}',
      '25 25 359 51 51 52 5 5 26 20 12 12 AM am th 12/25/26 00:00:00 %',
    ],
  ])('%s', (source, text) => {
    process.env.TZ = zone
    expect(render(source)).toBe(text)
  })

  it('a day and a time stay what the text says, in any zone of a flow', () => {
    process.env.TZ = zone
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 20_000 }),
        fc.constantFrom('UTC', 'America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kathmandu'),
        (days, timezone) => {
          const text = new Date(days * 86_400_000).toISOString().slice(0, 10)
          expect(render('{{ vars.day | date: "%Y-%m-%d %H:%M" }}', { timezone, vars: { day: `${text} 12:00` } })).toBe(
            `${text} 12:00`,
          )
        },
      ),
    )
  })
})

describe('names of days and months', () => {
  it.each([
    ['de-DE', '%A, %-d. %B', 'Montag, 30. November'],
    ['fr-FR', '%A %-d %B', 'lundi 30 novembre'],
    ['es', '%a %b', 'lun nov'],
    ['pl-PL', '%-d %B', '30 listopada'],
    ['nonsense!', '%A', 'Monday'],
  ])('are those of the flow’s language: %s', (locale, pattern, text) => {
    expect(render(`{{ now | date: "${pattern}" }}`, { locale })).toBe(text)
  })
})
