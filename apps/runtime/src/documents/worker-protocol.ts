/** What the answering thread asks of the thread that checks and draws documents. */
import type { importCallflow, KazooProfile } from '@callflow-studio/model'
import type { HolidayCountries, HolidayRegions, PublicHolidays } from '@callflow-studio/model/api'
import type { HolidayWish } from '../holidays/public-holidays.ts'
import type { checkDocument } from './check-document.ts'
import type { Surroundings } from './surroundings.ts'

export type ToDocuments =
  | { kind: 'check'; document: unknown; flowId: string | undefined; withReport: boolean; around: Surroundings }
  | { kind: 'import'; format: 'callflow' | 'twiml'; source: unknown; options: ImportWish }
  | { kind: 'holiday-countries'; language: string }
  | { kind: 'holiday-regions'; country: string; language: string }
  | { kind: 'holidays'; wish: HolidayWish }
  | { kind: 'close' }

interface ImportWish {
  kazoo?: KazooProfile | undefined
  baseUrl?: string | undefined
  defaultProfile: KazooProfile
}

export interface DocumentsAnswers {
  check: ReturnType<typeof checkDocument>
  import: ReturnType<typeof importCallflow>
  'holiday-countries': HolidayCountries
  'holiday-regions': HolidayRegions | null
  holidays: PublicHolidays | null
  close: unknown
}
