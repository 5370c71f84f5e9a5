/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const threeCallsTests = `test: The first call of a day is connected
call: { at: 2026-03-10T10:00 }
happens:
  - hears: call 1 of three
  - rings: Advice line, answered
---
test: The fourth call of a day is not
call: { at: 2026-03-10T10:00 }
tables: { Count this call: { calls: 3 } }
happens:
  - hears: call again tomorrow
expect: { never: [Advice line] }
---
test: Callers without a number are not counted
call: { from: anonymous, at: 2026-03-10T10:00 }
happens:
  - rings: Advice line, nobody answers
  - ends in: Office mailbox
expect: { never: [Count this call] }
---
test: Callers are connected although they cannot be counted
call: { at: 2026-03-10T10:00 }
tables: { Count this call: fails }
happens:
  - rings: Advice line
`
