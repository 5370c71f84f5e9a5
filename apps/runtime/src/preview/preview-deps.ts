import type { KazooProfile } from '@callflow-studio/model'
import type { Sealer } from '../continuation/sealer.ts'
import type { UploadSealer } from '../continuation/upload-sealer.ts'
import type { Documents } from '../documents/documents.ts'
import type { PublishedFlows } from '../flows/published-flows.ts'
import type { LookUps } from '../outbound/look-up.ts'
import type { Secrets } from '../secrets/secrets.ts'
import type { Switches } from '../switches/switches.ts'
import type { Tables } from '../tables/tables.ts'

/** What a previewed call works with: the services of real calls, of which it changes nothing. */
export interface PreviewDeps {
  config: { kazooVersion: KazooProfile }
  published: Pick<PublishedFlows, 'load' | 'resolve' | 'nameOf' | 'epoch'>
  tables: Pick<Tables, 'preview' | 'days'>
  secrets: Pick<Secrets, 'get' | 'mask'>
  switches: Pick<Switches, 'preview'>
  lookUps: Pick<LookUps, 'lookUp'>
  documents: Pick<Documents, 'judge'>
  /** Seals the tokens of previews only: none of them opens anything under `/pivot`. */
  previewSealer: Sealer
  previewUploadSealer: Pick<UploadSealer, 'seal'>
  now: () => Date
}
