import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { FetchFailure, fetchNode } from './fetch-node.mjs'
import { executableIn, folderName } from './supported-node.mjs'

const { platform, arch } = process
const place = folderName(platform, arch)

let home = ''
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'fetch-node-'))
  vi.spyOn(console, 'log').mockImplementation(() => undefined)
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(home, { recursive: true, force: true })
})

/** Puts a program where the platform's package would have its executable. */
function putExecutable(folder, text = '#!/bin/sh\necho v24.1.0\n') {
  const executable = executableIn(folder, platform, arch)
  mkdirSync(dirname(executable), { recursive: true })
  writeFileSync(executable, text)
  chmodSync(executable, 0o755)
}

const puts = (text) => async (folder) => {
  putExecutable(folder, text)
  return null
}

/** An npm that needs no network, and counts. */
function fakeNpm(outcome = puts()) {
  const calls = []
  const install = async (folder) => {
    calls.push(folder)
    return outcome(folder)
  }
  return { calls, install }
}

describe.skipIf(platform === 'win32')('a fetched Node.js', () => {
  it('is installed once and used from then on', async () => {
    const { calls, install } = fakeNpm()
    expect(await fetchNode(home, install)).toBe(executableIn(join(home, place), platform, arch))
    await fetchNode(home, install)
    expect(calls).toHaveLength(1)
    expect(console.log).toHaveBeenCalledTimes(1)
    expect(readdirSync(home)).toEqual([place])
  })

  it('is installed once when two commands start at once', async () => {
    const { calls, install } = fakeNpm()
    await Promise.all([fetchNode(home, install), fetchNode(home, install)])
    expect(calls).toHaveLength(1)
    expect(readdirSync(home)).toEqual([place])
  })

  it('is installed again where it is broken, and what an interrupted command left goes', async () => {
    putExecutable(join(home, place), '\x7fELF cut off')
    mkdirSync(join(home, 'unfinished-abc', 'node_modules'), { recursive: true })
    const { calls, install } = fakeNpm()
    await fetchNode(home, install)
    expect(calls).toHaveLength(1)
    expect(readdirSync(home)).toEqual([place])
  })

  it.each([
    ['npm fails', async () => 'npm could not install it (ENOTFOUND)', 'npm could not install it (ENOTFOUND)'],
    ['npm installs half of it', async () => null, 'does not run on this machine'],
    ['it is too old', puts('#!/bin/sh\necho v20.1.0\n'), 'does not run'],
  ])('leaves nothing behind and says what to do where %s', async (_, outcome, reason) => {
    const error = await fetchNode(home, fakeNpm(outcome).install).catch((thrown) => thrown)
    expect(error).toBeInstanceOf(FetchFailure)
    expect(error.message).toContain(reason)
    expect(error.message).toContain('or install Node.js')
    expect(readdirSync(home)).toEqual([])
    await fetchNode(home, fakeNpm().install)
    expect(readdirSync(home)).toEqual([place])
  })
})
