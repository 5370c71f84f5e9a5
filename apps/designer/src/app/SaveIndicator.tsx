import { Tooltip } from '@mantine/core'
import { Check, CloudAlert, CloudOff, Eye, LoaderCircle, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import type { SaveState } from '../state/sync-slice.ts'
import classes from './SaveIndicator.module.css'

const LOOKS = {
  saved: { icon: Check, word: 'saved', isBad: false },
  unsaved: { icon: LoaderCircle, word: 'saving', isBad: false },
  saving: { icon: LoaderCircle, word: 'saving', isBad: false },
  failed: { icon: CloudAlert, word: 'failedShort', isBad: true },
  offline: { icon: CloudOff, word: 'offlineShort', isBad: true },
  conflict: { icon: TriangleAlert, word: 'conflictShort', isBad: true },
  gone: { icon: TriangleAlert, word: 'conflictShort', isBad: true },
  'read-only': { icon: Eye, word: 'readOnly', isBad: false },
} as const satisfies Record<SaveState, unknown>

/** Where the last edit is. A word in the wide bar, a picture with a word behind it in the narrow one. */
export function SaveIndicator({ isCompact }: { isCompact: boolean }) {
  const { t } = useTranslation('app')
  const save = useStudio((state) => state.save)
  const isBack = useBackOnline(save)
  const { icon: Icon, word, isBad } = LOOKS[save]
  const label = isBack ? t('backOnline') : t(word)
  const isShort = isCompact && !isBad && !isBack
  return (
    <Tooltip label={label} disabled={!isCompact}>
      <span className={classes.save} role="status" data-bad={isBad || undefined}>
        <Icon size={15} aria-hidden />
        <span className={isShort ? 'visually-hidden' : undefined}>{label}</span>
      </span>
    </Tooltip>
  )
}

/** True for a moment after the first save that came through again. */
function useBackOnline(save: SaveState): boolean {
  const wasAway = useRef(false)
  const [isBack, setBack] = useState(false)
  useEffect(() => {
    if (save === 'offline') wasAway.current = true
    if (save !== 'saved' || !wasAway.current) return
    wasAway.current = false
    setBack(true)
    const timer = setTimeout(() => setBack(false), 4000)
    return () => clearTimeout(timer)
  }, [save])
  return isBack
}
