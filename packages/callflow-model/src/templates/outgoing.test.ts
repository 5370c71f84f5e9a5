import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type OutgoingPlace, parseOutgoing } from './outgoing.ts'

const render = (source: string, place: OutgoingPlace, scope: Record<string, unknown>) =>
  parseOutgoing(source, place).render(scope)

describe('texts that go out', () => {
  it('hold values as components of an address, once', () => {
    const scope = { a: 'x&y=1/ä', base: 'https://crm.example' }
    expect(render('https://crm.example/?q={{ a }}', 'url', scope)).toBe('https://crm.example/?q=x%26y%3D1%2F%C3%A4')
    expect(render('/?q={{ a | url_encode }}', 'url', scope)).toBe('/?q=x%26y%3D1%2F%C3%A4')
    expect(render('{{ base | raw }}/x', 'url', scope)).toBe('https://crm.example/x')
  })

  it('hold values in JSON as text inside quotes, as JSON outside', () => {
    const scope = { name: 'A "B" \\', list: [1, 'x'], n: 5, none: undefined }
    const text = render(
      '{"a":"Hi {{ name }}","b":{{ list }},"c":{{ n }},"d":{{ none }},"e":{{ name | json }}}',
      'json',
      scope,
    )
    expect(JSON.parse(text)).toEqual({ a: 'Hi A "B" \\', b: [1, 'x'], c: 5, d: null, e: 'A "B" \\' })
  })

  it('are one line where they are a header', () => {
    expect(render('{{ a }}', 'header', { a: 'x\r\nEvil: 1' })).toBe('x Evil: 1')
  })

  it('hold what was captured as it was, escaped where it is put out', () => {
    const scope = { a: 'x&y"' }
    const captured = '{% capture c %}<{{ a }}>{% endcapture %}'
    expect(render(`${captured}/?q={{ c }}`, 'url', scope)).toBe('/?q=%3Cx%26y%22%3E')
    expect(JSON.parse(render(`${captured}{"a":"{{ c }}","n":{{ c.size }}}`, 'json', scope))).toEqual({
      a: '<x&y">',
      n: 6,
    })
    expect(render(`${captured}{{ c }}`, 'form', scope)).toBe('%3Cx%26y%22%3E')
  })

  it('escape all output of values: loops, cycles, echoes', () => {
    const scope = { list: ['a&b', '"'], who: '"}' }
    expect(render('{% for l in list %}{% cycle who, l %}{% echo l %};{% endfor %}', 'form', scope)).toBe(
      '%22%7Da%26b;%22%22;',
    )
    expect(
      JSON.parse(render('[{% for l in list %}"{% echo l %}",{% endfor %}{{ list.size }}]', 'json', scope)),
    ).toEqual(['a&b', '"', 2])
  })

  it('cannot be led up the path by dots', () => {
    const at = (text: string) => new URL(render(text, 'url', { dots: '..', dot: '.' })).pathname
    expect(at('https://x.example/a/{{ dots }}/b')).toBe('/a/%252E%252E/b')
    expect(at('https://x.example/a/{{ dot }}{{ dot }}/b')).toBe('/a/%252E%252E/b')
    expect(render('https://x.example/?v={{ dots }}', 'url', { dots: '..' })).toBe('https://x.example/?v=..')
  })

  it('are bytes where they are a header, for any name of the caller', () => {
    const header = (name: string) => render('{{ caller.name }}', 'header', { caller: { name } })
    expect(header('Jürgen')).toBe('J\u00c3\u00bcrgen')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        expect(() => new Headers({ x: header(name) })).not.toThrow()
      }),
    )
  })

  it('take half an emoji also where the filter is named', () => {
    expect(render('/{{ a | url_encode }}', 'url', { a: 'x\ud83d' })).toBe('/x%EF%BF%BD')
  })

  it('name the secrets that they read', () => {
    expect(parseOutgoing('Bearer {{ secrets.crm }} {{ vars.x }}', 'header').secrets).toEqual(['crm'])
  })

  it('keep their structure for any name of the caller', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const json = render('{"a":"{{ caller.name }}","b":{{ caller.name }}}', 'json', { caller: { name } })
        expect(JSON.parse(json)).toEqual({ a: name.toWellFormed(), b: name.toWellFormed() })
        const url = new URL(render('https://x.example/p?a={{ caller.name }}&b=1', 'url', { caller: { name } }))
        expect([...url.searchParams.keys()]).toEqual(['a', 'b'])
        expect(url.pathname).toBe('/p')
      }),
    )
  })
})
