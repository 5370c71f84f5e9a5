/** The frame of one flow's pages: reads the flow, keeps it saved and checked, and holds the publish dialog. */
import type { Flow } from '@callflow-studio/model/api'
import { useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useParams } from 'react-router'
import { ApiError } from '../api/api-error.ts'
import { useFlow } from '../api/queries.ts'
import { startAutosave } from '../state/autosave.ts'
import { studioStore } from '../state/studio-store.ts'
import { startValidation } from '../state/validate.ts'
import { Trouble } from '../ui/Trouble.tsx'
import { Banners } from './Banners.tsx'
import classes from './FlowLayout.module.css'
import { NotFound } from './NotFound.tsx'
import { openFlow } from './open-flow.ts'
import { TopBar } from './TopBar.tsx'

const PublishDialog = lazy(async () => ({ default: (await import('../publish/PublishDialog.tsx')).PublishDialog }))

export function FlowLayout() {
  const { t } = useTranslation('app')
  const { id = '' } = useParams()
  const flow = useFlow(id)
  if (flow.data) return <OpenFlow key={id} flow={flow.data} />
  if (flow.error instanceof ApiError && flow.error.status === 404) return <NotFound text={t('flowGone')} />
  if (flow.isError) return <Trouble error={flow.error} onRetry={() => void flow.refetch()} />
  return (
    <div className={classes.frame} aria-busy>
      <div className={classes.grey} />
    </div>
  )
}

function OpenFlow({ flow }: { flow: Flow }) {
  // Before the first drawing, so that no page ever shows the flow that was open before.
  useState(() => openFlow(studioStore, flow))
  const [isPublishing, setPublishing] = useState(false)
  useEffect(() => startAutosave(), [])
  useEffect(() => startValidation(), [])
  useEffect(() => {
    document.title = `${flow.name} · Callflow Studio`
    return () => {
      document.title = 'Callflow Studio'
    }
  }, [flow.name])
  useHotkeys([['mod+Enter', () => setPublishing(true)]], [])

  return (
    <div className={classes.frame}>
      <TopBar flowId={flow.id} onPublish={() => setPublishing(true)} />
      <Banners />
      <div className={classes.page}>
        <Outlet />
      </div>
      <Suspense>{isPublishing && <PublishDialog opened onClose={() => setPublishing(false)} />}</Suspense>
    </div>
  )
}
