/** Tests of the example, as a test file holds them: docs/tests.md#what-a-test-holds. */
export const orderStatusTests = `test: A caller hears where the order is
look-ups:
  Ask the shop: { status: 200, body: { state: on its way } }
happens:
  - hears: customer number
  - presses: "12345"
  - presses: "654321"
  - hears: is on its way
---
test: An order that is not found may be entered once more
look-ups:
  Ask the shop: [{ status: 404 }, { status: 200, body: { state: packed } }]
happens:
  - presses: "12345"
  - presses: "111111"
  - hears: do not find
  - presses: "654321"
  - hears: packed
expect: { variables: { tries: 1, order: "654321" } }
---
test: After two orders that are not found a person helps
look-ups:
  Ask the shop: { status: 404 }
happens:
  - presses: "12345"
  - presses: "111111"
  - presses: "222222"
  - hears: somebody who can help
  - rings: Service line, answered
`
