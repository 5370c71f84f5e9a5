import { ActionIcon, Tooltip } from '@mantine/core'
import { FlaskConical } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCanvas, useCanvasStore } from '../canvas-store.ts'

/** Marks what no test gets to; once more hides it. */
export function CoverageButton() {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const isShown = useCanvas((state) => state.isCoverageShown)
  return (
    <Tooltip label={t('coverage.show')}>
      <ActionIcon
        aria-label={t('coverage.show')}
        aria-pressed={isShown}
        onClick={() =>
          store.getState().set({ isCoverageShown: !isShown, coverage: null, isTrafficShown: false, traffic: null })
        }
      >
        <FlaskConical size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
