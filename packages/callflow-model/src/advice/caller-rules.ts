/** Every rule about the comfort of callers, in the order in which they are shown. A new rule is one file and one line here. */

import { busyMailboxOnly } from './busy-mailbox-only.ts'
import type { CallerRule } from './caller-rule.ts'
import { deepMenus } from './deep-menus.ts'
import { digitsWithoutEnd } from './digits-without-end.ts'
import { hangUpWithoutWords } from './hang-up-without-words.ts'
import { keyFirst } from './key-first.ts'
import { keyGaps } from './key-gaps.ts'
import { longPause } from './long-pause.ts'
import { longPrompt } from './long-prompt.ts'
import { longRingingFirst } from './long-ringing-first.ts'
import { manyChoices } from './many-choices.ts'
import { mixedVoices } from './mixed-voices.ts'
import { noPerson } from './no-person.ts'
import { noRepeatKey } from './no-repeat-key.ts'
import { oneTry } from './one-try.ts'
import { poundAsChoice } from './pound-as-choice.ts'
import { samePromptAgain } from './same-prompt-again.ts'
import { shortWait } from './short-wait.ts'
import { shortWaitBetween } from './short-wait-between.ts'
import { silentLookUp } from './silent-look-up.ts'
import { silentRecording } from './silent-recording.ts'
import { silentTransfer } from './silent-transfer.ts'
import { unspokenChoice } from './unspoken-choice.ts'
import { zeroNotAPerson } from './zero-not-a-person.ts'

export const callerRules: readonly CallerRule[] = [
  manyChoices,
  longPrompt,
  keyFirst,
  unspokenChoice,
  noPerson,
  noRepeatKey,
  keyGaps,
  zeroNotAPerson,
  poundAsChoice,
  deepMenus,
  samePromptAgain,
  oneTry,
  shortWait,
  shortWaitBetween,
  digitsWithoutEnd,
  silentRecording,
  busyMailboxOnly,
  longRingingFirst,
  silentTransfer,
  silentLookUp,
  longPause,
  mixedVoices,
  hangUpWithoutWords,
]
