import { Maximize } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import classes from './FollowChip.module.css'

/** Says that the camera follows the previewed call; a button once the view was moved by hand. */
export function FollowChip({ isFollowing, onFollow }: { isFollowing: boolean; onFollow: () => void }) {
  const { t } = useTranslation('canvas')
  const isPreviewing = useStudio((state) => state.isPreviewing)
  if (!isPreviewing) return null
  if (isFollowing)
    return (
      <span className={classes.chip} data-over-canvas data-on>
        <Maximize size={14} aria-hidden />
        {t('following')}
      </span>
    )
  return (
    <button type="button" className={classes.chip} data-over-canvas onClick={onFollow}>
      <Maximize size={14} aria-hidden />
      {t('follow')}
    </button>
  )
}
