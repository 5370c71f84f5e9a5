/** All flows of the studio: what is live, what is being changed, how today's calls went. */
import type { FlowSummary } from '@callflow-studio/model/api'
import { Button, SegmentedControl, Select, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { Plus, Search } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import {
  useBeginFlow,
  useDeleteFlow,
  useDuplicateFlow,
  useFlows,
  useFoundFlows,
  useRenameFlow,
  useRestoreFlow,
} from '../api/queries.ts'
import type { ExportKind } from '../state/session-slice.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { lazyPart } from '../ui/lazy-part.tsx'
import { Notice } from '../ui/Notice.tsx'
import classes from './FlowsPage.module.css'
import { FlowTable } from './FlowTable.tsx'
import { isDraft, isLive, type Order, type Shelf, sortFlows } from './flow-list.ts'
import { ImportButton } from './ImportButton.tsx'
import { NameDialog } from './NameDialog.tsx'
import { RemoveFlowDialog } from './RemoveFlowDialog.tsx'

/** Reads and draws the examples, with all the catalogue behind them: only where there is nothing else to show. */
const EmptyStudio = lazyPart(
  () => import('./EmptyStudio.tsx'),
  (part) => part.EmptyStudio,
  'page',
).Part

/** The same, once there are flows. */
const ExamplesDialog = lazyPart(
  () => import('./ExamplesDialog.tsx'),
  (part) => part.ExamplesDialog,
  'dialog',
).Part

/** Knows the catalogue of steps, which the list itself need not wait for. */
const ImportDialog = lazyPart(
  () => import('./ImportDialog.tsx'),
  (part) => part.ImportDialog,
  'dialog',
).Part
/** Only where something is exported: it knows how to write and draw flows. */
const ExportFlow = lazyPart(
  () => import('./ExportFlow.tsx'),
  (part) => part.ExportFlow,
  'dialog',
).Part

/** The server searches once typing pauses. */
const SEARCH_AFTER_MS = 150
const MAX_SEARCH = 200

export function FlowsPage() {
  const { t } = useTranslation('flows')
  const navigate = useNavigate()
  const location = useLocation()
  const [search, setSearch] = useState('')
  const [shelf, setShelf] = useState<Shelf>('all')
  const [order, setOrder] = useState<Order>('changed')
  const [isNaming, setNaming] = useState(false)
  /** A live flow: deleting it asks first. */
  const [removing, setRemoving] = useState<FlowSummary | null>(null)
  const [areExamplesOpen, setExamplesOpen] = useState(false)
  const [renaming, setRenaming] = useState<FlowSummary | null>(null)
  /** From here, or from the editor's menu, which comes here after deleting. */
  const [deleted, setDeleted] = useState<{ id: string; name: string } | null>(location.state?.deleted ?? null)
  /** Held here: the first flow that comes in takes the place of the empty studio. */
  const [isImporting, setImporting] = useState(false)
  const [exporting, setExporting] = useState<{ flow: FlowSummary; kind: ExportKind } | null>(null)

  // Asked for by Ctrl+K, on this page or on another one.
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked for once more is another key
  useEffect(() => {
    if (location.state?.asked === 'new') setNaming(true)
    if (location.state?.asked === 'import') setImporting(true)
  }, [location.key])

  const flows = useFlows()
  const trash = useFlows(true)
  const [searched] = useDebouncedValue(search.trim().slice(0, MAX_SEARCH), SEARCH_AFTER_MS)
  const found = useFoundFlows(searched, shelf === 'trash')
  const create = useBeginFlow()
  const rename = useRenameFlow()
  const duplicate = useDuplicateFlow()
  const remove = useDeleteFlow()
  const restore = useRestoreFlow()

  const all = flows.data?.flows ?? []
  const listed = shelf === 'trash' ? (trash.data?.flows ?? []) : all
  const isSearched = search.trim() !== '' && searched !== ''
  const shown = sortFlows(isSearched ? (found.data?.flows ?? listed) : listed, shelf, order)
  const isEmpty = flows.isSuccess && all.length === 0 && shelf !== 'trash'
  const open = ({ id }: { id: string }) => void navigate(`/flows/${id}`)

  const removeFlow = (flow: FlowSummary) =>
    remove.mutate(flow.id, { onSuccess: () => setDeleted(flow), onSettled: () => setRemoving(null) })
  const actions = {
    rename: setRenaming,
    duplicate: (flow: FlowSummary) => duplicate.mutate({ id: flow.id, name: t('copyOf', { name: flow.name }) }),
    exportAs: (flow: FlowSummary, kind: ExportKind) => setExporting({ flow, kind }),
    remove: (flow: FlowSummary) => (flow.liveVersion === null ? removeFlow(flow) : setRemoving(flow)),
    restore: (flow: FlowSummary) => restore.mutate(flow.id, { onSuccess: () => setDeleted(null) }),
  }
  const failed = [create, rename, duplicate, remove, restore].find(({ isError }) => isError)

  return (
    <main className={classes.page}>
      <div className={classes.column}>
        <div className={classes.head}>
          <h1>{t('title')}</h1>
          {/* Not before it is known whether there are flows: what is pressed must not vanish under the pointer. */}
          {!flows.isPending && !isEmpty && (
            <>
              <ImportButton onClick={() => setImporting(true)} />
              <Button variant="filled" leftSection={<Plus size={16} />} onClick={() => setNaming(true)}>
                {t('newFlow')}
              </Button>
            </>
          )}
        </div>
        {failed?.error && (
          <p className={classes.problem} role="alert">
            {failed.error.message}
          </p>
        )}
        {flows.isError && !flows.data ? (
          <LoadError error={flows.error} onRetry={() => void flows.refetch()} />
        ) : isEmpty ? (
          <EmptyStudio
            trashCount={trash.data?.flows.length ?? 0}
            onNew={() => setNaming(true)}
            onImport={() => setImporting(true)}
            onExample={(example) => create.mutate(example, { onSuccess: open })}
            onTrash={() => setShelf('trash')}
          />
        ) : (
          <>
            <div className={classes.tools}>
              <TextInput
                className={classes.search}
                leftSection={<Search size={16} />}
                placeholder={t('search')}
                aria-label={t('search')}
                type="search"
                value={search}
                onChange={(event) => setSearch(event.currentTarget.value)}
              />
              <SegmentedControl
                aria-label={t('show')}
                value={shelf}
                onChange={(value) => setShelf(value as Shelf)}
                data={[
                  { value: 'all', label: t('all', { count: all.length }) },
                  { value: 'live', label: t('live', { count: all.filter(isLive).length }) },
                  { value: 'drafts', label: t('drafts', { count: all.filter(isDraft).length }) },
                  { value: 'trash', label: t('trash') },
                ]}
              />
              <Select
                className={classes.order}
                aria-label={t('sortBy')}
                allowDeselect={false}
                value={order}
                onChange={(value) => setOrder((value ?? 'changed') as Order)}
                data={[
                  { value: 'changed', label: t('changedFirst') },
                  { value: 'name', label: t('byName') },
                  { value: 'calls', label: t('callsFirst') },
                ]}
              />
            </div>
            <FlowTable
              flows={shown}
              actions={actions}
              isLoading={flows.isPending || (shelf === 'trash' && trash.isPending)}
              search={search}
              shelf={shelf}
              onClear={() => setSearch('')}
            />
          </>
        )}
      </div>
      {isNaming && (
        <NameDialog
          title={t('newFlow')}
          action={t('create')}
          isBusy={create.isPending}
          onSubmit={(name) => create.mutate({ name }, { onSuccess: open })}
          onClose={() => setNaming(false)}
          other={
            isEmpty
              ? undefined
              : {
                  label: t('fromExample'),
                  onPress: () => {
                    setNaming(false)
                    setExamplesOpen(true)
                  },
                }
          }
        />
      )}
      {areExamplesOpen && (
        <ExamplesDialog
          onExample={(example) => create.mutate(example, { onSuccess: open })}
          onClose={() => setExamplesOpen(false)}
        />
      )}
      {renaming && (
        <NameDialog
          title={t('rename')}
          action={t('save')}
          name={renaming.name}
          isBusy={rename.isPending}
          onSubmit={(name) => rename.mutate({ id: renaming.id, name }, { onSettled: () => setRenaming(null) })}
          onClose={() => setRenaming(null)}
        />
      )}
      {removing && (
        <RemoveFlowDialog
          flow={removing}
          action="delete"
          isBusy={remove.isPending}
          onConfirm={() => removeFlow(removing)}
          onClose={() => setRemoving(null)}
        />
      )}
      {isImporting && <ImportDialog onClose={() => setImporting(false)} />}
      {exporting && (
        <ExportFlow
          key={`${exporting.flow.id} ${exporting.kind}`}
          name={exporting.flow.name}
          kind={exporting.kind}
          read={async () => (await request('flow.show', { id: exporting.flow.id })).document}
          onClose={() => setExporting(null)}
        />
      )}
      {deleted && (
        <Notice
          key={deleted.id}
          text={t('deleted', { name: deleted.name })}
          action={t('undo')}
          onAction={() => restore.mutate(deleted.id, { onSuccess: () => setDeleted(null) })}
          onClose={() => setDeleted(null)}
        />
      )}
    </main>
  )
}
