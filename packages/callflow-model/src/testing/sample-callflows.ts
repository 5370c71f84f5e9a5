/** Callflows as administrators write them, made for these tests: what is imported and what KAZOO refuses in them. */
import { readFileSync } from 'node:fs'
import type { AnsweredModule } from './answers.ts'

export interface SampleCallflow {
  name: string
  flow: AnsweredModule
  /** Dot paths at which KAZOO 5.0-dev refuses it; empty where it takes it. */
  refused: readonly string[]
}

export const SAMPLE_CALLFLOWS: readonly SampleCallflow[] = (
  JSON.parse(readFileSync(new URL('./fixtures/callflows.json', import.meta.url), 'utf8')) as (Omit<
    SampleCallflow,
    'refused'
  > & { refused?: string[] })[]
).map(({ refused = [], ...callflow }) => ({ ...callflow, refused }))
