/** What the actions show over the canvas: lists, the outline, the tidied drawing's bar, and what is read out. */
import { useCallback, useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Notice } from '../ui/Notice.tsx'
import { useCanvas } from './canvas-store.ts'
import { OutlinePanel } from './outline/OutlinePanel.tsx'
import { quickAddAfter } from './quick-add/open-quick-add.ts'
import { QuickAddList } from './quick-add/QuickAddList.tsx'
import './actions/root-focus.css'
import { AllActions } from './actions/AllActions.tsx'
import { FindStep } from './actions/FindStep.tsx'
import { KeysSheet } from './actions/KeysSheet.tsx'
import { PendingConnectionLine } from './actions/PendingConnectionLine.tsx'
import { PortPicker } from './actions/PortPicker.tsx'
import { TargetPicker } from './actions/TargetPicker.tsx'
import { TidyBar } from './actions/TidyBar.tsx'
import { useActionTools } from './tools/use-action-tools.ts'

export function Overlays() {
  const { t } = useTranslation('canvas')
  const tools = useActionTools()
  const panel = useCanvas((state) => state.panel)
  const picking = useCanvas((state) => state.picking)
  const isOutlineOpen = useCanvas((state) => state.isOutlineOpen)
  const pasteRefusal = useCanvas((state) => state.pasteRefusal)
  const announcement = useCanvas((state) => state.announcement)
  const closeRefusal = useCallback(() => tools.store.getState().set({ pasteRefusal: null }), [tools.store])
  const wantedAt = useStudio((state) => state.wantsStepAt)
  useEffect(() => {
    if (!wantedAt) return
    studioStore.getState().askForStep(null)
    tools.store.getState().closeLists()
    quickAddAfter(tools.store, tools.flow, wantedAt)
  }, [wantedAt, tools])
  return (
    <>
      {isOutlineOpen && <OutlinePanel tools={tools} />}
      <TidyBar tools={tools} />
      <QuickAddList tools={tools} />
      {picking?.kind === 'port' && <PortPicker tools={tools} picking={picking} />}
      {picking?.kind === 'target' && (
        <>
          <PendingConnectionLine />
          <TargetPicker tools={tools} picking={picking} />
        </>
      )}
      {panel === 'find' && <FindStep tools={tools} />}
      {panel === 'all' && <AllActions tools={tools} />}
      <KeysSheet />
      {pasteRefusal !== null && (
        <Notice text={pasteRefusal} action={t('actions.close')} onAction={closeRefusal} onClose={closeRefusal} />
      )}
      <p className="visually-hidden" role="status">
        {announcement}
      </p>
    </>
  )
}
