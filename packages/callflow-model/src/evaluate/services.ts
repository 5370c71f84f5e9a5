/** What a call may ask of the world; the server implements it, previews use mocks. */
export interface Services {
  /** Guarded, limited, never rejects. `timeoutMs` is what is left for it. Sync only if a mock answers at once. */
  lookUp(request: LookUpRequest, timeoutMs: number): Promise<LookUpReply>
  /** A prepared point read, as of `epoch` (or live, if the table says so). */
  readTable(query: TableQuery): TableReply
  secret(name: string): string | undefined
}

export interface LookUpRequest {
  method: string
  url: string
  headers: [string, string][]
  body: string | null
  contentType: string | null
  followRedirects: number
  nodeId: string
}

export type LookUpReply =
  | { ok: true; status: number; text: string; contentType: string | null; durationMs: number }
  | {
      ok: false
      code:
        | 'look-up.timeout'
        | 'look-up.refused-host'
        | 'look-up.unreachable'
        | 'look-up.too-large'
        | 'look-up.redirect'
        | 'look-up.bad-url'
      message: string
      durationMs: number
    }

export interface TableQuery {
  table: string
  column: string
  key: string
  epoch: number
}

export type TableReply =
  | { kind: 'found'; row: Record<string, string | number | boolean | null> }
  | { kind: 'not_found' }
  | { kind: 'error'; code: 'table.gone' | 'table.no-column'; message: string }
