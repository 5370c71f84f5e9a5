import { isSharedMissing, readShared } from '@callflow-studio/model/testing'

/** Requests that KAZOO's own encoder made. They lie beside the repository, not in it. */
export interface PivotFixture {
  name: string
  method: 'get' | 'post'
  voice_url: string
  params: Record<string, unknown>
  request: { url: string; headers: Record<string, string>; body: string }
}

/** Empty where the files are absent. */
export const FIXTURES = isSharedMissing('fixtures')
  ? []
  : (readShared('fixtures', 'pivot-requests.json') as PivotFixture[])
