import { Menu } from '@mantine/core'
import { ChevronDown, Copy, Link2, Pencil, Power, Settings2, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMatch, useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { useCreateFlow, useDeleteFlow } from '../api/queries.ts'
import { ExportItems } from '../flows/ExportItems.tsx'
import { NameDialog } from '../flows/NameDialog.tsx'
import { RemoveFlowDialog } from '../flows/RemoveFlowDialog.tsx'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Notice } from '../ui/Notice.tsx'
import { LazyExportFlow } from './editor-parts.ts'
import classes from './FlowMenu.module.css'
import { useAttempt } from './use-attempt.ts'

/** The flow's name, and what can be done with it as a whole. */
export function FlowMenu() {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const name = useStudio((state) => state.flowName)
  const flowId = useStudio((state) => state.flowId) ?? ''
  const liveVersion = useStudio((state) => state.liveVersion)
  const isPublished = useStudio((state) => state.latestVersion !== null)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const rename = useStudio((state) => state.rename)
  const create = useCreateFlow()
  const remove = useDeleteFlow()
  const { attempt, problem, clear } = useAttempt()
  const setExporting = useStudio((state) => state.setExporting)
  const setDialog = useStudio((state) => state.setDialog)
  const [isRenaming, setRenaming] = useState(false)
  const [asking, setAsking] = useState<'delete' | 'unpublish' | null>(null)

  const duplicate = attempt(async () => {
    const { document } = studioStore.getState()
    const { id } = await create.mutateAsync({ name: t('copyOf', { name }), document, testsOf: flowId })
    void navigate(`/flows/${id}`)
  })
  const unpublish = attempt(async () => {
    setAsking(null)
    await request('flow.unpublish', { id: flowId })
    studioStore.getState().setSync({ liveVersion: null })
  })
  const removeFlow = attempt(async () => {
    setAsking(null)
    await remove.mutateAsync(flowId)
    void navigate('/', { state: { deleted: { id: flowId, name } } })
  })
  const address = `/flows/${flowId}`
  const isOnCanvas = useMatch(address) !== null
  const showSettings = () => {
    if (!isOnCanvas) void navigate(address)
    studioStore.getState().endPreview()
    studioStore.getState().showSettings()
  }
  return (
    <>
      <Menu position="bottom-start">
        <Menu.Target>
          <button type="button" className={classes.name} aria-label={t('flowMenu', { name })}>
            <span>{name}</span>
            <ChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<Pencil size={15} />} disabled={isReadOnly} onClick={() => setRenaming(true)}>
            {t('rename')}
          </Menu.Item>
          <Menu.Item leftSection={<Copy size={15} />} disabled={isReadOnly} onClick={duplicate}>
            {t('duplicate')}
          </Menu.Item>
          <Menu.Item leftSection={<Settings2 size={15} />} disabled={isReadOnly} onClick={showSettings}>
            {t('flowSettings')}
          </Menu.Item>
          <ExportItems onExport={setExporting} />
          <Menu.Divider />
          {isPublished && (
            <Menu.Item leftSection={<Link2 size={15} />} onClick={() => setDialog('address')}>
              {t('showUrl')}
            </Menu.Item>
          )}
          {liveVersion !== null && (
            <Menu.Item leftSection={<Power size={15} />} onClick={() => setAsking('unpublish')}>
              {t('unpublish')}
              <small className={classes.hint}>{t('unpublishHint')}</small>
            </Menu.Item>
          )}
          <Menu.Item
            c="var(--error-text)"
            leftSection={<Trash2 size={15} />}
            onClick={liveVersion === null ? removeFlow : () => setAsking('delete')}
          >
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <ExportOpenFlow />
      {problem && <Notice text={problem} action={t('close')} onAction={clear} onClose={clear} />}
      {asking && (
        <RemoveFlowDialog
          flow={{ id: flowId, name, liveVersion }}
          action={asking}
          onConfirm={asking === 'delete' ? removeFlow : unpublish}
          onClose={() => setAsking(null)}
        />
      )}
      {isRenaming && (
        <NameDialog
          title={t('rename')}
          action={t('save')}
          name={name}
          onSubmit={(text) => {
            rename(text)
            setRenaming(false)
          }}
          onClose={() => setRenaming(false)}
        />
      )}
    </>
  )
}

/** What the menu or the list of all actions has asked for. */
function ExportOpenFlow() {
  const navigate = useNavigate()
  const kind = useStudio((state) => state.exporting)
  const name = useStudio((state) => state.flowName)
  const flowId = useStudio((state) => state.flowId) ?? ''
  const address = `/flows/${flowId}`
  const isOnCanvas = useMatch(address) !== null
  if (kind === null) return null
  return (
    <LazyExportFlow
      key={kind}
      name={name}
      kind={kind}
      read={async () => {
        // What is on screen of a newer studio's document is not all that there is of it.
        const { save, document } = studioStore.getState()
        return save === 'read-only' ? (await request('flow.show', { id: flowId })).document : document
      }}
      onShow={(nodeId, field) => {
        if (!isOnCanvas) void navigate(address)
        studioStore.getState().goTo(nodeId, field?.startsWith('port:') ? null : field)
      }}
      onClose={() => studioStore.getState().setExporting(null)}
    />
  )
}
