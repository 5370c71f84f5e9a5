import { encodeRequest } from '@callflow-studio/model'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FIXTURES } from '../testing/fixtures.ts'
import { decodeParams } from './decode-params.ts'

const form = (text: string) => decodeParams('', 'application/x-www-form-urlencoded', Buffer.from(text))
const paramsOf = (text: string) => {
  const decoded = form(text)
  return decoded.ok ? JSON.parse(JSON.stringify(decoded.params)) : decoded
}

describe('parameters of a request', () => {
  it.each(FIXTURES.map((fixture) => [fixture.name, fixture] as const))(
    'are read as KAZOO sends them: %s',
    (_, fixture) => {
      const query = fixture.request.url.split('?')[1] ?? ''
      const type = fixture.request.headers['Content-Type'] ?? ''
      const decoded = decodeParams(query, type, fixture.method === 'post' ? Buffer.from(fixture.request.body) : null)
      const own = Object.fromEntries(new URL(fixture.voice_url).searchParams) // ours, which KAZOO leaves alone
      expect(decoded.ok && JSON.parse(JSON.stringify(decoded.params))).toEqual({ ...own, ...fixture.params })
    },
  )

  it('nest by brackets, to any depth that KAZOO uses', () =>
    expect(paramsOf('Digits[pin]=0042&User-ID[]=a&User-ID[]=b&Custom-Application-Vars[crm][id]=77')).toEqual({
      Digits: { pin: '0042' },
      'User-ID': ['a', 'b'],
      'Custom-Application-Vars': { crm: { id: '77' } },
    }))

  it('may have their brackets escaped, as other clients do', () =>
    expect(paramsOf('Digits%5Bpin%5D=0042')).toEqual({ Digits: { pin: '0042' } }))

  it('keep empty values, names without a value, and names that only look nested', () =>
    expect(paramsOf('a=&b&[x]=1&y]=2&z[=3&&=4')).toEqual({ a: '', b: '', '[x]': '1', 'y]': '2', 'z[': '3', '': '4' }))

  it('take the last of several values under one name', () => {
    expect(paramsOf('Digits=1&Digits[pin]=2')).toEqual({ Digits: { pin: '2' } })
    expect(paramsOf('a=1&a=2')).toEqual({ a: '2' })
  })

  it.each(['a=%', 'a=%zz', 'a=%ff', 'a=%C3', 'a=%ED%A0%80', '%E0%A4=1'])('refuse the broken encoding %s', (text) =>
    expect(form(text)).toEqual({ ok: false, why: 'The percent-encoding is broken.' }),
  )

  it('refuse bytes that are no UTF-8, in forms and in JSON', () => {
    for (const type of ['application/x-www-form-urlencoded', 'application/json'])
      expect(decodeParams('', type, Buffer.from([0x7b, 0xff, 0x7d])).ok).toBe(false)
  })

  it.each(['{', '[]', '"text"', 'null', '{"a":1}x', '1'])('refuse the JSON body %s', (text) =>
    expect(decodeParams('', 'application/json; charset=utf-8', Buffer.from(text)).ok).toBe(false),
  )

  it('never touch any prototype', () => {
    for (const text of [
      '__proto__[polluted]=1',
      'constructor[prototype][polluted]=1',
      'a[__proto__][polluted]=1',
      '__proto__=1',
    ])
      expect(form(text).ok).toBe(true)
    decodeParams('', 'application/json', Buffer.from('{"__proto__":{"polluted":1},"a":{"__proto__":{"polluted":1}}}'))
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })

  it('stay what they are through KAZOO’s encoding', () =>
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.stringMatching(/^[A-Za-z-]{1,9}$/),
          fc.oneof(name(), fc.dictionary(fc.stringMatching(/^[a-z_]{1,9}$/), name(), { minKeys: 1 })),
        ),
        (params) => {
          expect(
            paramsOf(
              encodeRequest({ voiceUrl: '', method: 'post', reqFormat: 'kazoo', bodyFormat: 'form' }, params).body,
            ),
          ).toEqual(params)
        },
      ),
    ))

  it('never make the server throw', () =>
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('', 'application/json', 'text/plain'), (bytes, type) => {
        expect(decodeParams(Buffer.from(bytes).toString('latin1'), type, Buffer.from(bytes)).ok).toBeTypeOf('boolean')
      }),
    ))
})

const name = () => fc.string({ unit: 'grapheme' }).filter((text) => text.isWellFormed())
