import type { FlowSummary } from '@callflow-studio/model/api'
import { ActionIcon, Button, Menu } from '@mantine/core'
import type { TFunction } from 'i18next'
import { Copy, Ellipsis, Pencil, RotateCcw, Trash2 } from 'lucide-react'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import type { ExportKind } from '../state/session-slice.ts'
import { Chip } from '../ui/Chip.tsx'
import { formatWhen } from '../ui/format.ts'
import { lazyPart } from '../ui/lazy-part.tsx'
import { CallBars } from './CallBars.tsx'
import { ExportItems } from './ExportItems.tsx'
import classes from './FlowRow.module.css'
import { FRAME } from './thumbnail-layout.ts'

/** Knows the catalogue of steps, which the list itself need not wait for. */
const Thumbnail = lazyPart(
  () => import('./Thumbnail.tsx'),
  (part) => part.default,
  'decoration',
).Part

export interface FlowActions {
  duplicate: (flow: FlowSummary) => void
  rename: (flow: FlowSummary) => void
  exportAs: (flow: FlowSummary, kind: ExportKind) => void
  remove: (flow: FlowSummary) => void
  restore: (flow: FlowSummary) => void
}

export function FlowRow({ flow, actions }: { flow: FlowSummary; actions: FlowActions }) {
  const { t, i18n } = useTranslation('flows')
  const navigate = useNavigate()
  const isDeleted = flow.deletedAt !== null
  const madeFor = madeForOf(flow, t)
  const draft = draftOf(flow, t)
  const address = `/flows/${flow.id}`
  const when = formatWhen(flow.deletedAt ?? flow.updatedAt, new Date(), i18n.language)

  const openRow = (event: MouseEvent) => {
    // Buttons and links inside do their own; a menu is drawn elsewhere but its events come through React all the same.
    const target = event.target as Element
    if (!isDeleted && event.currentTarget.contains(target) && !target.closest('a,button')) void navigate(address)
  }

  return (
    <tr className={classes.row} onClick={openRow} data-deleted={isDeleted || undefined}>
      <td>
        <div className={classes.name}>
          <svg className={classes.thumbnail} width={FRAME.width} height={FRAME.height} aria-hidden>
            <Thumbnail outline={flow.outline} />
          </svg>
          <div className={classes.names}>
            {isDeleted ? (
              <span title={flow.name}>{flow.name}</span>
            ) : (
              <Link to={address} title={flow.name}>
                {flow.name}
              </Link>
            )}
            <small>
              {t('steps', { count: flow.steps })}
              {madeFor && ` · ${madeFor}`}
            </small>
          </div>
        </div>
      </td>
      <td>
        <span className={classes.state} data-live={flow.liveVersion !== null || undefined}>
          {flow.liveVersion !== null
            ? t('isLive', { version: flow.liveVersion })
            : flow.latestVersion !== null
              ? t('unpublished', { version: flow.latestVersion })
              : t('neverPublished')}
        </span>
      </td>
      <td>{draft !== null && <Chip>{draft}</Chip>}</td>
      <td data-wide>
        <CallBars today={flow.callsToday} />
      </td>
      <td data-number>{flow.latestVersion === null ? '–' : flow.callsToday.calls.toLocaleString(i18n.language)}</td>
      <td data-number data-failed={flow.callsToday.errors > 0 || undefined}>
        {flow.latestVersion === null ? '–' : flow.callsToday.errors.toLocaleString(i18n.language)}
      </td>
      <td>{when}</td>
      <td>
        <div className={classes.actions}>
          {isDeleted ? (
            <Button size="xs" leftSection={<RotateCcw size={14} />} onClick={() => actions.restore(flow)}>
              {t('restore')}
            </Button>
          ) : (
            <>
              <Button
                size="xs"
                component={Link}
                to={address}
                className={`${classes.onHover} ${classes.open}`}
                tabIndex={-1}
              >
                {t('open')}
              </Button>
              <ActionIcon
                size="sm"
                className={classes.onHover}
                aria-label={t('duplicateNamed', { name: flow.name })}
                onClick={() => actions.duplicate(flow)}
              >
                <Copy size={15} />
              </ActionIcon>
              <RowMenu flow={flow} actions={actions} />
            </>
          )}
        </div>
      </td>
    </tr>
  )
}

function RowMenu({ flow, actions }: { flow: FlowSummary; actions: FlowActions }) {
  const { t } = useTranslation('flows')
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon size="sm" aria-label={t('menuOf', { name: flow.name })}>
          <Ellipsis size={17} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => actions.rename(flow)}>
          {t('rename')}
        </Menu.Item>
        <Menu.Item leftSection={<Copy size={15} />} onClick={() => actions.duplicate(flow)}>
          {t('duplicate')}
        </Menu.Item>
        <ExportItems onExport={(kind) => actions.exportAs(flow, kind)} />
        <Menu.Divider />
        <Menu.Item c="var(--error-text)" leftSection={<Trash2 size={15} />} onClick={() => actions.remove(flow)}>
          {t('delete')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

/** The chip: how far the draft is from what is live; nothing where they are the same. */
function draftOf(flow: FlowSummary, t: TFunction<'flows'>): string | null {
  if (flow.latestVersion === null) return t('draftOnly')
  if (!flow.draftChanged) return null
  return flow.changedSteps === 0 ? t('layoutOnly') : t('changes', { count: flow.changedSteps })
}

/** For which KAZOO the flow is, where it is not for any. */
function madeForOf({ kazoo, needsKazoo }: FlowSummary, t: TFunction<'flows'>): string | null {
  if (needsKazoo?.length === 0) return t('needsSeveral')
  if (needsKazoo) return t('needsKazoo', { versions: needsKazoo.join(` ${t('or')} `) })
  return kazoo === null || kazoo === 'any' ? null : `KAZOO ${kazoo}`
}
