import { Maximize } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import classes from './FollowChip.module.css'
import { useCovered } from './use-covered.ts'

/** Says that the camera follows the previewed call; a button once the view was moved by hand. */
export function FollowChip({ isFollowing, onFollow }: { isFollowing: boolean; onFollow: () => void }) {
  const { t } = useTranslation('canvas')
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const covered = useCovered()
  if (!isPreviewing) return null
  const style = { right: covered + 12 }
  if (isFollowing)
    return (
      <span className={classes.chip} style={style} data-on>
        <Maximize size={14} aria-hidden />
        {t('following')}
      </span>
    )
  return (
    <button type="button" className={classes.chip} style={style} onClick={onFollow}>
      <Maximize size={14} aria-hidden />
      {t('follow')}
    </button>
  )
}
