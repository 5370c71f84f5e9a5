/** Writes or draws a flow for elsewhere, as soon as it stands on the page; what keeps it from that is a dialog. */
import { exportCallflow, type FlowDocument, type KazooProfile, readDocument } from '@callflow-studio/model'
import type { Flow } from '@callflow-studio/model/api'
import { useDeferredValue, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { download, downloadJson } from '../api/download.ts'
import { FlowPicture } from '../canvas/picture/FlowPicture.tsx'
import { frameOf, isReadable, pixelsFor } from '../canvas/picture/picture-frame.ts'
import { drawRoutes } from '../canvas/routes.ts'
import type { ExportKind } from '../state/session-slice.ts'
import { Notice } from '../ui/Notice.tsx'
import { NotStaticDialog } from './NotStaticDialog.tsx'
import { type NotStatic, notStaticOf } from './not-static.ts'
import { TooLargeDialog } from './TooLargeDialog.tsx'

interface ExportFlowProps {
  name: string
  kind: ExportKind
  /** Called once. */
  read: () => Promise<Flow['document'] | FlowDocument>
  /** Leads to a step; only where the flow is open. */
  onShow?: (nodeId: string, field: string | null) => void
  onClose: () => void
}

type Outcome =
  | { state: 'not static' | 'not known'; reasons: readonly NotStatic[] }
  | { state: 'too large'; document: FlowDocument; scale: number }
  | { state: 'drawing'; document: FlowDocument; format: 'svg' | 'png' }
  | { state: 'failed'; message: string }

export function ExportFlow({ name, kind, read, onShow, onClose }: ExportFlowProps) {
  const { t } = useTranslation('flows')
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  // A large flow takes seconds to draw: that it is drawn stands on the screen before, and can be called off meanwhile.
  const settled = useDeferredValue(outcome)
  const fail = (error: unknown) =>
    setOutcome({ state: 'failed', message: error instanceof Error ? error.message : String(error) })

  // biome-ignore lint/correctness/useExhaustiveDependencies: an export happens once, with what the flow was then
  useEffect(() => {
    let isCalledOff = false
    const start = async () => {
      // A flow that is open can leave while the server does not answer: then it is for any KAZOO.
      const installation = request('studio.show').then(
        ({ kazooVersion }) => kazooVersion,
        () => 'any' as const,
      )
      const [stored, defaultProfile] = await Promise.all([read(), installation])
      if (isCalledOff) return
      const done = write(name, kind, stored, defaultProfile)
      if (done === null) onClose()
      else setOutcome(done)
    }
    start().catch(fail)
    return () => {
      isCalledOff = true
    }
  }, [])

  if (outcome?.state === 'not static' || outcome?.state === 'not known')
    return (
      <NotStaticDialog
        isExported={outcome.state === 'not known'}
        reasons={outcome.reasons}
        onShow={onShow}
        onClose={onClose}
      />
    )
  if (outcome?.state === 'too large') {
    const { document, scale } = outcome
    return (
      <TooLargeDialog
        scale={scale}
        onChoose={(format) => setOutcome({ state: 'drawing', document, format })}
        onClose={onClose}
      />
    )
  }
  if (outcome?.state === 'failed')
    return (
      <Notice
        text={`${t('exportFailed')}: ${outcome.message}`}
        action={t('close')}
        onAction={onClose}
        onClose={onClose}
      />
    )
  if (outcome?.state === 'drawing')
    return (
      <>
        {settled === outcome && (
          <FlowPicture
            document={outcome.document}
            format={outcome.format}
            onDrawn={(picture) => {
              download(name, outcome.format, picture)
              onClose()
            }}
            onFailed={fail}
          />
        )}
        <Notice text={t('drawingImage')} action={t('cancel')} onAction={onClose} onClose={NEVER} lastsMs={LONG_MS} />
      </>
    )
  return null
}

/** It stays until the picture is there. */
const NEVER = () => {}
const LONG_MS = 10 * 60_000

/** @returns null where the file has left, and nothing is to be said of it */
function write(
  name: string,
  kind: ExportKind,
  stored: Flow['document'] | FlowDocument,
  defaultProfile: KazooProfile,
): Outcome | null {
  // As it is stored: a document of a newer studio holds what this one cannot read.
  if (kind === 'document') {
    downloadJson(name, { name, document: stored })
    return null
  }
  const read = readDocument(stored)
  if (!read.ok) return { state: 'failed', message: read.diagnostics[0]?.message ?? '' }
  if (kind === 'png') {
    const frame = frameOf(drawRoutes(read.value))
    if (!isReadable(frame)) return { state: 'too large', document: read.value, scale: pixelsFor(frame) }
  }
  if (kind !== 'callflow') return { state: 'drawing', document: read.value, format: kind }
  const result = exportCallflow(read.value, read.value.settings.kazoo ?? defaultProfile)
  if (!result.ok) return { state: 'not static', reasons: notStaticOf(read.value, result.diagnostics) }
  downloadJson(name, result.callflow)
  const missing = notStaticOf(read.value, result.diagnostics)
  return missing.length > 0 ? { state: 'not known', reasons: missing } : null
}
