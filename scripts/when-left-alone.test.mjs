import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const helper = fileURLToPath(new URL('when-left-alone.mjs', import.meta.url))
const program = `
  import { whenLeftAlone } from ${JSON.stringify(helper)}
  whenLeftAlone(() => { console.log('left alone'); process.exit(0) }, 20)
  setTimeout(() => process.exit(1), 20_000)
  console.log('up')
`

it.skipIf(process.platform === 'win32')('ends what npm’s shell leaves behind when it is killed', async () => {
  const shell = spawn('sh', ['-c', `"${process.execPath}" --input-type=module -e "$PROGRAM"; true`], {
    env: { ...process.env, PROGRAM: program, npm_lifecycle_event: 'start' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let text = ''
  await new Promise((resolve) => {
    shell.stdout.on('data', (chunk) => {
      text += chunk
      if (text === 'up\n') shell.kill('SIGTERM')
    })
    shell.stdout.on('end', resolve)
  })
  expect(text).toBe('up\nleft alone\n')
})
