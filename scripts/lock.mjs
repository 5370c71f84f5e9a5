/** Lets one command at a time install or build in this repository: two may be started at once. */
import { rmSync, statSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { root } from './run.mjs'

/** The command that holds the lock touches it this often; one that was killed no longer does. */
const TOUCH_MS = 1000
const STALE_MS = 10_000

/**
 * Waits until no other command holds the lock, then does the work. Where no lock can be written, the work is done without.
 * @template T
 * @param {() => Promise<T>} work must not ask for the same lock
 * @param {string} [file]
 * @returns {Promise<T>}
 */
export async function withLock(work, file = join(root, '.callflow-studio.lock')) {
  for (let isTold = false; !take(file); isTold = true) {
    if (!isTold) console.log('Waiting for another command that installs or builds here.')
    await wait(200)
  }
  const touching = setInterval(() => touch(file), TOUCH_MS)
  const release = () => {
    clearInterval(touching)
    rmSync(file, { force: true })
  }
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @returns {boolean} whether the lock is ours now, or none can be had */
function take(file) {
  try {
    writeFileSync(file, '', { flag: 'wx' })
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') return true // a folder that cannot be written to
  }
  if (ageMs(file) > STALE_MS) rmSync(file, { force: true })
  return false
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date())
  } catch {} // There is none where none could be written.
}

function ageMs(file) {
  try {
    return Date.now() - statSync(file).mtimeMs
  } catch {
    return 0 // released meanwhile
  }
}
