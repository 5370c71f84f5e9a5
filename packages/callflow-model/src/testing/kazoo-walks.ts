/**
 * Whole calls as KAZOO's own code ran them: the answers of a server, what the caller does, and what KAZOO did, by
 * version. Read from `kazoo-walks.json.gz` beside this file; its format is written down in `docs/kazoo/observations.md#walks`.
 */
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import type { KazooVersion } from '../kazoo/versions.ts'

/** One answer: a node (served as JSON), a text (served as XML), or what the server does instead. */
export type WalkAnswer = string | Record<string, unknown>

export interface Walk {
  id: string
  format: 'kazoo' | 'twiml'
  /** By path of `http://studio.test`; of a list one after the other, the last for ever. */
  answers: Record<string, WalkAnswer | WalkAnswer[]>
  /** Takes the place of the first address. */
  asks?: string
  call: {
    device?: boolean
    deviceId?: string
    ownerId?: string
    callerName?: string
    callerNumber?: string
    custom?: Record<string, unknown>
    sip?: Record<string, string>
    captured?: string
    below?: boolean
  }
  does: WalkAction[]
  /** By versions, joined with commas. */
  seen: Record<string, Seen>
  note?: string
}

export interface WalkAction {
  digits?: string
  outcome?: string
  hangup?: true
  wait?: number
  fax?: true
  during?: string
  by?: 'caller'
}

/** What KAZOO did. */
export interface Seen {
  steps: string[]
  hears: string[]
  requests: SeenRequest[]
  end: string
  cause?: string
  waits?: [request: number, seconds: number][]
}

export interface SeenRequest {
  url: string
  method?: string
  digits?: unknown
  vars?: Record<string, unknown>
  changed?: Record<string, unknown>
  sent?: false
}

/** @returns the walks of one request format. */
export function loadWalks(format: Walk['format']): Walk[] {
  const path = join(dirname(fileURLToPath(import.meta.url)), 'kazoo-walks.json.gz')
  const walks = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as Walk[]
  return walks.filter((walk) => walk.format === format)
}

/** @returns what this version did; undefined where it was not observed. */
export function seenBy(walk: Walk, version: KazooVersion): Seen | undefined {
  const key = Object.keys(walk.seen).find((versions) => versions.split(',').includes(version))
  return key === undefined ? undefined : walk.seen[key]
}
