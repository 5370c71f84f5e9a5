import { describe, expect, it } from 'vitest'
import { baseUrlOf } from './address.ts'

const rules = { publicUrl: null, trustProxy: false }
const KAZOO = { remoteAddress: '10.0.0.7' }

describe('the address of continuations', () => {
  it('is PUBLIC_URL, no matter what the request says', () =>
    expect(baseUrlOf({ host: 'elsewhere' }, KAZOO, { ...rules, publicUrl: 'https://studio.example.com/base' })).toEqual(
      {
        ok: true,
        url: 'https://studio.example.com/base',
      },
    ))

  it('is the scheme and Host of the request where PUBLIC_URL is not set', () => {
    expect(baseUrlOf({ host: 'studio.example.com:8080' }, KAZOO, rules)).toEqual({
      ok: true,
      url: 'http://studio.example.com:8080',
    })
    expect(baseUrlOf({ host: 'studio.example.com' }, KAZOO, rules, true)).toEqual({
      ok: true,
      url: 'https://studio.example.com',
    })
  })

  it('believes a proxy only with TRUST_PROXY', () => {
    const headers = {
      host: 'inner:8080',
      'x-forwarded-host': 'forged.example, studio.example.com',
      'x-forwarded-proto': 'https',
    }
    expect(baseUrlOf(headers, KAZOO, rules)).toEqual({ ok: true, url: 'http://inner:8080' })
    expect(baseUrlOf(headers, KAZOO, { ...rules, trustProxy: true })).toEqual({
      ok: true,
      url: 'https://studio.example.com',
    })
  })

  it.each(['localhost:8080', '127.0.0.1', '0.0.0.0:80', 'LOCALHOST', '127.1', '2130706433', '0x7f.1', '0'])(
    '%s is refused to KAZOO, and fine on this machine',
    (host) => {
      expect(baseUrlOf({ host }, KAZOO, rules)).toMatchObject({
        ok: false,
        status: 503,
        why: expect.stringContaining('PUBLIC_URL'),
      })
      expect(baseUrlOf({ host: 'any' }, KAZOO, { ...rules, publicUrl: `http://${host}` })).toMatchObject({
        ok: false,
        status: 503,
      })
      for (const remoteAddress of ['127.0.0.1', '::1', '::ffff:127.0.0.1'])
        expect(baseUrlOf({ host }, { remoteAddress }, rules).ok).toBe(true)
    },
  )

  it('is refused too where a proxy on this machine passes on a request from elsewhere', () => {
    const headers = { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }
    expect(baseUrlOf(headers, { remoteAddress: '127.0.0.1' }, { ...rules, trustProxy: true })).toMatchObject({
      ok: false,
      status: 503,
    })
  })

  it('is never an IPv6 literal, which KAZOO cannot read', () =>
    expect(baseUrlOf({ host: '[::1]:8080' }, { remoteAddress: '::1' }, rules)).toMatchObject({
      ok: false,
      status: 503,
    }))

  it.each([undefined, '', 'a b', 'a/b', 'a@b', 'a:b', 'höst', 'a"b', 'a\\b'])('is not made of the Host %s', (host) =>
    expect(baseUrlOf({ host }, KAZOO, rules)).toMatchObject({ ok: false, status: 400 }),
  )
})
