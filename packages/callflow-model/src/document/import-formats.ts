/** What can be imported beside a flow document, by the name that the API gives it; `convert/importers.ts` says how. */
export const IMPORT_FORMATS = ['callflow', 'twiml'] as const
export type ImportFormat = (typeof IMPORT_FORMATS)[number]
