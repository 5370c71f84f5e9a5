import { encodeRequest, parseCallFacts } from '@callflow-studio/model'
import { RECORDED_REQUESTS } from '@callflow-studio/model/testing'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FORM_DIALECTS, JSON_DIALECTS, writeForm } from '../testing/encode-dialects.ts'
import { decodeParams, MAX_PARAM_LEVELS } from './decode-params.ts'
import { describeDamage } from './find-damaged.ts'

const form = (text: string) => decodeParams('', 'application/x-www-form-urlencoded', Buffer.from(text))
const paramsOf = (text: string) => {
  const decoded = form(text)
  return decoded.ok ? JSON.parse(JSON.stringify(decoded.params)) : decoded
}

describe('parameters of a request', () => {
  it.each(RECORDED_REQUESTS.map((fixture) => [fixture.name, fixture] as const))(
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

  it('keep whole numbers of JSON digit by digit', () => {
    const body = '{"Custom-Application-Vars":{"order":12345678901234567890,"level":3}}'
    const decoded = decodeParams('', 'application/json', Buffer.from(body))
    expect(decoded.ok && decoded.params['Custom-Application-Vars']).toEqual({ order: '12345678901234567890', level: 3 })
  })

  it('take the last of several values under one name', () => {
    expect(paramsOf('Digits=1&Digits[pin]=2')).toEqual({ Digits: { pin: '2' } })
    expect(paramsOf('a=1&a=2')).toEqual({ a: '2' })
  })

  it('keep brackets that belong to a name apart from those that nest', () =>
    expect(paramsOf('Digits[a%5Bb%5D]=1&Digits[c%26d+e]=2&x%5D=3')).toEqual({
      Digits: { 'a[b]': '1', 'c&d e': '2' },
      'x]': '3',
    }))

  it.each(['{', '[]', '"text"', 'null', '{"a":1}x', '1'])('refuse the JSON body %s', (text) =>
    expect(decodeParams('', 'application/json; charset=utf-8', Buffer.from(text)).ok).toBe(false),
  )

  it('nest up to a limit, the same in forms and in JSON', () => {
    const nested = (levels: number) => `Digits${'[a]'.repeat(levels - 1)}=1`
    const json = (levels: number) => `${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}`
    const decodeJson = (text: string) => decodeParams('', 'application/json', Buffer.from(text))
    expect([form(nested(MAX_PARAM_LEVELS)).ok, decodeJson(json(MAX_PARAM_LEVELS)).ok]).toEqual([true, true])
    for (const levels of [MAX_PARAM_LEVELS + 1, 5000])
      for (const decoded of [form(nested(levels)), decodeJson(json(levels)), decodeParams(nested(levels), '', null)])
        expect(decoded).toMatchObject({ ok: false, why: expect.stringContaining('32 levels') })
    const lists = `{"a":${'['.repeat(30_000)}${']'.repeat(30_000)}}`
    expect(decodeJson(lists).ok).toBe(false)
  })

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
      fc.property(anyParams(), (params) => {
        const target = { voiceUrl: '', method: 'post', reqFormat: 'kazoo', bodyFormat: 'form' } as const
        expect(paramsOf(encodeRequest(target, params).body)).toEqual(params)
      }),
    ))

  it('never make the server throw', () =>
    fc.assert(
      fc.property(fc.uint8Array(), fc.constantFrom('', 'application/json', 'text/plain'), (bytes, type) => {
        expect(decodeParams(Buffer.from(bytes).toString('latin1'), type, Buffer.from(bytes)).ok).toBeTypeOf('boolean')
      }),
    ))
})

describe('the dialects of Erlang 22 to 27', () => {
  it('all give the same facts, by form, GET and JSON', () =>
    fc.assert(
      fc.property(callParams(), (params) => {
        const facts = plain({ ...parseCallFacts(params), params: null })
        const read = (query: string, type: string, body: string | null) => {
          const decoded = decodeParams(query, type, body === null ? null : Buffer.from(body))
          return (
            decoded.ok && { ...plain({ ...parseCallFacts(decoded.params), params: null }), damaged: decoded.damaged }
          )
        }
        for (const dialect of FORM_DIALECTS) {
          const text = writeForm(dialect, params)
          expect(read('', 'application/x-www-form-urlencoded', text), dialect.name).toEqual({ ...facts, damaged: [] })
          expect(read(text, '', null), dialect.name).toEqual({ ...facts, damaged: [] })
        }
        for (const { name, write } of JSON_DIALECTS)
          expect(read('', 'application/json', write(params)), name).toEqual({ ...facts, damaged: [] })
      }),
    ))
})

