/** KAZOO's modules as `docs/kazoo/modules.json` describes them, read from KAZOO's code and schemas. */
import { readFileSync } from 'node:fs'
import type { KazooVersion } from '../kazoo/versions.ts'

/** False: that version does not have it. A text: what differs there. */
type InVersions = Partial<Record<KazooVersion, string | false>>

export interface KazooField {
  key: string
  type: string | string[]
  required: boolean
  enum?: string[]
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  versions?: InVersions
}

export interface KazooModule {
  module: string
  data: KazooField[]
  children: { mode: 'none' | 'single' | 'fixed' | 'dynamic'; keys: { key: string }[]; terminal: boolean }
  versions?: InVersions
}

export const KAZOO_MODULES = (
  JSON.parse(readFileSync(new URL('../../../../docs/kazoo/modules.json', import.meta.url), 'utf8')) as {
    modules: KazooModule[]
  }
).modules
