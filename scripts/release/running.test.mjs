/** What `docs/running.md` tells to type. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { root } from '../run.mjs'
import { call, freePorts, killAll, send, startStudio } from './testing.mjs'

const folder = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
const main = join(root, 'apps', 'runtime', 'dist', 'main.js')
afterAll(() => {
  killAll()
  rmSync(folder, { recursive: true, force: true })
})

it.skipIf(process.platform === 'win32')(
  'a backup of a running studio can be restored',
  async () => {
    const guide = readFileSync(join(root, 'docs', 'running.md'), 'utf8')
    const script = /<!-- backup -->\s+```sh\n(.*?)```/s.exec(guide)[1]
    const [port, other] = await freePorts(2)
    const studio = await startStudio({ main, port, dataDir: join(folder, 'data') })
    const { flows } = JSON.parse((await send(`${studio.url}/api/flows`)).text)
    const { pathname } = new URL(flows.find(({ name }) => name === 'Front desk').pivotUrl)
    const before = JSON.parse((await call(studio.url + pathname, 'a-call')).text)
    // The call log begins after the start.
    await expect.poll(async () => (await send(`${studio.url}/api/calls`)).text, { timeout: 5000 }).toContain('a-call')

    const PATH = `${join(process.execPath, '..')}:${process.env.PATH}`
    const { status, stderr } = spawnSync('sh', ['-euc', script], { cwd: folder, env: { PATH }, encoding: 'utf8' })
    expect(status, stderr).toBe(0)
    expect(readdirSync(join(folder, 'backup')).sort()).toEqual([
      'calls.sqlite',
      'recordings',
      'studio-secret',
      'studio.sqlite',
    ])
    await studio.stop()

    const restored = await startStudio({ main, port: other, dataDir: join(folder, 'backup') })
    const { flows: restoredFlows } = JSON.parse((await send(`${restored.url}/api/flows`)).text)
    expect(restoredFlows.map(({ name }) => name)).toEqual(flows.map(({ name }) => name))
    expect((await send(`${restored.url}/api/calls`)).text).toContain('a-call')
    // A call that was in progress goes on: the secret is the same.
    const { pathname: next } = new URL(addressIn(before))
    expect((await call(restored.url + next, 'a-call')).status).toBe(200)
    await restored.stop()
  },
  30_000,
)

/** Where the answer tells KAZOO to ask next. */
function addressIn({ data, children = {} }) {
  return data.voice_url ?? Object.values(children).map(addressIn).find(Boolean)
}
