/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const pinCheckTests = `test: The right PIN leads to the service line
happens:
  - hears: enter your 4 digit PIN
  - presses: "4711"
  - hears: Thank you
  - rings: Service line, answered
expect: { variables: { pin: "4711", tries: 0 } }
---
test: Three wrong PINs end the call
happens:
  - presses: "0000"
  - hears: not right
  - presses: "1111"
  - hears: not right
  - presses: "2222"
  - hears: Goodbye
expect: { never: [Service line], variables: { tries: 3 }, ends: hang-up }
---
test: A PIN that is too short may be entered again
happens:
  - presses: "47#"
  - hears: A PIN has 4 digits
  - presses: "4711"
  - rings: Service line
`
