import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { extract, list } from 'tar'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { root } from '../run.mjs'
import { release } from './release.mjs'
import { call, freePorts, killAll, send, startProgram, startStudio } from './testing.mjs'

const { version, engines } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
const folder = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
/** Where people unpack it, and where nothing else of the repository can be found. */
const unpacked = join(folder, 'some where else')
const home = join(unpacked, `callflow-studio-${version}`)
const main = join(home, 'main.js')
let archive
let again

beforeAll(async () => {
  chmodSync(folder, 0o755) // for another user
  again = release(join(folder, 'again'))
  archive = await release(join(folder, 'one'))
  mkdirSync(unpacked)
  await extract({ file: archive, cwd: unpacked })
}, 60_000)
afterAll(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

describe('the archive', () => {
  it('is named and stamped with the version', () => {
    expect(basename(archive)).toBe(`callflow-studio-${version}.tar.gz`)
    expect(JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))).toMatchObject({ version, engines })
  })

  it('has the same bytes each time', async () => {
    expect(readFileSync(await again).equals(readFileSync(archive))).toBe(true)
    const entries = []
    await list({ file: archive, onReadEntry: (entry) => entries.push(entry) })
    const paths = entries.map(({ path }) => path)
    expect(paths).toEqual([...paths].sort())
    expect(
      new Set(entries.map(({ mode, mtime, type, uid }) => `${type} ${mode} ${uid} ${mtime.toISOString()}`)),
    ).toEqual(new Set([`File ${0o644} undefined 2000-01-01T00:00:00.000Z`]))
  })

  it('holds what runs, how to run it, and the licences, but no sources, maps or data', () => {
    const files = readdirSync(home, { recursive: true })
    expect(files).toEqual(
      expect.arrayContaining([
        ...['README.md', 'LICENSE', 'CHANGELOG.md', 'SECURITY.md', 'docs/running.md'],
        ...['deploy/callflow-studio.service', 'deploy/haproxy.cfg', 'deploy/nginx.conf', 'deploy/studio.env.example'],
        ...['linux-x64', 'linux-arm64', 'linuxmusl-x64', 'darwin-arm64', 'win32-x64'].map(
          (platform) => `node_modules/better-sqlite3/prebuilds/${platform}.node`,
        ),
      ]),
    )
    expect(files.filter((file) => /\.(map|ts|tsx|sqlite|env)$|\.vite|\.test\./.test(file))).toEqual([])
    expect(readdirSync(join(home, 'node_modules'))).toEqual(['better-sqlite3'])
  })

  it('says the licence of each package inside', () => {
    for (const [file, names] of [
      ['server.md', ['hono', 'kysely', 'undici', 'zod', 'date-holidays']],
      ['designer.md', ['react', '@xyflow/react', '@fontsource-variable/inter']],
    ]) {
      const [, ...sections] = readFileSync(join(home, 'licences', file), 'utf8').split(/^## /m)
      const titles = sections.map((section) => section.split('\n', 1)[0])
      expect(titles.filter((title) => !/^\S+ - [\d.]+ \(.*[A-Z].*\)$/.test(title))).toEqual([])
      expect(titles.map((title) => title.split(' ')[0])).toEqual(expect.arrayContaining(names))
      for (const section of sections.filter((text) => names.some((name) => text.startsWith(`${name} `))))
        expect(section).toMatch(/copyright/i)
    }
    expect(readFileSync(join(home, 'node_modules/better-sqlite3/LICENSE'), 'utf8')).toContain('MIT')
  })
})

it('node callflow.js copies a studio, with nothing installed', async () => {
  const [from, to] = [join(folder, 'copied from'), join(folder, 'copied to')]
  const [port] = await freePorts(1)
  const studio = await startStudio({ main, port, dataDir: from })
  const program = startProgram(process.execPath, [join(home, 'callflow.js'), 'db', 'copy', '--from', from, '--to', to])
  expect(await program.ended, program.output()).toBe(0)
  expect(program.output()).toContain(`All rows are the same in ${from} and ${to}.`)
  await studio.stop()
}, 30_000)

