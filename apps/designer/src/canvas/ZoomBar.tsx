import { ActionIcon, Tooltip } from '@mantine/core'
import { useReactFlow, useStore } from '@xyflow/react'
import { Maximize, Minus, Plus } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { motion } from './motion.ts'
import classes from './ZoomBar.module.css'

/** Bottom left: closer, further, 100 %, the whole flow, and what else the canvas offers there. */
export function ZoomBar({ children }: { children?: ReactNode }) {
  const { t } = useTranslation('canvas')
  const { zoomIn, zoomOut, zoomTo, fitView } = useReactFlow()
  const percent = useStore((state) => Math.round(state.transform[2] * 100))
  const move = { duration: motion('layout') }
  return (
    <div className={classes.bar} role="toolbar" data-over-canvas aria-label={t('canvas')}>
      <Tooltip label={t('zoomOut')}>
        <ActionIcon aria-label={t('zoomOut')} onClick={() => void zoomOut(move)}>
          <Minus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={t('zoomTo100')}>
        <button type="button" className={classes.percent} onClick={() => void zoomTo(1, move)}>
          {percent} %
        </button>
      </Tooltip>
      <Tooltip label={t('zoomIn')}>
        <ActionIcon aria-label={t('zoomIn')} onClick={() => void zoomIn(move)}>
          <Plus size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      <span className={classes.line} />
      <Tooltip label={t('fit')}>
        <ActionIcon aria-label={t('fit')} onClick={() => void fitView({ padding: 0.08, maxZoom: 1, ...move })}>
          <Maximize size={16} aria-hidden />
        </ActionIcon>
      </Tooltip>
      {children && (
        <>
          <span className={classes.line} />
          {children}
        </>
      )}
    </div>
  )
}
