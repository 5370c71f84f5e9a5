/**
 * The formats of an answer, and what KAZOO does differently with each. A new format is an entry here, one in
 * `compile/formats.ts`, `evaluate/formats.ts`, `simulate/pivot-request.ts` and `prove/next-states.ts`: the compiler names all.
 */
import type { DiagnosticCode } from '../diagnostics/diagnostic.ts'
import { carriesCustomVariables, type KazooProfile } from './versions.ts'

export const FORMATS = ['kazoo', 'twiml'] as const
export type Format = (typeof FORMATS)[number]

export interface FormatTraits {
  label: string
  /** What Monster UI calls it in the settings of a Pivot. */
  monsterLabel: string
  /** An answer holds KAZOO's modules themselves. Otherwise each step says what it is there (`forms`). */
  sendsModules: boolean
  /** The problem of a step that is nothing in this format. */
  noCounterpart: DiagnosticCode | null
  /** One answer holds every exit of a step; otherwise one path, and KAZOO sends a request to be told the exit. */
  holdsAllExits: boolean
  /** KAZOO runs the child `_` of its pivot when a later request fails, so each continuation carries the fallback. */
  keepsFallback: boolean
  /** Keys that any step collects arrive with later requests; otherwise only the answer to a question. */
  keepsCollections: boolean
  /** A recording is played by its id in KAZOO; otherwise only by its address. */
  playsMediaIds: boolean
  /** Silence ends a recording, and KAZOO tells that nothing was said. */
  noticesSilence: boolean
  /** Whether custom variables that an answer has set come with later requests. */
  returnsCustom: (profile: KazooProfile) => boolean
  /** Custom variables are parameters of a request, each under its own name. */
  customAreParams: boolean
  isRequest: (params: Readonly<Record<string, unknown>>) => boolean
}

export const formatTraits: Readonly<Record<Format, FormatTraits>> = {
  kazoo: {
    label: 'Callflow JSON',
    monsterLabel: 'Kazoo',
    sendsModules: true,
    noCounterpart: null,
    holdsAllExits: true,
    keepsFallback: true,
    keepsCollections: true,
    playsMediaIds: true,
    noticesSilence: false,
    returnsCustom: carriesCustomVariables,
    customAreParams: false,
    isRequest: () => true,
  },
  twiml: {
    label: 'TwiML',
    monsterLabel: 'TwiML',
    sendsModules: false,
    noCounterpart: 'twiml.no-counterpart',
    holdsAllExits: false,
    keepsFallback: false,
    keepsCollections: false,
    playsMediaIds: false,
    noticesSilence: true,
    returnsCustom: () => true,
    customAreParams: true,
    isRequest: (params) => params.CallSid !== undefined,
  },
}

/** Returns the format that KAZOO asks for with these parameters. */
export function formatOfRequest(params: Readonly<Record<string, unknown>>): Format {
  for (const format of FORMATS) if (format !== 'kazoo' && formatTraits[format].isRequest(params)) return format
  return 'kazoo'
}
