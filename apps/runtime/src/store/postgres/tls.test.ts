/** What `sslmode` means: the same as in PostgreSQL's own programs. */
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { AUTHORITIES, type PostgresServer, startPostgres } from '../../testing/postgres-server.ts'
import { startStudio } from '../../testing/studio.ts'
import { ask } from '../../testing/test-store.ts'

describe.runIf(inject('postgresUrl'))('a database server with TLS', () => {
  let server: PostgresServer
  beforeAll(async () => {
    const started = await startPostgres(['-c', 'fsync=off'], { isTls: true })
    if (!started) throw new Error('PostgreSQL did not start.')
    server = started
  })
  afterAll(() => server?.stop())

  const urlWith = (query: Record<string, string>, hostname = 'localhost'): string => {
    const url = Object.assign(new URL(server.url), { hostname })
    url.search = new URLSearchParams(query).toString()
    return url.href
  }
  const starting = (url: string) =>
    startStudio({ environment: { DATABASE_URL: url, STUDIO_SECRET: 'the same on all servers' } })
  const { right, wrong } = AUTHORITIES

  it.each([
    { query: { sslmode: 'require' } },
    { query: { sslmode: 'verify-ca', sslrootcert: right }, hostname: '127.0.0.1' },
    { query: { sslmode: 'verify-full', sslrootcert: right } },
  ])('is asked over TLS with $query', async ({ query, hostname }) => {
    const url = urlWith(query, hostname)
    const studio = await starting(url)
    await studio.api('POST', '/switches', { name: 'A switch' }, 201)
    const connections = await ask<{ ssl: boolean }>(
      url,
      "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'callflow-studio'",
    )
    expect(connections.length).toBeGreaterThan(1)
    expect(connections.filter(({ ssl }) => !ssl)).toEqual([])
    await studio.stop()
  })

  it('whose certificate is not trusted, or for another name, is refused in one sentence', async () => {
    const refused = async (query: Record<string, string>, hostname?: string) => {
      const error: Error = await starting(urlWith(query, hostname)).then(
        () => new Error('It started.'),
        (reason) => reason,
      )
      return error.message.replace(/\d{4,5}/, '5432')
    }
    const untrusted =
      'DATABASE_URL: the certificate of localhost:5432 is not trusted (self-signed certificate). Name the certificate of its authority with sslrootcert=/path/to/ca.pem.'
    expect(await refused({ sslmode: 'verify-full' })).toBe(untrusted)
    expect(await refused({ sslmode: 'verify-full', sslrootcert: wrong })).toBe(untrusted)
    expect(await refused({ sslmode: 'verify-ca', sslrootcert: wrong })).toBe(untrusted)
    expect(await refused({ sslmode: 'verify-full', sslrootcert: right }, '127.0.0.1')).toMatch(
      /^DATABASE_URL: the certificate of 127\.0\.0\.1:5432 is for another name \(.+\)\. Write that name as the host, or sslmode=verify-ca\.$/,
    )
    expect(await refused({ sslmode: 'verify-ca' })).toBe(
      'DATABASE_URL: sslmode=verify-ca needs the certificate of an authority. Name it with sslrootcert=/path/to/ca.pem.',
    )
    const missing = join(right, '..', 'missing.pem')
    expect(await refused({ sslmode: 'verify-full', sslrootcert: missing })).toBe(
      `DATABASE_URL: ${missing} cannot be read (ENOENT). Check the files that the address names.`,
    )
  })

  it('is needed for sslmode=require', async () => {
    const url = Object.assign(new URL(inject('postgresUrl') ?? ''), { search: '?sslmode=require' })
    await expect(starting(url.href)).rejects.toThrow(
      /^DATABASE_URL: .+:\d+ does not offer TLS\. Switch it on there, or write sslmode=disable\.$/,
    )
  })
})
