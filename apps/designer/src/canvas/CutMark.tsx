import { titleOf } from '@callflow-studio/model'
import type { Cut } from '@callflow-studio/model/api'
import { Tooltip } from '@mantine/core'
import { ArrowRightLeft } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import classes from './CutMark.module.css'
import type { PathState } from './path-state.ts'

interface CutMarkProps {
  reason: Cut['reason']
  /** The step above, which the caller hears before KAZOO asks. */
  sourceId: string
  path: PathState
}

/** Where an answer ends and KAZOO comes back, with the reason. The server decides, so that preview and report agree. */
export function CutMark({ reason, sourceId, path }: CutMarkProps) {
  const { t } = useTranslation('canvas')
  const source = useStudio((state) => state.document.nodes.find(({ id }) => id === sourceId))
  return (
    <Tooltip
      multiline
      w={260}
      events={{ hover: true, focus: true, touch: true }}
      label={
        <>
          <strong>{t('newRequestHere')}</strong>
          <br />
          {t(`reasons.${reason}`)}
          {reason === 'look-up' && source && (
            <>
              <br />
              {t('hearsFirst', { step: titleOf(source) })}
            </>
          )}
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the reason must be reachable by keyboard */}
      <span className={`${classes.mark} nodrag nopan`} data-path={path ?? undefined} tabIndex={0}>
        <ArrowRightLeft size={12} aria-hidden />
        <span>{t('newRequest')}</span>
      </span>
    </Tooltip>
  )
}
