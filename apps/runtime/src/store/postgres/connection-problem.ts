import { codeOf, DatabaseUrlError, isUntrusted } from '../storage-error.ts'

/** As PostgreSQL knows it. */
export const databaseName = (databaseUrl: string): string => decodeURIComponent(new URL(databaseUrl).pathname.slice(1))

/** What keeps a server from starting on this database, in a sentence. */
export function toDatabaseUrlError(error: unknown, databaseUrl: string): DatabaseUrlError {
  if (error instanceof DatabaseUrlError) return error
  const { hostname, port, username } = new URL(databaseUrl)
  const [server, database, user] = [
    `${hostname}:${port || '5432'}`,
    databaseName(databaseUrl),
    decodeURIComponent(username),
  ]
  const code = codeOf(error)
  const why = error instanceof Error ? error.message : String(error)
  return new DatabaseUrlError(`DATABASE_URL: ${sentence()}`, { cause: error })

  function sentence(): string {
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `there is no host ${hostname}. Check the address.`
    if (code === 'ECONNREFUSED') return `no PostgreSQL answers at ${server}. Check host and port, and that it runs.`
    if (code === 'ERR_TLS_CERT_ALTNAME_INVALID')
      return `the certificate of ${server} is for another name (${why}). Write that name as the host, or sslmode=verify-ca.`
    if (isUntrusted(error))
      return `the certificate of ${server} is not trusted (${why.split(';')[0]}). Name the certificate of its authority with sslrootcert=/path/to/ca.pem.`
    if (why.includes('verify-ca requires'))
      return 'sslmode=verify-ca needs the certificate of an authority. Name it with sslrootcert=/path/to/ca.pem.'
    if (why === 'The server does not support SSL connections')
      return `${server} does not offer TLS. Switch it on there, or write sslmode=disable.`
    if (why.endsWith('no encryption')) return `${server} wants TLS (${why}). Write sslmode=require, or verify-full.`
    if (error instanceof Error && 'path' in error)
      return `${error.path} cannot be read (${code}). Check the files that the address names.`
    if (code === '28P01' || code === '28000')
      return `${server} does not let ${user} in (${why}). Check user and password.`
    if (code === '3D000') return `${server} has no database ${database}. Create it, owned by ${user}.`
    if (code === '42501')
      return `${user} may not create tables in the database ${database} (${why}). Make ${user} its owner, or grant CREATE on its schema.`
    if (code === '25006') return `${server} is a replica that only reads. Name the primary server.`
    if (code === '26000' || code === '42P05')
      return `the pooler at ${server} forgets prepared statements. Set max_prepared_statements there (PgBouncer 1.21 or newer), or pool_mode=session.`
    if (code === '53300')
      return `${server} has no connection left (${why}). Raise max_connections, or end other programs.`
    return `the database ${database} at ${server} cannot be used: ${why}${/[.?!]$/.test(why) ? '' : '.'}${code === '' ? '' : ` (${code})`} Check the address and that PostgreSQL runs.`
  }
}
