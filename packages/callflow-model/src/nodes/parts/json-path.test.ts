import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Json } from '../../json.ts'
import { compilePath, type JsonPlace, pathProblem, pathTo, placesOf, readJsonPath } from './json-path.ts'

const read = (path: string, value: Json) => readJsonPath(compilePath(path), value)
const orders = (...numbers: number[]): Json => ({ orders: numbers.map((id) => ({ id, 'in stock': id > 1 })) })

describe('a path into a reply', () => {
  it('gives the value that stands there, of its own kind', () => {
    expect(read('$.orders[1].id', orders(1, 2))).toBe(2)
    expect(read("$.orders[-1]['in stock']", orders(1, 2))).toBe(true)
    expect(read('$', 'text')).toBe('text')
    expect(read('$.gone.deeper', orders())).toBeUndefined()
    expect(read('$.none', { none: null })).toBeNull()
  })

  it('gives a list where it may lead to several places, however many there are', () => {
    expect(read('$.orders[*].id', orders(1, 2))).toEqual([1, 2])
    expect(read('$.orders[*].id', orders(7))).toEqual([7])
    expect(read('$..id', orders())).toEqual([])
    expect(read('$.orders[?@.id > 1].id', orders(1, 2, 3))).toEqual([2, 3])
  })

  it('knows patterns, all of which are fast', () => {
    const names: Json = ['Alice', 'Bob', 'a'.repeat(50_000)]
    expect(read('$[?match(@, "[A-B].*")]', names)).toEqual(['Alice', 'Bob'])
    expect(read('$[?search(@, "o")]', names)).toEqual(['Bob'])
    expect(read('$[?match(@, "(a+)+b")]', names)).toEqual([])
    expect(read('$[?match(@, "(")]', names)).toEqual([])
  })

  it('never reads what a reply has from its language', () => {
    expect(read('$.constructor', {})).toBeUndefined()
    expect(read('$.__proto__', JSON.parse('{"__proto__": 1}'))).toBe(1)
  })

  it('stops where it would look at the reply again and again', () => {
    const wide: Json = Object.fromEntries(Array.from({ length: 2000 }, (_, index) => [`k${index}`, { a: index }]))
    expect(() => read('$[?count($..*) > 5]', wide)).toThrow('too much')
    expect(read('$.k7.a', wide)).toBe(7)
  })

  it('says in words what cannot be read', () => {
    expect(pathProblem('$.a[0]')).toBeNull()
    expect(pathProblem('customer.name')).not.toBeNull()
    expect(pathProblem('$.a[?(@.b == 1')).not.toBeNull()
    expect(pathProblem('$.a[?(1;process.exit())]')).not.toBeNull()
  })
})

describe('the path of a value that somebody points at', () => {
  it('is as short as people write it', () => {
    expect(pathTo(['customer', 'name', 'first'])).toBe('$.customer.name.first')
    expect(pathTo(['visits', 0, 'date'])).toBe('$.visits[0].date')
    expect(pathTo([0, 'id'])).toBe('$[0].id')
    expect(pathTo([])).toBe('$')
  })

  it('quotes names that are no plain words', () => {
    expect(pathTo(['in stock'])).toBe("$['in stock']")
    expect(pathTo(['1st', 'a-b', ''])).toBe("$['1st']['a-b']['']")
    expect(placesOf(pathTo(["it's", '"so"', '\\']) ?? '', { "it's": { '"so"': { '\\': 1 } } })).toHaveLength(1)
  })

  it('says so where no path can name it', () => {
    expect(pathTo(['\u0001'])).toBeNull()
  })

  it('leads back to that value and to no other, in any reply', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        for (const place of placesIn(value as Json)) {
          const path = pathTo(place)
          if (path !== null) expect(placesOf(path, value as Json)).toEqual([place])
        }
      }),
    )
  })

  it('is found again for any path that leads there', () => {
    expect(placesOf('$..id', orders(1, 2))).toEqual([
      ['orders', 0, 'id'],
      ['orders', 1, 'id'],
    ])
    expect(placesOf('$.gone', orders(1))).toEqual([])
    expect(placesOf('gone', orders(1))).toEqual([])
  })
})

function placesIn(value: Json, at: JsonPlace = []): JsonPlace[] {
  if (typeof value !== 'object' || value === null) return [at]
  const inside = Array.isArray(value) ? [...value.entries()] : Object.entries(value)
  return [at, ...inside.flatMap(([key, inner]) => placesIn(inner, [...at, key]))]
}
