/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const nightSwitchTests = `test: A supervisor closes the office
happens:
  - hears: PIN
  - presses: "4711"
  - presses: "2"
  - hears: We are closed now
expect: { reaches: [Close the office] }
---
test: Nobody gets in without the PIN
happens:
  - presses: "1234"
  - hears: Goodbye
expect: { never: ["Open or closed?"] }
`
