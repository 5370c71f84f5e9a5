/** What an administrator pastes into KAZOO so that calls come here (docs/design.md#failures, #first-hour). */
import { compile } from '../compile/compile.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import type { Format } from '../kazoo/formats.ts'
import type { KazooProfile } from '../kazoo/versions.ts'

export interface PivotSnippet {
  module: 'pivot'
  data: {
    voice_url: string
    method: 'post'
    req_format: Format
    req_body_format: 'json'
  }
  /** `_`: the flow's fallback, which KAZOO runs at once where the studio does not answer. */
  children: { _: unknown }
}

/**
 * The `pivot` module that asks this studio, with the flow's fallback under `_`: without it a caller hears silence when
 * the studio cannot be reached. All four fields are spelt out, since KAZOO's code and its schema differ in their defaults.
 * @param defaultProfile the KAZOO of flows that name none; `any` where left out
 * @source docs/kazoo/protocol.md#the-exchange
 */
export function pivotSnippet(
  document: FlowDocument,
  pivotUrl: string,
  defaultProfile: KazooProfile = 'any',
): PivotSnippet {
  return {
    module: 'pivot',
    data: {
      voice_url: pivotUrl,
      method: 'post',
      req_format: document.settings.format,
      req_body_format: 'json',
    },
    children: { _: JSON.parse(compile(document, { defaultProfile }).flow.fallback.json) as unknown },
  }
}

/**
 * The command that makes a callflow of it through KAZOO's own API.
 * @param number what callers dial
 * @source docs/kazoo/protocol.md#where-numbers-point-to-pivot
 */
export function pivotCurl(snippet: PivotSnippet, number: string): string {
  const body = JSON.stringify({ data: { numbers: [number], flow: snippet } }).replaceAll("'", `'\\''`)
  return [
    'curl -X PUT https://kazoo.example:8443/v2/accounts/$ACCOUNT/callflows -H "X-Auth-Token: $TOKEN" \\',
    `  -H "Content-Type: application/json" -d '${body}'`,
  ].join('\n')
}
