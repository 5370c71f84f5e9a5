/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const openingHoursTests = `test: On a workday one of the two teams rings
call: { from: "+14155550142", at: 2026-03-10T17:59 }
happens:
  - hangs up
expect: { reaches: [Which team?], never: [We are closed, It is a holiday] }
---
test: At six in the evening the office is closed
call: { at: 2026-03-10T18:00 }
happens:
  - hears: outside our opening hours
  - records: Office mailbox
---
test: Thanksgiving is a holiday, and the day after is not
call: { at: 2026-11-26T11:00 }
happens:
  - hears: closed for the holiday
  - ends in: Office mailbox
---
test: The Friday after Thanksgiving is a workday
call: { at: 2026-11-27T11:00 }
expect: { reaches: [Which team?] }
`
