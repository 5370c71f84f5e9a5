/** The command line of Callflow Studio; the only reader of `process.argv` and `process.env`. */
import { run } from './run.ts'

const isWatched = process.stderr.isTTY
const CLEAR_LINE = '\r\u001B[K'

process.exitCode = await run(
  process.argv.slice(2),
  {
    print: (line) => console.log(line),
    progress(line, isDone) {
      if (isWatched) process.stderr.write(`${CLEAR_LINE}${line}${isDone ? '\n' : ''}`)
      else if (isDone) console.error(line)
    },
    environment: process.env,
  },
  (line) => console.error(isWatched ? `${CLEAR_LINE}${line}` : line),
)
