import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readIpv4, readNumericIpv4 } from './ipv4.ts'
import { addressProblem, constantAddressProblem, hostForKazoo, hostOf, kazooRefusal, serverOf } from './web-address.ts'

describe('an address that KAZOO is to ask', () => {
  it.each([
    ['http://h.test/x', 'h.test'],
    ['https://h.test:8443', 'h.test'],
    ['http://h.test?x=1', 'h.test'],
    ['http://user@secret:h.test/x', 'h.test'],
    ['http://user:secret@localhost/x', 'user'],
    ['http://[::1]/x', '['],
    ['http:h.test', ''],
    ['http:///x', ''],
    ['http://user@h.test/x', null],
    ['http://@h.test/x', null],
  ])('%s is read as the host %s', (address, host) => expect(hostForKazoo(address)).toBe(host))

  it.each([
    'http://localhost/x',
    'http://LocalHost:80',
    'http://127.0.0.1',
    'http://0.0.0.0/',
    'HTTP://h.test',
    'ftp://h.test',
    'h.test',
    'http://user@h.test',
  ])('%s is refused by every KAZOO', (address) => {
    for (const version of ['4.3', '5.0-dev', '5'] as const) expect(kazooRefusal(address, version)).not.toBeNull()
    expect(addressProblem(address)?.severity).toBe('error')
  })

  it.each(['http://127.1/', 'http://2130706433/', 'http://0x7f.1/', 'http://0177.0.0.1/', 'http://0/'])(
    '%s is refused by all but KAZOO 4.3, and by the studio',
    (address) => {
      expect(kazooRefusal(address, '4.3')).toBeNull()
      expect(kazooRefusal(address, '5.0-dev')).not.toBeNull()
      expect(kazooRefusal(address, '5')).not.toBeNull()
      expect(addressProblem(address)?.severity).toBe('error')
    },
  )

  it.each([
    ['http://', 'has no server'],
    ['http:///x', 'has no server'],
    ['http://:80/x', 'has no server'],
    ['http://[2001:db8::1]/x', 'IPv6'],
    ['http://h.test/a b', 'space'],
    ['http://h.test:99999/x', 'not a port'],
    ['http://h.test:abc/x', 'not a port'],
    ['http://h.test:/x', 'not a port'],
  ])('%s can never be reached', (address, why) => {
    expect(kazooRefusal(address, '5.0-dev')).toBeNull()
    expect(addressProblem(address)).toMatchObject({ severity: 'error', message: expect.stringContaining(why) })
  })

  it.each([
    'http://127.0.0.2/x',
    'http://10.1.2.3/x',
    'http://172.31.0.1/x',
    'http://192.168.1.1:8080/x',
    'http://169.254.169.254/x',
    'http://localhost./x',
    'http://user:secret@h.test/x',
  ])('%s is warned about', (address) => expect(addressProblem(address)?.severity).toBe('warning'))

  it.each(['https://studio.example.com/x', 'http://8.8.8.8/', 'http://172.32.0.1/', 'http://user@secret:h.test:80/x'])(
    '%s is fine',
    (address) => expect(addressProblem(address)).toBeNull(),
  )

  it('is judged as far as it is constant', () => {
    expect(constantAddressProblem('http://localhost/{{ vars.a }}')?.host).toBe('localhost')
    expect(constantAddressProblem('https://h.test/{{ vars.a }}')).toBeNull()
    expect(constantAddressProblem('{{ vars.address }}')).toBeNull()
    expect(constantAddressProblem('https://{{ vars.host }}/x')).toBeNull()
    expect(constantAddressProblem('https://local{{ vars.rest }}/x')).toBeNull()
  })

  it('is told by its server', () => {
    expect(hostOf('http://Studio.example.com:80/x')).toBe('studio.example.com')
    expect(hostOf('http://[::1]:8080/x')).toBe('[::1]')
    expect(serverOf('https://user:secret@crm.example:8443/x')).toBe('crm.example:8443')
    expect(hostOf('http://user@secret:h.test/x')).toBe('h.test')
    expect(hostOf('no address')).toBeNull()
  })

  it('never makes the check throw', () =>
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (address) => {
        for (const version of ['4.3', '5'] as const) kazooRefusal(address, version)
        addressProblem(address)
      }),
    ))
})

describe('an IPv4 address', () => {
  it.each([
    ['127.0.0.1', 0x7f000001, 0x7f000001],
    ['127.1', null, 0x7f000001],
    ['0x7f.1', null, 0x7f000001],
    ['2130706433', null, 0x7f000001],
    ['0177.0.0.1', null, 0x7f000001],
    ['255.255.255.255', 0xffffffff, 0xffffffff],
    ['256.0.0.1', null, null],
    ['1.2.3.4.5', null, null],
    ['08', null, null],
    ['4294967296', null, null],
    ['127.0.0.1.', null, null],
    ['', null, null],
  ])('%s is %s in full, and %s as a C program reads it', (text, strict, loose) => {
    expect(readIpv4(text)).toBe(strict)
    expect(readNumericIpv4(text)).toBe(loose)
  })
})
