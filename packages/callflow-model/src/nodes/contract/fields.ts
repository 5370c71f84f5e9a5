/** How the fields of a node appear in the inspector: the `.meta()` of their schemas. */
import { z } from 'zod'
import type { KazooVersion } from '../../kazoo/versions.ts'
import type { EntityKind } from './references.ts'

/** How a field appears in the inspector; attached with zod's `.meta()`, always as the last call of the chain. */
export interface FieldMeta {
  label?: string
  /** In terms of what the caller notices. */
  hint?: string
  /** Stands in the field: 's', 'ms', 'times'. */
  unit?: string
  /** Shown value = stored value / scale (timeoutMs in seconds: 1000). */
  scale?: number
  /** KAZOO's default: shown grey, never written into the data. */
  ifAbsent?: unknown
  placeholder?: string
  /** For a list: an entry in words, as readers of a list of changes understand it ("Mon–Fri 9–17"). */
  itemInWords?: (item: Record<string, unknown>) => string
  /** Heading of its section; sections appear in the order of their first field. */
  section?: string
  /** Rare: folded away under "More". */
  more?: boolean
  /** The form control, where the type of the schema does not imply it. */
  control?:
    | 'text-area'
    | 'segmented'
    | 'prompt'
    | 'choices'
    | 'rules'
    | 'assignments'
    | 'endpoints'
    | 'key-values'
    | 'keys'
    | 'markdown'
    | 'json'
    | 'hidden'
    | 'cases'
    | 'hours'
    | 'holidays'
    | 'timezone'
    | 'branches'
    | 'headers'
    | 'http-body'
    | 'http-assign'
    | 'table'
    | 'table-column'
    | 'table-assign'
    | 'live-table'
    | 'kept-key'
    | 'kept-column'
    | 'kept-value'
    | 'flow'
    | 'values-in'
    | 'values-out'
    | 'handed-back'
    | 'sequence'
    | 'recipients'
    | 'recording-address'
    | 'time-rules'
    | 'slots'
    | 'day-lists'
    | 'day-switch'
    | 'set-switch'
  /**
   * Applies only while another field of the same data has one of these values; '' is an empty field.
   * The form leaves it out otherwise, the data keeps it.
   */
  onlyWhen?: { field: string; is: readonly string[] }
  /** Words for the values of an enumeration. */
  options?: Record<string, string>
  /** The kind of KAZOO object that an id names; several where it takes either. In a list: of each entry. */
  entity?: EntityKind | readonly EntityKind[]
  /** True: the name of a variable that the step sets. */
  setsVariable?: boolean
  /** False: this text is never a template (a collection's name, a pattern). */
  template?: boolean
  /** True: the text is sent in a look-up, so it may hold `{{ secrets.… }}`; no other field may. */
  secrets?: boolean
  /** A few words for the card where this field has an error ("The id needs 32 characters"). */
  short?: string
  /** The versions of KAZOO that know this field, if not all do: elsewhere it passes unchecked and does nothing. */
  versions?: readonly KazooVersion[]
  /** KAZOO sends a request to this address: KAZOO must be able to reach it, also with values of the call in it. */
  address?: boolean
  /** Holds a module of Callflow JSON with its children, which KAZOO checks as one. */
  holdsModule?: boolean
}

declare module 'zod' {
  interface GlobalMeta extends FieldMeta {}
}

/** `skip_module`, which every KAZOO module takes (docs/kazoo/semantics.md#r8). */
export const skipModule = () =>
  z.boolean().optional().meta({
    label: 'Skip this step',
    hint: 'KAZOO goes straight to the next step.',
    section: 'More',
    more: true,
  })
