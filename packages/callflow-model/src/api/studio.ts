/** The installation, its examples, and importing. */
import { z } from 'zod'
import { storedDocumentSchema } from '../document/flow-document.ts'
import { IMPORT_FORMATS } from '../document/import-formats.ts'
import { KAZOO_PROFILES } from '../kazoo/versions.ts'
import { idSchema } from './common.ts'
import type { Operation } from './operation.ts'
import { diagnosticSchema } from './problems.ts'
import { exampleSwitchSchema } from './switches.ts'
import { exampleTableSchema } from './tables.ts'

/** What the designer must know of its server. */
export const studioSchema = z.object({
  publicUrl: z
    .string()
    .nullable()
    .meta({ examples: ['https://studio.example.com'] }),
  /** Why KAZOO would refuse our address, in words; null if it is right. */
  publicUrlProblem: z
    .string()
    .nullable()
    .meta({ examples: [null] }),
  /** `KAZOO_VERSION`: the KAZOO of flows that name none. */
  kazooVersion: z.enum(KAZOO_PROFILES),
  /** `DEFAULT_TIMEZONE` and `DEFAULT_LOCALE`, of new flows; null: those of the browser that makes them. */
  defaultTimezone: z
    .string()
    .nullable()
    .meta({ examples: ['America/New_York'] }),
  defaultLocale: z
    .string()
    .nullable()
    .meta({ examples: ['en-US'] }),
  /** A call counts as ended when no request has come for so long. */
  callEndsAfterMinutes: z.int().meta({ examples: [60] }),
  /** A flow that is so long in the trash is deleted for good. */
  deletedFlowsDays: z.int().meta({ examples: [90] }),
  version: z.string().meta({ examples: ['1.4.0'] }),
})
export type Studio = z.infer<typeof studioSchema>

/** What a newcomer can start from. */
export const exampleSchema = z.object({
  id: idSchema,
  name: z.string().meta({ examples: ['Opening hours'] }),
  description: z.string().meta({ examples: ['Rings during opening hours, else takes a message.'] }),
  document: storedDocumentSchema,
  /** Its tests as YAML, `---` between them. */
  tests: z.string().meta({ examples: ['test: Sales answers\nhappens:\n  - rings: Sales, answered\n'] }),
  /** Tables that its steps name by these ids: a flow that begins with the example gets tables of its own. */
  tables: z.array(exampleTableSchema).readonly().optional(),
  /** The same with switches. */
  switches: z.array(exampleSwitchSchema).readonly().optional(),
})
export const exampleListSchema = z.object({ examples: z.array(exampleSchema).readonly() })

/**
 * `source` is a JSON value or its text; for TwiML the text. `kazoo` becomes the flow's setting; without
 * it the flow has none, and is checked for the installation's KAZOO. `baseUrl`: where a TwiML document is served, so that
 * relative addresses in it can be resolved.
 */
export const importSchema = z.object({
  format: z.enum(IMPORT_FORMATS),
  source: z.unknown().meta({ examples: [{ module: 'tts', data: { text: 'Hello' }, children: {} }] }),
  kazoo: z.enum(KAZOO_PROFILES).optional(),
  baseUrl: z
    .string()
    .max(2000)
    .optional()
    .meta({ examples: ['https://example.com/ivr.xml'] }),
})
export type ImportInput = z.input<typeof importSchema>
export const importedSchema = z.object({
  document: storedDocumentSchema,
  diagnostics: z.array(diagnosticSchema),
  /** The KAZOO that the diagnostics are for. */
  profile: z.enum(KAZOO_PROFILES),
})
export type Imported = z.input<typeof importedSchema>

export const studioOperations = {
  'studio.show': {
    method: 'GET',
    path: '/studio',
    title: 'Get the settings of the installation',
    permission: 'studio.read',
    isChange: false,
    output: studioSchema,
  },
  'example.list': {
    method: 'GET',
    path: '/examples',
    title: 'List example flows',
    permission: 'studio.read',
    isChange: false,
    output: exampleListSchema,
  },
  'document.import': {
    method: 'POST',
    path: '/import',
    title: 'Convert a callflow or TwiML to a document',
    description: 'Nothing is stored.',
    permission: 'flow.read',
    isChange: false,
    body: { kind: 'text', schema: importSchema },
    output: importedSchema,
  },
} as const satisfies Record<string, Operation>
