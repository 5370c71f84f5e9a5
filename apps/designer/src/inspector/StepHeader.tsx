import { deleteNodes, duplicateNodes, setName } from '@callflow-studio/model'
import { ActionIcon, Menu, Tooltip } from '@mantine/core'
import { Braces, Copy, Ellipsis, Link2, Play, Trash2, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { linkToStep } from '../state/step-link.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { StepTile } from '../step-ui/StepTile.tsx'
import { useIsNarrow } from '../ui/use-screen.ts'
import { writeClipboard } from '../ui/write-clipboard.ts'
import { toCanvas } from './exits/to-canvas.ts'
import { useStep } from './form/step-context.ts'
import classes from './Inspector.module.css'

export function StepHeader({ isJson, onJson }: { isJson: boolean; onJson: () => void }) {
  const { t } = useTranslation('inspector')
  const { node, definition, endVisit } = useStep()
  const apply = useStudio((state) => state.apply)
  const title = definition?.title ?? node.type
  const kind = definition?.kindLine ?? title
  const isFrame = definition?.kind === 'start' || definition?.kind === 'fallback'
  return (
    <header className={classes.head}>
      <StepTile type={node.type} size={32} />
      <div className={classes.headText}>
        <input
          className={classes.name}
          data-field="name"
          aria-label={t('rename')}
          value={node.name ?? ''}
          placeholder={title}
          autoComplete="off"
          onChange={(event) => apply(setName(node.id, event.target.value), `field:${node.id}:name`)}
          onBlur={endVisit}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            // Not for the canvas, which would open the step again.
            event.stopPropagation()
            toCanvas(node.id)
          }}
        />
        {(node.name || kind !== title) && <p className={classes.kind}>{kind}</p>}
      </div>
      <div className={classes.actions}>
        {definition && definition.kind !== 'note' && definition.kind !== 'fallback' && (
          <Tooltip label={t('playFromHere')}>
            <ActionIcon
              aria-label={t('playFromHere')}
              onClick={() => studioStore.getState().startPreview(definition.kind === 'start' ? null : node.id)}
            >
              <Play size={16} aria-hidden />
            </ActionIcon>
          </Tooltip>
        )}
        <Menu>
          <Menu.Target>
            <ActionIcon aria-label={t('menu')}>
              <Ellipsis size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!isFrame && (
              <Menu.Item leftSection={<Copy size={15} aria-hidden />} onClick={() => duplicate(node.id)}>
                {t('duplicate')}
              </Menu.Item>
            )}
            <Menu.Item leftSection={<Link2 size={15} aria-hidden />} onClick={() => copyLink(node.id)}>
              {t('copyLink')}
            </Menu.Item>
            <Menu.Item leftSection={<Braces size={15} aria-hidden />} onClick={onJson}>
              {t(isJson ? 'showForm' : 'showJson')}
            </Menu.Item>
            {!isFrame && (
              <Menu.Item
                c="var(--error-text)"
                leftSection={<Trash2 size={15} aria-hidden />}
                onClick={() => apply(deleteNodes([node.id], { heal: true }))}
              >
                {t('delete')}
              </Menu.Item>
            )}
          </Menu.Dropdown>
        </Menu>
        <CloseInspector />
      </div>
    </header>
  )
}

function copyLink(nodeId: string) {
  const { flowId } = studioStore.getState()
  if (flowId !== null) writeClipboard(linkToStep(flowId, nodeId))
}

function duplicate(nodeId: string) {
  const { document, apply, select } = studioStore.getState()
  const known = new Set(document.nodes.map(({ id }) => id))
  apply(duplicateNodes([nodeId]))
  const added = studioStore.getState().document.nodes.filter(({ id }) => !known.has(id))
  if (added.length > 0) select(added.map(({ id }) => id))
}

/** Where the inspector lies over the canvas, it can be put away. */
export function CloseInspector() {
  const { t } = useTranslation('inspector')
  const select = useStudio((state) => state.select)
  const isOver = useIsNarrow()
  if (!isOver) return null
  return (
    <ActionIcon aria-label={t('close')} onClick={() => select([])}>
      <X size={17} aria-hidden />
    </ActionIcon>
  )
}
