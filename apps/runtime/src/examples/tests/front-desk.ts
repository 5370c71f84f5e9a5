/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const frontDeskTests = `test: Sales answers
happens:
  - hears: For sales, press 1
  - presses: "1"
  - rings: Sales, answered
expect: { requests: 2, never: [Reception, Office mailbox] }
---
test: Callers of service who reach nobody leave a message
happens:
  - presses: "2"
  - rings: Service, nobody answers
  - hears: leave your name and number
  - records: Office mailbox
  - ends in: Office mailbox
---
test: Callers who know the menu need not wait for its end
happens:
  - hears: Welcome
  - presses: "0"
    after: 1.5 s
  - rings: Reception, busy
  - ends in: Office mailbox
---
test: Reception takes callers who press nothing, or keys that are not in use
happens:
  - waits: Main menu
  - hears: did not hear a key
  - presses: "7"
  - hears: not in use
  - presses: "9"
  - rings: Reception
expect: { never: [Sales, Service] }
`
