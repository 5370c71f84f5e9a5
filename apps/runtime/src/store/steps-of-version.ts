/** The steps of a published version, as far as the call log needs them. */
import { definitionOf } from '@callflow-studio/model'

export interface StepRow {
  id: string
  type: string
  name: string | null
}

interface VersionStep {
  type: string
  title: string
}

/** By the id of the step; empty where the version is gone or cannot be read. */
export type StepsOfVersion = ReadonlyMap<string, VersionStep>

export const NO_STEPS: StepsOfVersion = new Map()

/** A version never changes, so what was read once stays. */
export const MAX_KEPT_VERSIONS = 500

export const toSteps = (rows: readonly StepRow[]): StepsOfVersion =>
  new Map(rows.map(({ id, type, name }) => [id, { type, title: name || (definitionOf(type)?.title ?? type) }]))
