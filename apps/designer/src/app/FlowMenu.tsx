import { Menu } from '@mantine/core'
import { ChevronDown, Copy, Download, Link2, Pencil, Power, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api } from '../api/client.ts'
import { downloadJson } from '../api/download.ts'
import { useCreateFlow, useDeleteFlow } from '../api/queries.ts'
import { exportFlow } from '../flows/flow-file.ts'
import { NameDialog } from '../flows/NameDialog.tsx'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Notice } from '../ui/Notice.tsx'
import classes from './FlowMenu.module.css'
import { useAttempt } from './use-attempt.ts'

/** The flow's name, and what can be done with it as a whole. */
export function FlowMenu({ onAddress }: { onAddress: () => void }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const name = useStudio((state) => state.flowName)
  const flowId = useStudio((state) => state.flowId) ?? ''
  const isLive = useStudio((state) => state.liveVersion !== null)
  const isPublished = useStudio((state) => state.latestVersion !== null)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const rename = useStudio((state) => state.rename)
  const create = useCreateFlow()
  const remove = useDeleteFlow()
  const { attempt, trouble, clear } = useAttempt()
  const [isRenaming, setRenaming] = useState(false)

  const duplicate = attempt(async () => {
    const { id } = await create.mutateAsync({ name: t('copyOf', { name }), document: studioStore.getState().document })
    void navigate(`/flows/${id}`)
  })
  const switchOff = attempt(async () => {
    await api.unpublish(flowId)
    studioStore.getState().setSync({ liveVersion: null })
  })
  const removeFlow = attempt(async () => {
    await remove.mutateAsync(flowId)
    void navigate('/', { state: { deleted: { id: flowId, name } } })
  })
  /** What is on screen of a newer studio's document is not all that there is of it. */
  const exportJson = attempt(async () =>
    isReadOnly ? exportFlow(flowId) : downloadJson(name, { name, document: studioStore.getState().document }),
  )

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
          <Menu.Item leftSection={<Download size={15} />} onClick={exportJson}>
            {t('exportJson')}
          </Menu.Item>
          <Menu.Divider />
          {isPublished && (
            <Menu.Item leftSection={<Link2 size={15} />} onClick={onAddress}>
              {t('showUrl')}
            </Menu.Item>
          )}
          {isLive && (
            <Menu.Item leftSection={<Power size={15} />} onClick={switchOff}>
              {t('switchOff')}
              <small className={classes.hint}>{t('switchOffHint')}</small>
            </Menu.Item>
          )}
          <Menu.Item color="red" leftSection={<Trash2 size={15} />} onClick={removeFlow}>
            {t('delete')}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {trouble && <Notice text={trouble} action={t('close')} onAction={clear} onClose={clear} />}
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
