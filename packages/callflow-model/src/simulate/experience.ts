/**
 * A call as its caller lives through it: how long they hear nothing, and whether the line may drop where they are. The
 * simulator keeps it of the call that it plays, and the proof of every call that there can be.
 */
import type { PendingInput, SimulatedExit } from '../nodes/contract/simulation.ts'

export interface Experience {
  /** How long the caller has heard nothing by now. */
  silentMs: number
  longestSilenceMs: number
  /**
   * The caller has reached somebody or something, or was told something since they last waited for an answer: the line may
   * drop.
   */
  mayEnd: boolean
  /** In the running module it is somebody's turn to act: time that passes is no silence. */
  isTurn: boolean
}

export const createExperience = (): Experience => ({
  silentMs: 0,
  longestSilenceMs: 0,
  mayEnd: false,
  isTurn: false,
})

/** A module begins. */
export function beginsModule(experience: Experience): void {
  experience.isTurn = false
}

export function hearsSound(experience: Experience, kind: 'speech' | 'media' | 'tone'): void {
  experience.silentMs = 0
  if (kind !== 'tone') experience.mayEnd = true
}

export function waitsInSilence(experience: Experience, durationMs: number): void {
  experience.silentMs += durationMs
  experience.longestSilenceMs = Math.max(experience.longestSilenceMs, experience.silentMs)
}

/** Time passes in a module. */
export function passesTime(experience: Experience, durationMs: number): void {
  if (!experience.isTurn) waitsInSilence(experience, durationMs)
}

/**
 * A module waits for somebody. What was said before is no good-bye any more.
 * @param lasts whether callers notice that it waits: what KAZOO finds in an instant changes nothing for them
 */
export function waitsFor(experience: Experience, { kind }: Pick<PendingInput, 'kind'>, lasts: boolean): void {
  if (kind === 'choice' && !lasts) return
  experience.isTurn = true
  experience.silentMs = 0
  // Who has been asked for a message has reached a mailbox.
  experience.mayEnd = kind === 'message'
}

/** The caller is with somebody, or where a drawn step wants them: the line may drop. */
export function reachesSomebody(experience: Experience): void {
  experience.mayEnd = true
}

/** What KAZOO does after a module. */
export function takesExit(experience: Experience, exit: SimulatedExit): void {
  if (exit.kind === 'stays') waitsInSilence(experience, Number.POSITIVE_INFINITY)
  const isReached = 'isReached' in exit && exit.isReached === true
  if (isReached || exit.kind === 'branch' || exit.kind === 'handed-away') reachesSomebody(experience)
}
