/** What every node type answers: words, icon, fields, exits, checks. */
import type { z } from 'zod'
import type { Category } from './category.ts'
import type { CheckScope, Problem } from './checks.ts'
import type { Said } from './heard.ts'
import type { OpeningHours } from './opening-hours.ts'
import type { FreePorts, Port } from './ports.ts'
import type { OwnReference } from './references.ts'

export interface CommonDefinition<D> {
  type: string
  /** What users call it: "Say text". */
  title: string
  /** One or two plain sentences: what it does and what the caller notices. */
  help: string
  /** The kind under the name in the inspector's head ("Menu, asks for a key"); the title if left out. */
  kindLine?: string
  /** lucide icon, kebab-case. */
  icon: string
  category: Category
  /** Other words people search for ("IVR", "hunt group"). */
  synonyms: readonly string[]
  /** In "Used most" of the palette, in this order. */
  mostUsedRank?: number
  /** The one source of form, validation and type. Loose: unknown keys survive. Validating never changes data. */
  data: z.ZodType
  /** Data of a new node; `newName('digits')` gives a name that no other step uses. */
  create: (newName: (base: string) => string) => Record<string, unknown>
  /** Exits in declared order. */
  ports(data: Partial<D>): readonly Port[]
  freePorts?: FreePorts
  /** The line on the card: what the caller hears in quotes, else who, how long, which condition. May hold `{{ }}`. */
  summary(data: Partial<D>): string
  /** Problems beyond the data's schema. */
  check?(data: Partial<D>, scope: CheckScope): Problem[]
  /** The texts and recordings that the caller hears of it. */
  says?(data: Partial<D>): readonly Said[]
  /**
   * What this step refers to outside the flow, where its fields do not say it. KAZOO's objects, variables and secrets are read
   * from the fields.
   * @example ({ flowId = '' }) => [{ kind: 'flow', id: flowId, field: 'flowId' }]
   */
  references?(data: Partial<D>): readonly OwnReference[]
  /** Reads `now` beyond what its templates say (a schedule). */
  readsClock?: boolean
  /** The hours by which it chooses its exit; the preview offers times at which they differ. */
  openingHours?(data: Partial<D>): OpeningHours
  /** Likely next steps for an exit, node types; for quick-add. */
  next?: (port: string) => readonly string[]
  /** Foot of the inspector: what one should know of this step. */
  footer?: string
}
