import {
  type Command,
  connect,
  type Diagnostic,
  deleteNodes,
  KAZOO_PROFILES,
  setField,
  setSettings,
} from '@callflow-studio/model'
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
export function fixCommand({ fix }: Pick<Diagnostic, 'fix'>): Command | null {
  switch (fix?.kind) {
    case 'connect':
      return connect({ nodeId: fix.source, port: fix.port }, fix.target)
    case 'delete-node':
      return deleteNodes([fix.nodeId], { heal: false })
    case 'set-field':
      return [fix, ...(fix.also ?? [])]
        .map(({ field, value }) => setField(fix.nodeId, field, value))
        .reduce((first, second) => (document) => second(first(document)))
    case 'use-own-zone':
      return setSettings({ timezone: browserZone(), timezoneChosen: true })
    case 'use-zone':
      return setSettings({ timezone: fix.zone, timezoneChosen: true })
    case 'set-setting': {
      const kazoo = KAZOO_PROFILES.find((profile) => profile === fix.value)
      return kazoo ? setSettings({ kazoo }) : null
    }
    default:
      return null
  }
}
