import { type Command, commandOfFix, type Diagnostic } from '@callflow-studio/model'
import { browserZone } from '../browser-locale.ts'

/** An edit that fixes a problem at the press of a button. */
export interface FixEdit {
  label: string
  command: Command
}

/** The fixes of a problem that are edits, the likeliest first. */
export const fixesOf = ({ fix, otherFix }: Pick<Diagnostic, 'fix' | 'otherFix'>): FixEdit[] =>
  [fix, otherFix].flatMap((each) => {
    const command = fixCommand({ fix: each })
    return each && command ? [{ label: each.label, command }] : []
  })

/** A problem's fix as an edit; null where there is none. */
export const fixCommand = ({ fix }: Pick<Diagnostic, 'fix'>): Command | null =>
  fix ? commandOfFix(fix, browserZone()) : null
