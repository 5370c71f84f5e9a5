/** Every published version, and what the draft changes against one of them. */
import { compareDocuments, emptyDocument, type FlowDocument, readDocument } from '@callflow-studio/model'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useVersion, useVersions } from '../api/queries.ts'
import { FlowView } from '../canvas/FlowView.tsx'
import { useStudio } from '../state/studio-store.ts'
import { LoadError } from '../ui/LoadError.tsx'
import { useIsNarrow } from '../ui/use-screen.ts'
import { ChangePanel } from './ChangePanel.tsx'
import { CompareBar } from './CompareBar.tsx'
import { mergeDocuments } from './merge-documents.ts'
import { VersionList } from './VersionList.tsx'
import classes from './VersionsPage.module.css'

export function VersionsPage() {
  const { t } = useTranslation('versions')
  const isNarrow = useIsNarrow()
  const params = useParams()
  const flowId = params.id ?? ''
  const liveVersion = useStudio((state) => state.liveVersion)
  const latestVersion = useStudio((state) => state.latestVersion)
  const number = params.version ? Number(params.version) : (liveVersion ?? latestVersion)
  const versions = useVersions(flowId)
  const version = useVersion(flowId, number)
  const draft = useStudio((state) => state.document)
  const base = useReadable(version.data?.document)
  const comparison = useMemo(() => compareDocuments(base ?? draft, draft), [base, draft])
  const merged = useMemo(() => mergeDocuments(comparison, draft), [comparison, draft])
  const [selected, setSelected] = useState<string | null>(null)
  const change = comparison.steps.find(({ nodeId }) => nodeId === selected) ?? null

  // biome-ignore lint/correctness/useExhaustiveDependencies: another version has other changes
  useEffect(() => setSelected(null), [number])

  return (
    <div className={classes.page}>
      <VersionList
        flowId={flowId}
        versions={versions.data?.versions ?? []}
        isLoading={versions.isPending}
        base={number}
      />
      <main className={classes.middle}>
        {version.isError ? (
          <LoadError error={version.error} onRetry={() => void version.refetch()} />
        ) : number !== null && version.data ? (
          <>
            <CompareBar version={number} comparison={comparison} selected={selected} onSelect={setSelected} />
            <FlowView
              document={merged.document}
              highlight={null}
              {...(comparison.steps.length > 0 ? { compared: merged.compared } : {})}
              focusNodeId={selected}
              onNodePress={setSelected}
              hasControls
              covered={isNarrow ? 84 : 48}
            />
          </>
        ) : (
          versions.isSuccess && versions.data.versions.length === 0 && <p className={classes.none}>{t('none')}</p>
        )}
      </main>
      {number !== null && base && version.data && (
        <ChangePanel
          flowId={flowId}
          version={version.data}
          base={base}
          draft={draft}
          change={change}
          comparison={comparison}
          isLive={number === liveVersion}
        />
      )}
    </div>
  )
}

function useReadable(stored: unknown): FlowDocument | null {
  return useMemo(() => {
    if (stored === undefined) return null
    const read = readDocument(stored)
    return read.ok ? read.value : emptyDocument()
  }, [stored])
}
