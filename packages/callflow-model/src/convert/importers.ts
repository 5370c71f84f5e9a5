/** What can be imported and how, for the browser and the server. A new importer is an entry here and its id in `document/import-formats.ts`. */
import type { Result } from '../diagnostics/diagnostic.ts'
import type { FlowDocument } from '../document/flow-document.ts'
import { IMPORT_FORMATS, type ImportFormat } from '../document/import-formats.ts'
import { importCallflow } from './import-callflow.ts'
import { importTwiml, type TwimlOptions } from './import-twiml.ts'

export interface Importer {
  id: ImportFormat
  label: string
  /** Endings of files that may hold one. */
  fileTypes: readonly string[]
  /** Whether a text is taken for one of these. */
  detect: (text: string) => boolean
  /** Whether who pastes this text means one of these, and is told what is wrong where it cannot be drawn. */
  isMeant: (text: string) => boolean
  /** @param source the text, or where that is JSON its value. Never throws. */
  convert: (source: unknown, options?: TwimlOptions) => Result<FlowDocument>
}

const byId: Readonly<Record<ImportFormat, Omit<Importer, 'id'>>> = {
  callflow: {
    label: 'KAZOO callflows (JSON)',
    fileTypes: ['.json', '.txt'],
    detect: () => true, // its mistakes are told as those of a callflow
    isMeant: (text) => STARTS_LIKE_JSON.test(text.trimStart()),
    convert: importCallflow,
  },
  twiml: {
    label: 'TwiML',
    fileTypes: ['.xml', '.twiml', '.txt'],
    detect: (text) => text.trimStart().startsWith('<'),
    isMeant: (text) => /<Response[\s/>]/.test(text),
    convert: (source, options) => importTwiml(String(source), options),
  },
}

/** JSON, a part of an object, or a curl command. */
const STARTS_LIKE_JSON = /^(?:[{[]|"[^"]*"\s*:|(?:\$\s*)?curl\s)/

export const importers: readonly Importer[] = IMPORT_FORMATS.map((id) => ({ id, ...byId[id] }))

/** Returns the importer of this name. */
export const importerOf = (id: ImportFormat): Importer => ({ id, ...byId[id] })

/** Returns the importer for a text; a callflow is what no other takes. */
export const detectImporter = (text: string): Importer =>
  importers.findLast(({ detect }) => detect(text)) ?? importerOf('callflow')
