/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const accountBalanceTests = `test: Callers who owe something hear how much
look-ups:
  Ask billing: { status: 200, body: { balance: -12.5, name: Ann }, takes: 800 ms }
happens:
  - hears: One moment
  - hears: Hello Ann. Your account is $12.50 behind
  - rings: Accounting, answered
expect: { silence: under 1 s, requests: 2, variables: { balance: -12.5 } }
---
test: Callers who owe nothing reach the service line
look-ups:
  Ask billing: { status: 200, body: { balance: 0, name: Ann } }
happens:
  - rings: Service line, nobody answers
  - ends in: Office mailbox
---
test: Unknown callers reach reception
look-ups:
  Ask billing: { status: 404 }
happens:
  - hears: do not know your number
  - rings: Reception, answered
---
test: Callers are connected although billing is slow
look-ups:
  Ask billing: { fails: timeout }
happens:
  - rings: Service line, answered
expect: { silence: under 3 s }
`
