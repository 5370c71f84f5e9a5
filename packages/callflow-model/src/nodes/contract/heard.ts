/** What callers hear of a step and what it asks of them, as checks of a flow's words look at it. */

/** A text or a recording that a step plays. */
export interface Said {
  /** The field of the text. */
  field: string
  /** Empty for a recording. */
  text: string
  /** The recording; null for a text. */
  media: string | null
  voice: string
  language: string
}

/** What a step asks a caller for. */
export interface Asked {
  /** What can be chosen; null where any number can be entered. */
  choices: readonly { digits: string; label?: string | undefined }[] | null
  minDigits: number
  maxDigits: number
  /** The key that ends an entry. */
  terminator: string
  attempts: number
  timeoutMs: number
  interdigitTimeoutMs: number
  /** Words of its own after a wrong entry, or after none. */
  hasOtherWords: boolean
}
