/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const routeByCallerTests = `test: A known customer is greeted by name
call: { from: "+14155550123", caller name: Ann Lee }
happens:
  - hears: Hello Ann Lee
  - rings: Account manager, answered
---
test: Callers from the area reach the local team
call: { from: "+14155559999" }
happens:
  - rings: Local team, nobody answers
  - ends in: Office mailbox
expect: { never: [Greet by name, Main office] }
---
test: All others reach the main office
call: { from: "+442079460000" }
happens:
  - hears: Thank you for calling
  - rings: Main office, answered
`
