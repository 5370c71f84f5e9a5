/** Requests that KAZOO's own encoder produced: `kz_http_util:json_to_querystring/1` for GET and form, `kz_json:encode/1`. */
import { readFileSync } from 'node:fs'

export interface RecordedRequest {
  name: string
  format: 'kazoo' | 'twiml'
  method: 'get' | 'post'
  body_format: 'form' | 'json'
  voice_url: string
  params: Record<string, unknown>
  /** What went over the network; `body` is empty for GET. */
  request: { url: string; headers: Record<string, string>; body: string }
}

export const RECORDED_REQUESTS: readonly RecordedRequest[] = JSON.parse(
  readFileSync(new URL('./fixtures/pivot-requests.json', import.meta.url), 'utf8'),
)
