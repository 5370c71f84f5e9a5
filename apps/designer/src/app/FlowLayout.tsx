/** The frame of one flow's pages: reads the flow, keeps it saved and checked, and holds the publish dialog. */
import type { Flow, FlowList } from '@callflow-studio/model/api'
import { type HotkeyItem, useHotkeys } from '@mantine/hooks'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Outlet, useMatch, useParams } from 'react-router'
import { ApiError } from '../api/api-error.ts'
import { keys, useFlow, useStudioInfo } from '../api/queries.ts'
import { CardSkeletons } from '../canvas/CardSkeletons.tsx'
import { startAutosave } from '../state/autosave.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { startTestRuns } from '../state/test-runs.ts'
import { startValidation } from '../state/validate.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { useTitle } from '../ui/use-title.ts'
import { AlarmBanner } from './AlarmBanner.tsx'
import { Banners } from './Banners.tsx'
import { LazyPublishDialog, LazySaveTestDialog, preloadEditorParts } from './editor-parts.ts'
import classes from './FlowLayout.module.css'
import { GoTo } from './GoTo.tsx'
import { loadFlow } from './load-flow.ts'
import { NotFound } from './NotFound.tsx'
import { SiteLayout } from './SiteLayout.tsx'
import { TopBar } from './TopBar.tsx'

export function FlowLayout() {
  const { t } = useTranslation('app')
  const { id = '' } = useParams()
  const flow = useFlow(id)
  if (flow.data) return <OpenFlow key={id} flow={flow.data} />
  if (flow.error instanceof ApiError && flow.error.status === 404)
    return (
      <SiteLayout>
        <NotFound text={t('flowGone')} />
      </SiteLayout>
    )
  if (flow.isError)
    return (
      <SiteLayout>
        <LoadError error={flow.error} onRetry={() => void flow.refetch()} />
      </SiteLayout>
    )
  return <FlowSkeleton id={id} />
}

/** What the server is set to, for everything that checks a flow here. */
function useInstallation() {
  const profile = useStudioInfo().data?.kazooVersion
  useEffect(() => {
    if (profile) studioStore.getState().setDefaultProfile(profile)
  }, [profile])
}

function OpenFlow({ flow }: { flow: Flow }) {
  useInstallation()
  const [isOpen, setOpen] = useState(false)
  const [isGoing, setGoing] = useState(false)
  const dialog = useStudio((state) => state.dialog)
  const setDialog = useStudio((state) => state.setDialog)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a flow is opened once; from then on the store has it
  useEffect(() => {
    // In an effect, so that a flow that was open before has made its last save.
    loadFlow(studioStore, flow)
    setOpen(true)
    const stops = [startAutosave(), startValidation(), startTestRuns()]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  const name = useStudio((state) => state.flowName)
  const savedPreview = useStudio((state) => state.savedPreview)
  const setSavedPreview = useStudio((state) => state.setSavedPreview)
  const { t } = useTranslation('app')
  const isCalls = useMatch('/flows/:id/calls/*') !== null
  const isVersions = useMatch('/flows/:id/versions/*') !== null
  const isTests = useMatch('/flows/:id/tests/*') !== null
  useTitle(isCalls ? t('calls') : isVersions ? t('versions') : isTests ? t('tests') : null, name)
  useEffect(preloadEditorParts, [])
  // On the canvas its list of all actions has this key, and goes to other pages too.
  const isBesideCanvas = isCalls || isVersions || isTests
  useHotkeys(
    [
      ['mod+Enter', () => setDialog('publish')],
      ...(isBesideCanvas ? ([['mod+K', () => setGoing(true)]] satisfies HotkeyItem[]) : []),
    ],
    [],
  )

  if (!isOpen) return <FlowSkeleton id={flow.id} />
  return (
    <div className={classes.frame}>
      <TopBar flowId={flow.id} />
      <AlarmBanner />
      <Banners />
      <div className={classes.page}>
        <Outlet />
      </div>
      <GoTo isOpen={isGoing} onClose={() => setGoing(false)} />
      {savedPreview && (
        <LazySaveTestDialog flowId={flow.id} saved={savedPreview} onClose={() => setSavedPreview(null)} />
      )}
      {dialog && <LazyPublishDialog opened onClose={() => setDialog(null)} isAddressOnly={dialog === 'address'} />}
    </div>
  )
}

/** The bar at its place, and the cards where the list of flows knows them to stand. */
function FlowSkeleton({ id }: { id: string }) {
  const client = useQueryClient()
  const list = client.getQueryData<FlowList>([...keys.flows, false])
  const outline = list?.flows.find((flow) => flow.id === id)?.outline ?? []
  return (
    <div className={classes.frame} aria-busy>
      <div className={classes.grey} />
      <CardSkeletons places={outline} />
    </div>
  )
}
