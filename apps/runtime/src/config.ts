/**
 * The environment (docs/design.md#environment), as one zod schema. Only `main.ts` reads `process.env`; everything else
 * gets a `Config`.
 */
import { availableParallelism } from 'node:os'
import { isTimeZone, KAZOO_PROFILES, type KazooProfile } from '@callflow-studio/model'
import { forEachLimit, LIMITS, type LimitName } from '@callflow-studio/model/api'
import ipaddr from 'ipaddr.js'
import { z } from 'zod'

/** What variables say of what is kept; null where one is not set: then the settings of the studio decide. */
export type LimitVariables = Readonly<Record<LimitName, number | null>>

export interface Config {
  port: number
  host: string
  /** Without a trailing slash; null: taken from each request. */
  publicUrl: string | null
  trustProxy: boolean
  adminPassword: string | null
  dataDir: string
  /** Of a PostgreSQL database; null: SQLite files in `dataDir`. */
  databaseUrl: string | null
  /** The first seals, all open; empty: one is generated into `dataDir`. */
  secrets: readonly string[]
  /** Hosts that look-ups may reach although they are private. */
  allowedHosts: readonly string[]
  /** The KAZOO of flows that name none. */
  kazooVersion: KazooProfile
  /** Of new flows; null: those of the browser that makes them, else UTC and American English. */
  defaultTimezone: string | null
  defaultLocale: string | null
  pivotKeepAlive: boolean
  /** How many processes answer; 1: this one alone. */
  workers: number
  examples: boolean
  limits: LimitVariables
  /** Of one recording: a larger one is refused. */
  recordingFileBytes: number
}

