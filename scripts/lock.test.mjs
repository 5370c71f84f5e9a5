import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { withLock } from './lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'lock-'))
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(folder, { recursive: true, force: true })
})

it('lets one work at a time, and is released also when work fails', async () => {
  const file = join(folder, 'lock')
  const log = []
  const work = (name, outcome) => async () => {
    log.push(`${name} begins`)
    await new Promise((resolve) => setImmediate(resolve))
    log.push(`${name} ends`)
    return outcome()
  }
  const fails = work('first', () => Promise.reject(new Error('no')))
  const [first, second] = await Promise.allSettled([
    withLock(fails, file),
    withLock(
      work('second', () => 2),
      file,
    ),
  ])
  expect([first.status, second.value]).toEqual(['rejected', 2])
  expect(log).toEqual(['first begins', 'first ends', 'second begins', 'second ends'])
  expect(existsSync(file)).toBe(false)
})

it('is taken from a command that was killed', async () => {
  const file = join(folder, 'lock')
  writeFileSync(file, '')
  const anHourAgo = new Date(Date.now() - 3_600_000)
  utimesSync(file, anHourAgo, anHourAgo)
  expect(await withLock(async () => 'done', file)).toBe('done')
})

it('does without where it cannot be written', async () => {
  expect(await withLock(async () => 'done', join(folder, 'missing', 'lock'))).toBe('done')
})
