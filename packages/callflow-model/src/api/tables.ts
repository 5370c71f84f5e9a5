/**
 * `/api/tables`: look-up tables kept in the studio. A column keeps its id when it is renamed; values in rows go by the
 * column's name. Keys are unique and never empty, so that a look-up by the key column finds one row or none.
 */
import { z } from 'zod'
import { PHONE_COUNTRIES } from '../templates/phone-number.ts'

/**
 * `phone` keeps phone numbers as `+498912345`, in whatever spelling they were written, and finds them likewise. What is no
 * phone number, such as `anonymous` or an extension, stays text.
 */
export const columnTypeSchema = z.enum(['text', 'number', 'boolean', 'phone'])
export type ColumnType = z.infer<typeof columnTypeSchema>

/** What a row holds in one column; null where the cell is empty. */
export const cellSchema = z.union([z.string(), z.number(), z.boolean(), z.null()])
export type Cell = z.infer<typeof cellSchema>

const columnName = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(/^[^\p{Cc}]*$/u, 'leave out control characters')

/** Of phone numbers without a prefix, in a column of phone numbers; left out: look-ups take the country of the flow's language. */
const countrySchema = z.string().refine((code) => PHONE_COUNTRIES.includes(code), 'is not a country code such as DE')

/** Without an id a column is the one of that name, or a new one. */
const wishedColumnSchema = z.object({
  id: z.string().optional(),
  name: columnName,
  type: columnTypeSchema,
  country: countrySchema.optional(),
})

/** `POST /api/tables` → 201; `PUT /api/tables/:id` with `revision`: another one is 409. */
export const createTableSchema = z.object({
  name: z.string().trim().min(1).max(200),
  columns: z.array(wishedColumnSchema).min(1).max(50),
  /** The name of a column. */
  keyColumn: columnName,
  /** True: a running call sees each change at once; false: it sees the table as it was when the call began. */
  live: z.boolean().default(false),
})
export type CreateTable = z.input<typeof createTableSchema>

/** A table of an example, with the id by which its document names it. */
export const exampleTableSchema = createTableSchema.extend({ id: z.string() })
export type ExampleTable = z.input<typeof exampleTableSchema>

export const saveTableSchema = createTableSchema.extend({ revision: z.int().optional() })
export type SaveTable = z.input<typeof saveTableSchema>

export const tableColumnSchema = z.object({
  id: z.string(),
  name: z.string(),
  type: columnTypeSchema,
  country: z.string().optional(),
})
export type TableColumn = z.infer<typeof tableColumnSchema>

export const tableSchema = z.object({
  id: z.string(),
  name: z.string(),
  columns: z.array(tableColumnSchema),
  keyColumn: z.string(),
  live: z.boolean(),
  /** +1 per change of name, columns, key or `live`; rows and imports leave it alone. */
  revision: z.int(),
  rowCount: z.int(),
  /** Flows whose draft or live version reads it. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string() })),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
export type Table = z.infer<typeof tableSchema>

/** `GET /api/tables`. */
export const tableListSchema = z.object({ tables: z.array(tableSchema) })
export type TableList = z.infer<typeof tableListSchema>

/** By column name. */
export const rowValuesSchema = z.record(z.string(), cellSchema)

export const tableRowSchema = z.object({
  /** Stays with the row until the next import. */
  id: z.string(),
  values: rowValuesSchema,
  /** When a row that a call wrote expires; left out: never. From then on it is not there. */
  expiresAt: z.iso.datetime().optional(),
})
export type TableRow = z.infer<typeof tableRowSchema>

/**
 * `GET /api/tables/:id/rows?offset&limit&search&sort&descending`: a page, in the order of the file, or by a column
 * (`sort=<name>`, `descending=true`). `search`: part of any cell, case does not matter. `key`: how the key begins, to the
 * letter, in the order of the keys. `limit` 1 to 500, 100 if left out.
 */
export const tableRowsSchema = z.object({
  rows: z.array(tableRowSchema),
  /** Rows that are found; all of them where nothing is looked for. */
  total: z.int(),
})
export type TableRows = z.infer<typeof tableRowsSchema>

/**
 * `POST /api/tables/:id/rows` → 201, `PUT /api/tables/:id/rows/:rowId` (columns left out keep their value), both answer
 * the row; `DELETE /api/tables/:id/rows/:rowId` → 204. Text is converted to the column's type where that is possible.
 * 422 with `errors` (line 0) for a wrong type, an unknown column, an empty or a taken key.
 */
export const saveRowSchema = z.object({ values: rowValuesSchema })

/** `POST /api/tables/:id/rows/delete`: all of them at once. Rows that are gone already do not count. */
export const MOST_DELETED_ROWS = 200
export const deleteRowsSchema = z.object({ ids: z.array(z.string()).min(1).max(MOST_DELETED_ROWS) })
export const deletedRowsSchema = z.object({ deleted: z.int() })

/** In problem documents about tables. */
export const tableErrorSchema = z.object({
  /** Of the file, from 1; the number of the row where there is no file; 0 for a row that was sent. */
  line: z.int(),
  /** Null where it is about the whole line. */
  column: z.string().nullable(),
  message: z.string(),
})
export type TableError = z.infer<typeof tableErrorSchema>

/** What was read in another way than it was written, by line; the first hundred, and how many there are. */
const remarksShape = { remarks: z.array(tableErrorSchema), remarkCount: z.int() }

/**
 * `POST /api/tables/:id/import`, `text/csv` with a header line: replaces all rows. 422 with `errors`: nothing was imported.
 * UTF-8, or UTF-16; separated by commas, semicolons or tabs.
 */
export const importedRowsSchema = z.object({ rows: z.int(), ...remarksShape })
export type ImportedRows = z.infer<typeof importedRowsSchema>

/** What `PUT /api/tables/:id` answers: the table, and which values were converted where a column has another type now. */
export const savedTableSchema = tableSchema.extend(remarksShape)
export type SavedTable = z.infer<typeof savedTableSchema>