/**
 * @returns the configuration, or one line per mistake, each naming the variable and what to write instead.
 * @throws never
 */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { ok: true; config: Config } | { ok: false; mistakes: string[] } {
  // An empty variable is how shells and container files say "not set".
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  )
  const parsed = environmentSchema.safeParse(given)
  if (!parsed.success) {
    const mistakes = parsed.error.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`)
    return { ok: false, mistakes: [...new Set(mistakes)] }
  }
  const values = parsed.data
  if (!isLoopback(values.HOST) && values.ADMIN_PASSWORD === undefined)
    return {
      ok: false,
      mistakes: [`HOST: ${values.HOST} can be reached from other machines, so set ADMIN_PASSWORD too.`],
    }
  if (!isLoopback(values.HOST) && (values.ADMIN_PASSWORD ?? '').length < MIN_PASSWORD_LENGTH)
    return {
      ok: false,
      mistakes: [
        `ADMIN_PASSWORD: ${values.HOST} can be reached from other machines, so it needs at least ${MIN_PASSWORD_LENGTH} characters.`,
      ],
    }
  return {
    ok: true,
    config: {
      port: values.PORT,
      host: values.HOST,
      publicUrl: values.PUBLIC_URL ?? null,
      trustProxy: values.TRUST_PROXY,
      adminPassword: values.ADMIN_PASSWORD ?? null,
      dataDir: values.DATA_DIR,
      databaseUrl: values.DATABASE_URL ?? null,
      secrets: values.STUDIO_SECRET ?? [],
      allowedHosts: values.ALLOWED_HOSTS ?? [],
      kazooVersion: values.KAZOO_VERSION,
      defaultTimezone: values.DEFAULT_TIMEZONE ?? null,
      defaultLocale: values.DEFAULT_LOCALE ?? null,
      pivotKeepAlive: values.PIVOT_KEEP_ALIVE,
      workers: values.WORKERS,
      examples: values.STUDIO_EXAMPLES,
      limits: limitsIn(values),
      recordingFileBytes: values.RECORDINGS_FILE_MB * MEBIBYTE,
    },
  }
}

const limitsIn = (values: z.infer<typeof environmentSchema>): LimitVariables =>
  forEachLimit((name) => values[LIMITS[name].variable] ?? null)

/** True for addresses that only this machine can reach. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^(::ffff:)?127(\.\d{1,3}){3}$/.test(host)

const flag = (ifAbsent: boolean) =>
  z
    .enum(['true', 'false', '1', '0'], { error: 'write true or false.' })
    .transform((value) => value === 'true' || value === '1')
    .default(ifAbsent)

const list = z.string().transform((value) =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
)

/** Where anybody may try. */
const MIN_PASSWORD_LENGTH = 12

/** Shorter secrets could be guessed, and a guessed secret makes tokens. */
const SECRET_LENGTH = 16

/** As many as can keep the ids of their log entries apart while each is being replaced. */
const MAX_WORKERS = 32

const MEBIBYTE = 1024 * 1024

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^[1-9]\d{0,8}$/, `write a whole number from 1 to ${max}.`)
    .transform(Number)
    .refine((value) => value <= max, `write a whole number from 1 to ${max}.`)

const variableOf = (name: LimitName) => wholeNumber(LIMITS[name].max).optional()

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text).length === 1
  } catch {
    return false // RangeError: not the form of a language tag.
  }
}

const environmentSchema = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'write a port number, 0 to 65535.')
    .transform(Number)
    .refine((port) => port <= 65535, 'write a port number, 0 to 65535.')
    .default(8080),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/, 'write an address or a host name, such as 127.0.0.1 or 0.0.0.0.')
    .default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .transform((value, context) => {
      const problem = publicUrlMistake(value)
      if (problem !== null) context.addIssue({ code: 'custom', message: problem })
      return value.replace(/\/+$/, '').replace(/^https?:/i, (scheme) => scheme.toLowerCase())
    })
    .optional(),
  TRUST_PROXY: flag(false),
  ADMIN_PASSWORD: z.string().optional(),
  DATA_DIR: z.string().default('./data'),
  DATABASE_URL: z
    .string()
    .refine(isDatabaseUrl, 'write an address such as postgres://user:password@host:5432/database.')
    .optional(),
  STUDIO_SECRET: list
    .refine(
      (secrets) => secrets.length > 0 && secrets.every((secret) => secret.length >= SECRET_LENGTH),
      `each secret needs at least ${SECRET_LENGTH} characters; separate several by commas.`,
    )
    .optional(),
  ALLOWED_HOSTS: list
    .refine(
      (entries) => entries.every((entry) => !entry.includes('/') || ipaddr.isValidCIDR(entry)),
      'write hosts (crm.internal), hosts with a port (crm.internal:8080) or ranges of addresses (10.0.0.0/8), without http://.',
    )
    .optional(),
  KAZOO_VERSION: z.enum(KAZOO_PROFILES, { error: `write one of ${KAZOO_PROFILES.join(', ')}.` }).default('any'),
  DEFAULT_TIMEZONE: z
    .string()
    .refine(isTimeZone, 'write a time zone of the tz database, such as Europe/Berlin.')
    .optional(),
  DEFAULT_LOCALE: z.string().refine(isLocale, 'write a language and country, such as de-DE.').optional(),
  PIVOT_KEEP_ALIVE: flag(false),
  WORKERS: z
    .string()
    .transform((value) => (value === 'auto' ? Math.min(availableParallelism(), MAX_WORKERS) : Number(value)))
    .refine(
      (count) => Number.isInteger(count) && count >= 1 && count <= MAX_WORKERS,
      `write auto, or a whole number from 1 to ${MAX_WORKERS}.`,
    )
    .default(1),
  STUDIO_EXAMPLES: flag(true),
  [LIMITS.callLogDays.variable]: variableOf('callLogDays'),
  [LIMITS.callLogMaxMb.variable]: variableOf('callLogMaxMb'),
  [LIMITS.callEndsAfterMinutes.variable]: variableOf('callEndsAfterMinutes'),
  [LIMITS.trafficDays.variable]: variableOf('trafficDays'),
  [LIMITS.recordingsDays.variable]: variableOf('recordingsDays'),
  [LIMITS.recordingsMaxMb.variable]: variableOf('recordingsMaxMb'),
  [LIMITS.deletedFlowsDays.variable]: variableOf('deletedFlowsDays'),
  [LIMITS.changesDays.variable]: variableOf('changesDays'),
  RECORDINGS_FILE_MB: wholeNumber(2000).default(25),
})

/** Whether it names a database of PostgreSQL. */
export function isDatabaseUrl(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, pathname } = new URL(text)
  return (protocol === 'postgres:' || protocol === 'postgresql:') && pathname.length > 1
}

/** @source kazoo_web: an IPv6 literal breaks KAZOO's URL parser. */
function publicUrlMistake(value: string): string | null {
  if (!URL.canParse(value)) return 'write an address such as https://studio.example.com.'
  const url = new URL(value)
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return 'begin it with http:// or https://.'
  if (url.hostname.startsWith('['))
    return 'KAZOO cannot read IPv6 addresses in a URL; write a host name or an IPv4 address.'
  if (url.username !== '' || url.password !== '') return 'leave out user and password.'
  if (url.search !== '' || url.hash !== '') return 'leave out everything from ? or # on.'
  if (/\/pivot\/*$/.test(url.pathname)) return 'leave out /pivot at the end; the studio adds it.'
  return null
}
