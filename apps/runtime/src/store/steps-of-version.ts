/** The steps of a published version, as far as the call log needs them. */

export interface StepRow {
  id: string
  type: string
  name: string | null
}

interface StepKind {
  title: string
  asksCaller: boolean
}

/**
 * The catalogue by type, as far as the call log needs it. Its thread is told, since a catalogue of its own would cost it more
 * time and memory than all else that it loads.
 */
export type StepKinds = ReadonlyMap<string, StepKind>

/** By the id of the step; empty where the version is gone or cannot be read. */
export type StepsOfVersion = ReadonlyMap<string, StepKind>

export const NO_STEPS: StepsOfVersion = new Map()

/** A version never changes, so what was read once stays. */
export const MAX_KEPT_VERSIONS = 500

/** A module that the studio does not know is called by its name. */
export const toSteps = (rows: readonly StepRow[], kinds: StepKinds): StepsOfVersion =>
  new Map(
    rows.map(({ id, type, name }) => {
      const { title = type, asksCaller = false } = kinds.get(type) ?? {}
      return [id, { title: name || title, asksCaller }]
    }),
  )