describe('what cannot be decoded', () => {
  const REPLACED = '\ufffd'
  const decodeBytes = (type: string, bytes: string) => decodeParams('', type, Buffer.from(bytes, 'latin1'))
  const FORM = 'application/x-www-form-urlencoded'

  it.each([
    ['a=M%FCller', `M${REPLACED}ller`],
    ['a=M%fcller+%C3%BC', `M${REPLACED}ller ü`],
    ['a=50%', `50${REPLACED}`],
    ['a=%', REPLACED],
    ['a=%zz', `${REPLACED}zz`],
    ['a=100%+sure%2', `100${REPLACED} sure${REPLACED}2`],
    ['a=%C3', REPLACED],
    ['a=%E0%A4', REPLACED],
    ['a=%ED%A0%80', REPLACED.repeat(3)],
    ['a=%%41', `${REPLACED}A`],
  ])('is replaced in that value alone: %s', (text, value) => {
    const decoded = decodeParams('', FORM, Buffer.from(`Call-ID=x%40y&${text}&To=%2B1`))
    expect(decoded).toMatchObject({
      ok: true,
      params: { 'Call-ID': 'x@y', a: value, To: '+1' },
      damaged: ['a'],
    })
    expect(decodeParams(`Call-ID=x%40y&${text}&To=%2B1`, '', null)).toMatchObject({ params: { a: value } })
  })

  it('is replaced where raw bytes come, in forms and in JSON', () => {
    expect(decodeBytes(FORM, 'Caller-ID-Name=M\xfc&Call-ID=x')).toMatchObject({
      params: { 'Caller-ID-Name': `M${REPLACED}`, 'Call-ID': 'x' },
      damaged: ['Caller-ID-Name'],
    })
    expect(
      decodeBytes('application/json', '{"Caller-ID-Name":"M\xfcller","Digits":{"pin":"\xff","n":"1"}}'),
    ).toMatchObject({
      params: { 'Caller-ID-Name': `M${REPLACED}ller`, Digits: { pin: REPLACED, n: '1' } },
      damaged: ['Caller-ID-Name', 'Digits[pin]'],
    })
  })

  it('is replaced in names too', () => {
    expect(form('Digits[gr%F6%DFe]=1&50%=2')).toMatchObject({
      params: { Digits: { [`gr${REPLACED}${REPLACED}e`]: '1' }, [`50${REPLACED}`]: '2' },
    })
    expect(decodeBytes('application/json', '{"gr\xf6sse":"1"}')).toMatchObject({
      params: { [`gr${REPLACED}sse`]: '1' },
      damaged: [`gr${REPLACED}sse`],
    })
  })

  it('is half of a surrogate pair in JSON, in values and names at any depth', () => {
    const text = '{"a":"\\ud83c","b":{"x\\uDC00":["\\ud83c\\udf89","\\udf89\\ud83c"]},"c":"\\\\ud83c"}'
    expect(decodeParams('', 'application/json', Buffer.from(text))).toMatchObject({
      params: { a: REPLACED, b: { [`x${REPLACED}`]: ['🎉', REPLACED.repeat(2)] }, c: '\\ud83c' },
      damaged: ['a', `b[x${REPLACED}]`],
    })
  })

  it('is not what was sent as U+FFFD', () =>
    expect(form(`a=${REPLACED}&b=%EF%BF%BD`)).toMatchObject({ params: { a: REPLACED, b: REPLACED }, damaged: [] }))

  it('leaves all other values as they are, no matter what bytes one of them holds', () =>
    fc.assert(
      fc.property(
        callParams(),
        fc.array(fc.uint8Array({ minLength: 1 }).filter((bytes) => !bytes.some((byte) => byte === 38 || byte === 61))),
        (params, odd) => {
          const before = paramsOf(writeForm(FORM_DIALECTS[1] as (typeof FORM_DIALECTS)[number], params))
          const bytes = Buffer.concat([
            Buffer.from(writeForm(FORM_DIALECTS[1] as (typeof FORM_DIALECTS)[number], params)),
            ...odd.map((value, index) => Buffer.concat([Buffer.from(`&odd${index}=`), value])),
          ])
          const decoded = decodeParams('', FORM, bytes)
          expect(decoded.ok && JSON.parse(JSON.stringify(decoded.params))).toMatchObject(before)
          if (decoded.ok) for (const value of Object.values(decoded.params)) expect(isWellFormed(value)).toBe(true)
        },
      ),
    ))

  it('is told by name, never by value', () => {
    expect(describeDamage(['Caller-ID-Name'])).toBe(
      'Caller-ID-Name is not valid UTF-8 or has a stray %. \ufffd stands for what could not be read.',
    )
    expect(describeDamage(['Digits[pin]', `4711${REPLACED}`])).toMatch(/^Digits\[pin\] and another parameter are/)
    expect(describeDamage([`4711${REPLACED}`])).toMatch(/^A parameter is/)
    expect(describeDamage(['a', 'b', 'c', 'd', 'e', 'f', 'g'])).toMatch(/^a, b, c, d, e and 2 other parameters are/)
  })
})

