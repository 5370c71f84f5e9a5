/** From a draft to a version that new calls get: problems to fix, what changes, and then the URL for KAZOO. */
import type { FlowDocument } from '@callflow-studio/model'
import { Modal } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { useStudio } from '../state/studio-store.ts'
import { PivotAddress } from './PivotAddress.tsx'
import classes from './PublishDialog.module.css'
import { PublishProblems } from './PublishProblems.tsx'
import { PublishReview } from './PublishReview.tsx'

interface PublishDialogProps {
  opened: boolean
  onClose: () => void
  /** Only what to tell KAZOO, for a flow that is published already. */
  isAddressOnly?: boolean
}

export function PublishDialog({ opened, onClose, isAddressOnly = false }: PublishDialogProps) {
  const { t } = useTranslation('publish')
  const [published, setPublished] = useState<number | null>(null)
  const isAddress = isAddressOnly || published !== null
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      title={t(isAddress ? 'addressName' : 'publish')}
      padding={0}
      size={isAddress ? 1040 : 760}
      classNames={{ content: classes.dialog ?? '', header: 'visually-hidden' }}
    >
      {isAddress ? (
        <PivotAddress published={published} onClose={onClose} />
      ) : (
        <Checked onClose={onClose} onPublished={setPublished} />
      )}
    </Modal>
  )
}

/** Checks the document on screen again: the last validation may be of a moment ago. */
function Checked({ onClose, onPublished }: { onClose: () => void; onPublished: (version: number) => void }) {
  const document = useStudio((state) => state.document)
  const known = useStudio((state) => state.validation)
  const checked = useQuery({
    queryKey: ['publish check', numberOf(document)],
    queryFn: ({ signal }) => request('document.validate', { body: { document, withReport: true } }, { signal }),
    gcTime: 0,
  })
  const [refused, setRefused] = useState<ApiError | null>(null)
  const validation = checked.data ?? known
  const errors = (refused?.problem.diagnostics ?? validation.diagnostics).filter(({ severity }) => severity === 'error')
  const warnings = validation.diagnostics.filter(({ severity }) => severity === 'warning')
  if (errors.length > 0) return <PublishProblems errors={errors} warnings={warnings} onClose={onClose} />
  return (
    <PublishReview
      validation={validation}
      warnings={warnings}
      onRefused={(error) => {
        if (error instanceof ApiError && error.status === 422) setRefused(error)
      }}
      onPublished={onPublished}
      onClose={onClose}
    />
  )
}

const numbers = new WeakMap<FlowDocument, number>()
let count = 0
/** Numbers documents by identity: as a query key a document would be hashed whole at each render. */
function numberOf(document: FlowDocument): number {
  const number = numbers.get(document) ?? ++count
  numbers.set(document, number)
  return number
}
