import { copyDatabase } from '@callflow-studio/runtime/store'
import type { Command } from '../command.ts'
import { readOptions } from '../read-options.ts'

export const dbCopy: Command = {
  name: 'db copy',
  summary: 'Copy everything from one database to another',
  help: `callflow db copy --from <database> --to <database>

Copies flows, versions, tables, switches, secrets, recordings, changes and the call
log. A database is a data folder (DATA_DIR).

A server may run on the one that is copied: the copy is of the moment when it
begins. None may run on the other one, which has to be empty, or hold the beginning
of the same copy: a copy that was cut off is continued, and one that is complete is
left as it is. At the end all rows are read again and compared.

Secrets stay sealed: servers need the same STUDIO_SECRET for both.`,
  async run(words, { print, progress }) {
    const { from, to } = readOptions(words, ['from', 'to'])
    const { tables, recordings } = await copyDatabase({
      from,
      to,
      onProgress: ({ table, done, total }) =>
        progress(`${titleOf(table)}: ${amount(done)} of ${amount(total)}`, done === total),
    })
    const width = Math.max(...tables.map(({ table }) => table.length))
    for (const { table, rows, written, digest } of tables)
      print(
        `${titleOf(table).padEnd(width)}  ${amount(rows).padStart(11)} rows, ${amount(written)} new  sha256 ${digest.slice(0, 16)}`,
      )
    print(`All rows are the same in ${from} and ${to}.`)
    if (recordings > 0) print(`Files of recordings that were copied: ${amount(recordings)}.`)
  },
}

const titleOf = (table: string): string => table.replaceAll('_', ' ')
const amount = (count: number): string => count.toLocaleString('en-US')
