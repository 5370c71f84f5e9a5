import { describe, expect, it } from 'vitest'
import { createTries } from './password-tries.ts'

function setUp() {
  let time = 0
  const tries = createTries(() => time)
  const fail = (address: string, times: number) => {
    for (let count = 0; count < times; count++) tries.failed(address)
  }
  return {
    tries,
    fail,
    pass: (ms: number) => {
      time += ms
    },
  }
}

describe('wrong passwords', () => {
  it('cost nothing at first, then twice as long each time, a quarter of an hour at most', () => {
    const { tries, fail } = setUp()
    const waits = Array.from({ length: 20 }, () => {
      fail('10.0.0.1', 1)
      return tries.waitMs('10.0.0.1') / 1000
    })
    expect(waits.slice(0, 9)).toEqual([0, 0, 0, 0, 0, 1, 2, 4, 8])
    expect(waits.at(-1)).toBe(900)
  })

  it('slow down the address that they come from, and nobody else', () => {
    const { tries, fail, pass } = setUp()
    fail('10.0.0.1', 7)
    expect([tries.waitMs('10.0.0.1'), tries.waitMs('10.0.0.2')]).toEqual([2000, 0])
    pass(2000)
    expect(tries.waitMs('10.0.0.1')).toBe(0)
  })

  it('are forgotten after a right one, and after an hour', () => {
    const { tries, fail, pass } = setUp()
    fail('10.0.0.1', 9)
    tries.succeeded('10.0.0.1')
    expect(tries.waitMs('10.0.0.1')).toBe(0)
    fail('10.0.0.1', 9)
    pass(3_600_000)
    fail('10.0.0.1', 1)
    expect(tries.waitMs('10.0.0.1')).toBe(0)
  })

  it('count for the whole network of an IPv6 address', () => {
    const { tries, fail } = setUp()
    fail('2001:db8:1:2::1', 6)
    expect(tries.waitMs('2001:db8:1:2:ffff:1:2:3')).toBe(1000)
    expect(tries.waitMs('2001:db8:1:3::1')).toBe(0)
    fail('::1', 6)
    expect(tries.waitMs('::1')).toBe(1000)
  })
})
