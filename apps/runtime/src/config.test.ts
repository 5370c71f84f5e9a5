import { describe, expect, it } from 'vitest'
import { parseConfig } from './config.ts'

const mistakesOf = (environment: Record<string, string>) => {
  const result = parseConfig(environment)
  return result.ok ? [] : result.mistakes
}

describe('configuration', () => {
  it('needs nothing: the defaults listen on this machine only', () => {
    const result = parseConfig({})
    expect(result).toEqual({
      ok: true,
      config: {
        port: 8080,
        host: '127.0.0.1',
        publicUrl: null,
        trustProxy: false,
        adminPassword: null,
        dataDir: './data',
        databaseUrl: null,
        secrets: [],
        allowedHosts: [],
        kazooVersion: 'any',
        defaultTimezone: null,
        defaultLocale: null,
        pivotKeepAlive: false,
        workers: 1,
        examples: true,
        limits: {
          callLogDays: null,
          callLogMaxMb: null,
          callEndsAfterMinutes: null,
          trafficDays: null,
          recordingsDays: null,
          recordingsMaxMb: null,
          deletedFlowsDays: null,
          changesDays: null,
        },
        recordingFileBytes: 25 * 1024 * 1024,
      },
    })
  })

  it('takes every variable of the table, and an empty one as not set', () => {
    const result = parseConfig({
      PORT: '9000',
      HOST: '0.0.0.0',
      PUBLIC_URL: 'https://studio.example.com/',
      TRUST_PROXY: 'true',
      ADMIN_PASSWORD: 'geheim-und-lang',
      DATA_DIR: '/var/lib/studio',
      STUDIO_SECRET: 'a-new-secret-of-length, the-old-secret-of-length',
      ALLOWED_HOSTS: 'crm.internal, 10.0.0.0/8',
      KAZOO_VERSION: '4.3',
      DEFAULT_TIMEZONE: 'Europe/Berlin',
      DEFAULT_LOCALE: 'de-DE',
      PIVOT_KEEP_ALIVE: '1',
      WORKERS: '4',
      STUDIO_EXAMPLES: '',
    })
    expect(result.ok && result.config).toMatchObject({
      port: 9000,
      publicUrl: 'https://studio.example.com',
      secrets: ['a-new-secret-of-length', 'the-old-secret-of-length'],
      allowedHosts: ['crm.internal', '10.0.0.0/8'],
      kazooVersion: '4.3',
      defaultTimezone: 'Europe/Berlin',
      defaultLocale: 'de-DE',
      pivotKeepAlive: true,
      workers: 4,
      examples: true,
    })
  })

  it('refuses zones and languages that are none', () => {
    const result = parseConfig({ DEFAULT_TIMEZONE: 'Berlin', DEFAULT_LOCALE: 'german please' })
    expect(result.ok ? [] : result.mistakes).toEqual([
      'DEFAULT_TIMEZONE: write a time zone of the tz database, such as Europe/Berlin.',
      'DEFAULT_LOCALE: write a language and country, such as de-DE.',
    ])
  })

  it('takes what is kept as whole numbers, and nothing else', () => {
    const result = parseConfig({ RECORDINGS_DAYS: '7', DELETED_FLOWS_DAYS: '10', RECORDINGS_FILE_MB: '2' })
    expect(result.ok && result.config).toMatchObject({
      limits: { recordingsDays: 7, deletedFlowsDays: 10 },
      recordingFileBytes: 2 * 1024 * 1024,
    })
    for (const value of ['0', '-1', '1.5', 'all', '99999999999'])
      expect(mistakesOf({ RECORDINGS_DAYS: value })).toEqual(['RECORDINGS_DAYS: write a whole number from 1 to 36500.'])
  })

  it('names each mistake in one line of its own', () => {
    const mistakes = mistakesOf({
      PORT: 'http',
      TRUST_PROXY: 'yes',
      PUBLIC_URL: 'studio.example.com',
      STUDIO_SECRET: 'short',
    })
    expect(mistakes.map((line) => line.split(':')[0])).toEqual(['PORT', 'PUBLIC_URL', 'TRUST_PROXY', 'STUDIO_SECRET'])
    for (const line of mistakes) expect(line).not.toContain('\n')
  })

  it('takes only a KAZOO that there is', () => {
    expect(mistakesOf({ KAZOO_VERSION: '4' })).toEqual([
      expect.stringMatching(/^KAZOO_VERSION: .*any, 4\.3, 5\.0-dev, 5/),
    ])
  })

  it('opens to other machines only with a password', () => {
    expect(mistakesOf({ HOST: '0.0.0.0' })).toEqual([expect.stringContaining('ADMIN_PASSWORD')])
    expect(mistakesOf({ HOST: '0.0.0.0', ADMIN_PASSWORD: '1' })).toEqual([expect.stringContaining('12 characters')])
    expect(mistakesOf({ ADMIN_PASSWORD: '1' })).toEqual([])
    expect(mistakesOf({ HOST: '::' })).toHaveLength(1)
    for (const host of ['127.0.0.1', '127.0.0.2', 'localhost', '::1']) expect(mistakesOf({ HOST: host })).toEqual([])
  })

  it.each([
    'http://[::1]:8080',
    'ftp://studio.example.com',
    'https://a:b@studio.example.com',
    'https://studio.example.com/?x=1',
    'https://studio.example.com/pivot',
    'https://studio.example.com/pivot/',
    'nothing',
  ])('refuses %s as PUBLIC_URL', (url) => expect(mistakesOf({ PUBLIC_URL: url })).toHaveLength(1))

  it.each(['http://crm.internal', 'crm.internal/api', '10.0.0.0/99', '10.0.0.0/'])(
    'refuses %s as ALLOWED_HOSTS',
    (host) => expect(mistakesOf({ ALLOWED_HOSTS: `localhost, ${host}` })).toHaveLength(1),
  )
})
