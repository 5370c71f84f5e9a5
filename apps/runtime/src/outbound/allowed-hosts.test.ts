import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { createHostRules, createNameRules, numericHost } from './allowed-hosts.ts'

const isReached = (allowed: string[], hostname: string, address: string, port = 80): boolean =>
  createHostRules(allowed).mayReach({ hostname, port, address })

describe('without ALLOWED_HOSTS', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.3.4', 'loopback'],
    ['0.0.0.0', 'this machine'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['192.168.1.1', 'private'],
    ['100.64.0.1', 'carrier-grade NAT'],
    ['169.254.169.254', 'link-local: where clouds keep their credentials'],
    ['224.0.0.1', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['198.18.0.1', 'benchmarking'],
    ['::', 'this machine'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'loopback, mapped'],
    ['::ffff:7f00:1', 'loopback, mapped'],
    ['::127.0.0.1', 'loopback, compatible'],
    ['64:ff9b::127.0.0.1', 'loopback behind NAT64'],
    ['64:ff9b::a9fe:a9fe', 'link-local behind NAT64'],
    ['2002:7f00:1::', 'loopback in a 6to4 tunnel'],
    ['fc00::1', 'unique local'],
    ['fd12:3456::1', 'unique local'],
    ['fe80::1', 'link-local'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['not an address', 'nothing'],
  ])('%s (%s) is refused', (address) => expect(isReached([], 'innocent.example.com', address)).toBe(false))

  it.each(['8.8.8.8', '93.184.216.34', '2606:4700::1111', '64:ff9b::8.8.8.8', '::ffff:8.8.8.8'])(
    '%s is reached',
    (address) => expect(isReached([], 'example.com', address)).toBe(true),
  )

  it('no writing of a private IPv4 address gets through', () =>
    fc.assert(
      fc.property(
        fc.constantFrom([10, 0], [127, 0], [192, 168], [169, 254], [172, 20]),
        fc.integer({ min: 0, max: 65535 }),
        fc.constantFrom<(n: number, parts: number[]) => string>(
          (n) => `http://${n}/`,
          (n) => `http://0x${n.toString(16)}/`,
          (n) => `http://0${n.toString(8)}/`,
          (_, [a, b, c, d]) => `http://${a}.${b}.${(c ?? 0) * 256 + (d ?? 0)}/`,
          (_, [a, b, c, d]) => `http://[::ffff:${a}.${b}.${c}.${d}]/`,
          (_, [a, b, c, d]) => `http://0x${a?.toString(16)}.${b}.${c}.0${d?.toString(8)}/`,
        ),
        ([a = 0, b = 0], low, write) => {
          const number = ((a * 256 + b) * 65536 + low) >>> 0
          const parts = [a, b, low >> 8, low & 255]
          const address = numericHost(new URL(write(number, parts)).hostname)
          expect(address).not.toBeNull()
          expect(isReached([], address ?? '', address ?? '')).toBe(false)
        },
      ),
    ))
})

describe('ALLOWED_HOSTS', () => {
  it('names a host, no matter what it resolves to', () => {
    expect(isReached(['crm.internal'], 'crm.internal', '10.0.0.5', 8080)).toBe(true)
    expect(isReached(['CRM.internal.'], 'crm.INTERNAL', '10.0.0.5')).toBe(true)
    expect(isReached(['crm.internal'], 'evil.crm.internal', '10.0.0.5')).toBe(false)
    expect(isReached(['crm.internal'], 'other.internal', '10.0.0.5')).toBe(false)
  })

  it('names one port of a host', () => {
    expect(isReached(['crm.internal:8080'], 'crm.internal', '10.0.0.5', 8080)).toBe(true)
    expect(isReached(['crm.internal:8080'], 'crm.internal', '10.0.0.5', 22)).toBe(false)
    expect(isReached(['127.0.0.1:9000'], '127.0.0.1', '127.0.0.1', 9000)).toBe(true)
    expect(isReached(['127.0.0.1:9000'], 'localhost', '127.0.0.1', 9000)).toBe(true)
    expect(isReached(['127.0.0.1:9000'], '127.0.0.1', '127.0.0.1', 9001)).toBe(false)
    expect(isReached(['[::1]:9000'], '::1', '::1', 9000)).toBe(true)
  })

  it('names an address or a range', () => {
    expect(isReached(['10.0.0.5'], 'crm.internal', '10.0.0.5')).toBe(true)
    expect(isReached(['10.0.0.5'], 'crm.internal', '10.0.0.6')).toBe(false)
    expect(isReached(['10.0.0.0/8'], 'crm.internal', '10.200.0.6')).toBe(true)
    expect(isReached(['10.0.0.0/8'], 'crm.internal', '::ffff:10.200.0.6')).toBe(true)
    expect(isReached(['10.0.0.0/8'], 'crm.internal', '11.0.0.1')).toBe(true)
    expect(isReached(['10.0.0.0/8'], 'crm.internal', '192.168.0.1')).toBe(false)
    expect(isReached(['fd00::/8'], 'crm.internal', 'fd12::1')).toBe(true)
    expect(isReached(['fd00::/8'], 'crm.internal', '10.0.0.1')).toBe(false)
  })
})

describe('before a call, by name alone', () => {
  it.each<[string[], string, boolean]>([
    [[], '10.0.0.5', false],
    [[], '127.1', false],
    [[], '0x7f000001', false],
    [[], 'localhost', false],
    [[], 'crm.localhost', false],
    [[], '[::1]', false],
    [[], '93.184.216.34', true],
    [[], 'crm.internal', true],
    [['10.0.0.0/8'], '10.0.0.5', true],
    [['10.0.0.5:8080'], '10.0.0.5', false],
    [['10.0.0.5:443'], '10.0.0.5', true],
    [['localhost'], 'localhost', true],
    [['127.0.0.1'], 'localhost', true],
    [['::1'], 'localhost', true],
  ])('%j allows %s: %s', (allowed, host, isAllowed) => expect(createNameRules(allowed)(host, 443)).toBe(isAllowed))
})
