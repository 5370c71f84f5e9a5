/** The command line as somebody types it. */
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeEach, describe, expect, it } from 'vitest'
import { run } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let data = ''
let to = ''
beforeEach(() => {
  data = mkdtempSync(join(root, 'data-'))
  to = `${data}-copy`
  makeDatabase(join(data, 'studio.sqlite'), 'studio')
  makeDatabase(join(data, 'calls.sqlite'), 'calls')
})

/** Of the newest version. */
function makeDatabase(path: string, kind: string): void {
  const fixtures = join(import.meta.dirname, '../../../apps/runtime/src/store/sqlite/fixtures')
  const newest = readdirSync(fixtures)
    .filter((name) => name.startsWith(kind))
    .sort()
    .at(-1)
  const database = new DatabaseSync(path, { enableForeignKeyConstraints: false })
  database.exec(readFileSync(join(fixtures, newest ?? ''), 'utf8'))
  database.close()
}

/** @returns what was written, and the exit code */
async function callflow(...words: string[]) {
  const printed: string[] = []
  const progress: string[] = []
  const failures: string[] = []
  const terminal = {
    print: (line: string) => void printed.push(line),
    progress: (line: string, isDone: boolean) => void (isDone && progress.push(line)),
    environment: {},
  }
  const code = await run(words, terminal, (line) => void failures.push(line))
  return { code, printed, progress, failed: failures.join('\n') }
}

describe('callflow', () => {
  it.each([['help'], ['--help'], ['db', '--help']])('%s lists the commands', async (...words) => {
    const { code, printed } = await callflow(...words)
    expect([code, printed.join('\n')]).toEqual([0, expect.stringMatching(/^ {2}db copy {5}Copy everything/m)])
  })

  it('without a command lists them too, as a mistake', async () => {
    expect(await callflow()).toMatchObject({ code: 2, printed: [expect.stringContaining('db copy')] })
  })

  it('is what the repository installs', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(import.meta.dirname, '../bin/callflow.mjs'), 'help'])
    expect([status, stdout.toString()]).toEqual([0, expect.stringContaining('callflow <command>')])
    const mistake = spawnSync(process.execPath, [join(import.meta.dirname, '../bin/callflow.mjs'), 'db', 'copy'])
    expect([mistake.status, mistake.stderr.toString()]).toEqual([
      2,
      '--from is missing.\nSee: callflow db copy --help\n',
    ])
  }, 60_000)

  it('names the commands where there is none of the name', async () => {
    const { code, failed } = await callflow('db', 'cpy')
    expect([code, failed]).toEqual([2, expect.stringMatching(/^There is no command “db cpy”. Commands:\n {2}db copy/)])
  })

  it.each(['db copy', 'db restore'])('%s --help says how it is used', async (name) => {
    const { code, printed } = await callflow(...name.split(' '), '--help')
    expect([code, printed.join()]).toEqual([0, expect.stringContaining(`callflow ${name} --`)])
  })
})

describe('callflow db copy', () => {
  it('copies, tells how far it is, and says that all is the same', async () => {
    const first = await callflow('db', 'copy', '--from', data, '--to', to)
    expect(first).toMatchObject({ code: 0, failed: '' })
    expect(first.progress).toContain('flows: 3 of 3 rows copied')
    expect(first.progress.at(-1)).toBe('call requests: 5 of 5 rows compared')
    expect(first.printed).toContainEqual(expect.stringMatching(/^flows +3 rows, 3 new {2}sha256 [0-9a-f]{16}$/))
    expect(first.printed.at(-1)).toBe(`All rows are the same in ${data} and ${to}.`)
    const second = await callflow('db', 'copy', `--from=${data}`, `--to=${to}`)
    expect(second.code).toBe(0)
    expect(second.printed).toEqual(first.printed.map((line) => line.replace(/, \d+ new/, ', 0 new')))
  })

  it('replaces what is there with --replace, and says where it is now', async () => {
    await callflow('db', 'copy', '--from', data, '--to', to)
    const { code, printed } = await callflow('db', 'copy', '--from', data, '--to', to, '--replace')
    expect(code).toBe(0)
    expect(printed).toContainEqual(expect.stringMatching(/^flows +3 rows, 3 new/))
    expect(printed.slice(-2)).toEqual(
      ['studio', 'calls'].map((kind) => expect.stringContaining(join(to, 'copies', `replaced-${kind}-`))),
    )
  })

  it('says how many files of recordings it has copied', async () => {
    mkdirSync(join(data, 'recordings'))
    writeFileSync(join(data, 'recordings', 'r1.mp3'), 'sound')
    const { printed } = await callflow('db', 'copy', '--from', data, '--to', to)
    expect(printed.at(-1)).toBe('Files of recordings that were copied: 1.')
  })

  it.each([
    [['--from', 'x'], '--to is missing.'],
    [['--frm', 'x'], "Unknown option '--frm'."],
    [['--from'], "Option '--from <value>' argument missing."],
    [['x'], "Unexpected argument 'x'."],
  ])('%j is a mistake that it names', async (words, sentence) => {
    const { code, failed } = await callflow('db', 'copy', ...words)
    expect([code, failed]).toEqual([2, `${sentence}\nSee: callflow db copy --help`])
  })

  it('fails with a sentence where there is no database, and where the target is none', async () => {
    expect(await callflow('db', 'copy', '--from', to, '--to', data)).toMatchObject({
      code: 1,
      failed: `There is no studio.sqlite in ${to}. Name the data folder of a studio.`,
    })
    mkdirSync(to)
    writeFileSync(join(to, 'studio.sqlite'), 'x'.repeat(5000))
    expect(await callflow('db', 'copy', '--from', data, '--to', to)).toMatchObject({
      code: 1,
      failed: expect.stringContaining(`${join(to, 'studio.sqlite')} cannot be opened: file is not a database`),
    })
  })
})

describe('callflow db restore', () => {
  it('names the copies where none is named, and restores one', async () => {
    const none = await callflow('db', 'restore', '--data', data)
    expect(none).toMatchObject({ code: 2, failed: expect.stringContaining(`there are no copies in ${data}.`) })
    const copy = join(data, 'copies', 'studio-2026-11-26T08-00-00-000Z-0006-changes.sqlite')
    mkdirSync(join(data, 'copies'))
    makeDatabase(copy, 'studio')
    const named = await callflow('db', 'restore', '--data', data)
    expect([named.code, named.failed.split('\n')[1]]).toEqual([2, copy])

    const { code, printed } = await callflow('db', 'restore', '--data', data, '--copy', copy)
    expect(code).toBe(0)
    expect(printed[0]).toBe(`${join(data, 'studio.sqlite')} is as it was in ${copy}.`)
    expect(printed[1]).toContain(join(data, 'copies', 'replaced-studio-'))
  })

  it('fails with a sentence where the copy is none', async () => {
    expect(await callflow('db', 'restore', '--data', data, '--copy', join(data, 'x'))).toMatchObject({
      code: 1,
      failed: `There is no file ${join(data, 'x')}. Name a copy of a database.`,
    })
  })
})
