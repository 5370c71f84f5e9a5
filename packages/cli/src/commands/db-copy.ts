import { type Command, DONE } from '../command.ts'
import { readOptions } from '../read-options.ts'

export const dbCopy: Command = {
  name: 'db copy',
  summary: 'Copy everything from one database to another',
  help: `callflow db copy --from <database> --to <database> [--replace]

Copies flows, versions, tables, switches, secrets, recordings, changes and the call
log. A database is a data folder (DATA_DIR) or an address of PostgreSQL,
such as postgres://user@host:5432/callflow. PGPASSWORD is read where it has no
password.

A server may run on the one that is copied: the copy is of the moment when it
begins. None may run on the other one, which has to be empty, or hold the beginning
of the same copy: a copy that was cut off is continued, and one that is complete is
left as it is. At the end all rows are read again and compared. No server starts on
a copy that is not complete.

With --replace, what the other one holds makes room. SQLite files are kept in the
folder "copies"; rows of PostgreSQL are deleted, so make a backup first.

Secrets stay sealed, so the servers need the same STUDIO_SECRET for both. Where it
was generated, it is read from the data folder; else set it as for the servers.`,
  async run(words, { print, progress, environment }) {
    const { replace: isReplaced = false, ...places } = readOptions(words, ['from', 'to'], ['replace'])
    const { copyDatabase } = await import('@callflow-studio/runtime/maintenance')
    const { from, to, tables, recordings, replaced } = await copyDatabase({
      ...places,
      isReplaced,
      secrets: secretsIn(environment.STUDIO_SECRET ?? ''),
      onProgress: ({ step, table, done, total }) =>
        progress(
          `${titleOf(table)}: ${amount(done)} of ${amount(total)} rows ${step === 'copy' ? 'copied' : 'compared'}`,
          done === total,
        ),
    })
    const width = Math.max(...tables.map(({ table }) => table.length))
    for (const { table, rows, written, digest } of tables)
      print(
        `${titleOf(table).padEnd(width)}  ${amount(rows).padStart(11)} rows, ${amount(written)} new  sha256 ${digest.slice(0, 16)}`,
      )
    print(`All rows are the same in ${from} and ${to}.`)
    for (const path of replaced) print(`What was there before is ${path}.`)
    if (recordings === null) print(BY_HAND)
    else if (recordings > 0) print(`Files of recordings that were copied: ${amount(recordings)}.`)
    return DONE
  },
}

const BY_HAND = `Recordings are files: copy the folder "recordings" of the old DATA_DIR to that of the new servers. Give them the
STUDIO_SECRET of the old ones; where it was generated, it is in the file "studio-secret" of the old DATA_DIR.`

/** A list, as servers read it. */
const secretsIn = (text: string): string[] =>
  text
    .split(',')
    .map((secret) => secret.trim())
    .filter((secret) => secret !== '')

const titleOf = (table: string): string => table.replaceAll('_', ' ')
const amount = (count: number): string => count.toLocaleString('en-US')
