/** What node types report, and what they may look at for it. */
import type { DiagnosticCode, Fix, Severity } from '../../diagnostics/diagnostic.ts'
import type { FlowDocument, FlowNode } from '../../document/flow-document.ts'
import type { KazooProfile, KazooVersion } from '../../kazoo/versions.ts'
import type { DayList } from './opening-hours.ts'

/** One problem, as a node type reports it; the node's id is filled in by the caller. */
export interface Problem {
  severity: Severity
  code: DiagnosticCode
  message: string
  field?: string
  short?: string
  /** The versions of KAZOO that refuse it, where others of the flow's profile do not. */
  versions?: KazooVersion[]
  fix?: Fix
  /** Another fix, offered beside `fix`. */
  otherFix?: Fix
}

/** @param short a few words for the card */
export const errorAt = (code: DiagnosticCode, field: string, short: string, message: string): Problem => ({
  severity: 'error',
  code,
  field,
  short,
  message,
})

/** What a definition may look at when it checks one of its nodes. */
export interface CheckScope {
  node: FlowNode
  document: FlowDocument
  /** Keys of the exits that are connected. */
  connected: ReadonlySet<string>
  /** The KAZOO that the flow is made for. */
  profile: KazooProfile
}

/** What steps may refer to, as it is now: other flows, tables, switches, secrets and servers. */
export interface ReferenceLookup {
  flow: (id: string) => { name: string; format: string; isLive: boolean; profile?: KazooProfile } | null
  table: (id: string) => KnownTable | null
  /** The rows of a table as days; null where there is no such table. Left out: all rows are taken to be good. */
  specialDays?: (id: string) => DayList | null
  /** Left out: any switch is taken to be there. */
  hasSwitch?: (id: string) => boolean
  /** Left out: any secret is taken to be there. */
  hasSecret?: (name: string) => boolean
  /** Whether look-ups may go to a host, judged by its name. Left out: all are allowed. */
  mayReach?: (host: string, port: number) => boolean
}

/** A table as checks need it. */
export interface KnownTable {
  name: string
  columns: readonly { name: string; type: 'text' | 'number' | 'boolean' | 'phone' }[]
  /** The name of a column. */
  keyColumn: string
  live: boolean
}
