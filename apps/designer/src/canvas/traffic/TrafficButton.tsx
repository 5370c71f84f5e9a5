import { ActionIcon, Tooltip } from '@mantine/core'
import { Activity } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCanvas, useCanvasStore } from '../canvas-store.ts'

/** Shows on the connections how many calls took them; once more hides it. */
export function TrafficButton() {
  const { t } = useTranslation('canvas')
  const store = useCanvasStore()
  const isShown = useCanvas((state) => state.isTrafficShown)
  return (
    <Tooltip label={t('traffic.show')}>
      <ActionIcon
        aria-label={t('traffic.show')}
        aria-pressed={isShown}
        onClick={() =>
          store.getState().set({ isTrafficShown: !isShown, traffic: null, isCoverageShown: false, coverage: null })
        }
      >
        <Activity size={16} aria-hidden />
      </ActionIcon>
    </Tooltip>
  )
}
