/** What makes a call leave a step of the studio by one of its exits, as far as the step can tell: suggested tests use it. */

/** A comparison, and whether it is to hold. */
export interface WantedComparison {
  /** A text with a template. */
  left: string
  /** One of the operators of `logic.condition`. */
  op: string
  right: string
  ignoreCase: boolean
  holds: boolean
}

export type ExitInput =
  | { kind: 'compares'; comparisons: readonly WantedComparison[] }
  /**
   * @param digits pressed at each question; none: the caller waits
   * @param variable gets any others that fit, pressed as `ended` says
   */
  | {
      kind: 'keys'
      digits: string
      variable?: string
      fits?: (digits: string) => boolean
      ended?: (digits: string) => string
    }
  | { kind: 'records'; says: boolean }
  /** @param assigns variables, and where in the reply they come from */
  | {
      kind: 'reply'
      status: number | null
      assigns: readonly { name: string; path: string; from: 'json' | 'status' | 'text' }[]
    }
  /** @param adds what is added to a column before it is read */
  | {
      kind: 'row'
      row: 'found' | 'not found' | 'fails'
      assigns: readonly { name: string; column: string }[]
      adds?: { column: string; by: number }
    }
  /** By the clock; see `openingHours`. */
  | { kind: 'hours'; state: string }
  /** A switch is set, or cannot be. */
  | { kind: 'sets'; fails: boolean }
  /** By a name of the call or the caller. */
  | { kind: 'sticky'; by: 'call' | 'caller' }
  /** Variables that the step sets on its way to any exit. */
  | { kind: 'assigns'; values: readonly { name: string; text: string }[] }
