import { type Command, DONE, UsageError } from '../command.ts'
import { readOptions } from '../read-options.ts'

export const dbRestore: Command = {
  name: 'db restore',
  summary: 'Restore a database as it was before an upgrade',
  help: `callflow db restore --data <data folder> --copy <file>

Puts a copy of studio.sqlite or calls.sqlite in its place. The server makes one in
the folder "copies" of the data folder before it brings a database up to date. No
server may run on the folder meanwhile. What the copy replaces is kept in "copies".

Without --copy, the error names the copies that there are.`,
  async run(words, { print }) {
    const { copiesIn, restoreCopy } = await import('@callflow-studio/runtime/maintenance')
    if (!words.some((word) => word.startsWith('--copy'))) {
      const { data } = readOptions(words, ['data'])
      refuseWithoutCopy(data, copiesIn(data))
    }
    const { data, copy } = readOptions(words, ['data', 'copy'])
    const { path, replaced } = restoreCopy(data, copy)
    print(`${path} is as it was in ${copy}.`)
    if (replaced !== null) print(`What was there before is ${replaced}.`)
    print('Start the version that made it: a newer one brings it up to date again.')
    return DONE
  },
}

function refuseWithoutCopy(data: string, copies: readonly string[]): never {
  if (copies.length === 0) throw new UsageError(`--copy is missing, and there are no copies in ${data}.`)
  throw new UsageError(`--copy is missing. Name one of these, the newest of each last:\n${copies.join('\n')}`)
}