describe('a byte order mark', () => {
  it.each([
    ['UTF-8', '\ufeff', 'utf8'],
    ['UTF-16', '\ufeff', 'utf16le'],
  ] as const)('of %s is no part of the body', (_, mark, encoding) => {
    const json = Buffer.from(`${mark}{"Caller-ID-Name":"Jürgen"}`, encoding)
    const decoded = { params: { 'Caller-ID-Name': 'Jürgen' }, damaged: [] }
    expect(decodeParams('', 'application/json', json)).toMatchObject(decoded)
    if (encoding === 'utf16le') expect(decodeParams('', 'application/json', json.swap16())).toMatchObject(decoded)
    expect(decodeParams('', '', Buffer.from(`${mark}Call-ID=x`, encoding))).toMatchObject({
      params: { 'Call-ID': 'x' },
    })
  })

  it('is read beside bytes that are not UTF-8', () =>
    expect(decodeParams('', 'application/json', Buffer.from('\xef\xbb\xbf{"a":"\xfc"}', 'latin1'))).toMatchObject({
      params: { a: '\ufffd' },
    }))
})

const text = () => fc.string({ unit: 'grapheme' }).filter((value) => value.isWellFormed())
/** Without what KAZOO's own encoder, which escapes no names, would make ambiguous. */
const key = () => fc.stringMatching(/^[A-Za-z_ÄöüßЖ日-]{1,9}$/)

const anyParams = () => fc.dictionary(key(), fc.oneof(text(), fc.dictionary(key(), text(), { minKeys: 1 })))

/** What KAZOO may send of a call, in both request formats. */
const callParams = () =>
  fc.oneof(
    fc.record(
      {
        'Account-ID': text(),
        'Call-ID': text(),
        'Caller-ID-Name': text(),
        'Caller-ID-Number': text(),
        From: text(),
        To: text(),
        Language: text(),
        'User-ID': fc.oneof(text(), fc.array(text(), { minLength: 1 })),
        Digits: fc.oneof(fc.stringMatching(/^[0-9*#]{0,9}$/), fc.dictionary(key(), text())),
        'Custom-Application-Vars': fc.dictionary(key(), nested()),
        'Custom-SIP-Headers': fc.dictionary(key(), text()),
      },
      { requiredKeys: [] },
    ),
    fc.record(
      {
        CallSid: text(),
        CallerName: text(),
        CallerNumber: text(),
        Digits: text(),
        DialCallStatus: text(),
        plan: text(),
      },
      { requiredKeys: ['CallSid'] },
    ),
  )

/** Never empty: a form leaves out what is, as KAZOO does. */
const nested = (): fc.Arbitrary<unknown> =>
  fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      text(),
      fc.array(text(), { minLength: 1 }),
      fc.dictionary(key(), tie('value'), { minKeys: 1 }),
    ),
  })).value

const plain = (value: unknown) => JSON.parse(JSON.stringify(value))
const isWellFormed = (value: unknown): boolean =>
  JSON.stringify(value).isWellFormed() && !/\\ud[89a-f]/i.test(JSON.stringify(value))
