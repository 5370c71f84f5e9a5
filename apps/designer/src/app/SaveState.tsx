import { Tooltip } from '@mantine/core'
import { Check, CloudAlert, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import type { SaveState as State } from '../state/sync-slice.ts'
import classes from './SaveState.module.css'

const LOOKS = {
  saved: { icon: Check, word: 'saved', isBad: false },
  unsaved: { icon: LoaderCircle, word: 'saving', isBad: false },
  saving: { icon: LoaderCircle, word: 'saving', isBad: false },
  failed: { icon: CloudAlert, word: 'failed', isBad: true },
  offline: { icon: CloudOff, word: 'offline', isBad: true },
  conflict: { icon: TriangleAlert, word: 'conflictShort', isBad: true },
  'read-only': { icon: Eye, word: 'readOnly', isBad: false },
} as const satisfies Record<State, unknown>

/** Where the last edit is. A word in the wide bar, a picture with a word behind it in the narrow one. */
export function SaveState({ isCompact }: { isCompact: boolean }) {
  const { t } = useTranslation('app')
  const { icon: Icon, word, isBad } = LOOKS[useStudio((state) => state.save)]
  const label = t(word)
  const isShort = isCompact && !isBad
  return (
    <Tooltip label={label} disabled={!isCompact}>
      <span className={classes.save} role="status" data-bad={isBad || undefined}>
        <Icon size={15} aria-hidden />
        <span className={isShort ? 'visually-hidden' : undefined}>{label}</span>
      </span>
    </Tooltip>
  )
}