describe('node main.js', () => {
  it('answers calls and shows the designer, with nothing installed, and ends in order', async () => {
    const [port] = await freePorts(1)
    const studio = await startStudio({ main, port, dataDir: join(folder, 'data') }, { cwd: folder })
    const page = await send(studio.url)
    expect(page).toMatchObject({ status: 200, headers: { 'content-type': 'text/html; charset=utf-8' } })
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page.text)?.[1]
    expect((await send(studio.url + script)).status).toBe(200)
    expect(JSON.parse((await send(`${studio.url}/api/studio`)).text)).toMatchObject({ version })
    const { flows } = JSON.parse((await send(`${studio.url}/api/flows`)).text)
    const frontDesk = flows.find(({ name }) => name === 'Front desk')
    const answer = await call(frontDesk.pivotUrl)
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.text)).toHaveProperty('module')
    expect(await studio.stop()).toBe(0)
  }, 30_000)

  it('starts as many workers as it is told to', async () => {
    const [port] = await freePorts(1)
    const options = { main, port, dataDir: join(folder, 'data of workers'), environment: { WORKERS: '2' } }
    const studio = await startStudio(options, { cwd: folder })
    const { flows } = JSON.parse((await send(`${studio.url}/api/flows`)).text)
    for (let time = 0; time < 4; time++) expect((await call(flows[0].pivotUrl)).status).toBe(200)
    expect(await studio.stop()).toBe(0)
  }, 30_000)

  it('writes to DATA_DIR alone', async () => {
    const dataDir = join(folder, 'data of another user')
    mkdirSync(dataDir)
    chmodSync(dataDir, 0o777)
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
    const entries = readdirSync(home, { recursive: true, withFileTypes: true }).filter((entry) => entry.isDirectory())
    const folders = [home, ...entries.map((entry) => join(entry.parentPath, entry.name))]
    for (const path of folders) chmodSync(path, 0o555)
    try {
      const [port] = await freePorts(1)
      const studio = await startStudio({ main, port, dataDir }, { cwd: home, ...nobody })
      expect(await studio.stop()).toBe(0)
      expect(readdirSync(dataDir)).toContain('studio.sqlite')
    } finally {
      for (const path of folders) chmodSync(path, 0o755)
    }
  }, 30_000)

  it.each(['main.js', 'callflow.js'])('says what is missing where Node.js is too old for %s', async (name) => {
    const file = join(home, 'package.json')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, before.replace(engines.node, '>=99.1'))
    try {
      const program = startProgram(process.execPath, [join(home, name)])
      expect(await program.ended).toBe(1)
      expect(program.output()).toBe(
        `Callflow Studio needs Node.js 99.1 or newer, and this is ${process.versions.node}.\n`,
      )
    } finally {
      writeFileSync(file, before)
    }
  })
})

/** How others start it: their commands and settings, with this archive, Node.js and folder in place of theirs. */
describe('the Dockerfile', () => {
  const { environment, script, healthCheck } = fromDockerfile()

  it('starts a studio, and knows whether it is ready', async () => {
    expect(script).toBe('/opt/callflow-studio/main.js')
    const { studio, port } = await startWith(environment)
    const isHealthy = () => startProgram(process.execPath, healthCheck, { env: { PORT: String(port) } }).ended
    expect(await isHealthy()).toBe(0)
    expect((await send(studio.url)).status).toBe(401)
    expect(await studio.stop()).toBe(0)
    expect(await isHealthy()).toBe(1)
  }, 30_000)

  it('asks for a password, since other machines can reach it', async () => {
    const program = startProgram(process.execPath, [main], { env: { ...environment, DATA_DIR: folder } })
    expect(await program.ended).toBe(1)
    expect(program.output()).toContain('set ADMIN_PASSWORD too')
  })
})

it('the systemd unit starts a studio', async () => {
  const { environment, command } = fromUnit()
  expect(command).toBe('/usr/bin/node /opt/callflow-studio/main.js')
  const { studio } = await startWith(environment)
  expect((await send(studio.url)).status).toBe(401)
  expect(await studio.stop()).toBe(0)
}, 30_000)

async function startWith(environment) {
  const [port] = await freePorts(1)
  const dataDir = mkdtempSync(join(folder, 'data-'))
  const settings = { ...environment, ADMIN_PASSWORD: 'correct horse battery', STUDIO_EXAMPLES: 'false' }
  return { port, studio: await startStudio({ main, port, dataDir, environment: settings }) }
}

function fromDockerfile() {
  const text = readFileSync(join(root, 'Dockerfile'), 'utf8')
  const [check, start] = [...text.matchAll(/^ *CMD (\[.*\])$/gm)].map(([, words]) => JSON.parse(words))
  expect([check[0], start[0]]).toEqual(['node', 'node'])
  const environment = settingsOf(/^ENV (.*)$/m.exec(text)[1].split(' '))
  return { environment, script: start[1], healthCheck: check.slice(1) }
}

function fromUnit() {
  const unit = readFileSync(join(home, 'deploy', 'callflow-studio.service'), 'utf8')
  const file = readFileSync(join(home, 'deploy', 'studio.env.example'), 'utf8')
  const valuesOf = (name) => [...unit.matchAll(new RegExp(`^${name}=(.*)$`, 'gm'))].map(([, value]) => value)
  const settings = settingsOf([...valuesOf('Environment'), ...file.split('\n').filter((line) => /^\w/.test(line))])
  return { environment: settings, command: valuesOf('ExecStart')[0] }
}

const settingsOf = (lines) => Object.fromEntries(lines.map((line) => line.split(/=(.*)/s, 2)))
