/** Requests that KAZOO's own encoder made. They lie beside the repository, not in it. */
import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

export interface PivotFixture {
  name: string
  method: 'get' | 'post'
  voice_url: string
  params: Record<string, unknown>
  request: { url: string; headers: Record<string, string>; body: string }
}

const file = fileURLToPath(new URL('../../../../../shared/fixtures/pivot-requests.json', import.meta.url))

if (!existsSync(file)) {
  if (process.env.CI === 'true') throw new Error('The fixtures are missing: shared/fixtures/pivot-requests.json')
  console.warn('Skipped: the requests of shared/fixtures/pivot-requests.json are not here.')
}

/** Empty where the file is absent. */
export const FIXTURES: readonly PivotFixture[] = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
