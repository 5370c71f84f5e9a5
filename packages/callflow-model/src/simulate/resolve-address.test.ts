import { describe, expect, it } from 'vitest'
import { resolveAddress } from './resolve-address.ts'

describe('KAZOO joins addresses by rules of its own', () => {
  it.each([
    ['http://studio.test/', undefined, 'http://studio.test/'],
    ['http://studio.test/', 'http://other.test/a', 'http://other.test/a'],
    ['http://studio.test/', '/2', 'http://studio.test/2'],
    ['http://studio.test/a/b', '/2', 'http://studio.test/a/b/2'],
    ['http://studio.test/a/b.php', 'c.php', 'http://studio.test/a/c.php'],
    ['http://studio.test/a/b.php', './c.php', 'http://studio.test/a/c.php'],
    ['http://studio.test/a/b/', '../c', 'http://studio.test/a/b/c'],
    ['http://studio.test/a/b.php', '../c', 'http://studio.test/a/c'],
    ['http://studio.test/a?v=1.5', 'c', 'http://studio.test/c'],
    ['http://studio.test', 'c', 'http://c'],
    ['http://studio.test/a', '', 'http://studio.test/a'],
    ['http://studio.test/a', 'HTTP://other.test/b', 'http://studio.test/a/HTTP:/b'],
  ])('%s and %s', (present, next, joined) => {
    expect(resolveAddress(present, next)).toBe(joined)
  })
})
