/** Calls as KAZOO makes them: the list that grows, and one call with what was asked, answered and taken. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { useIsNarrow } from '../ui/use-screen.ts'
import { CallDetail } from './CallDetail.tsx'
import { CallList } from './CallList.tsx'
import classes from './CallsPage.module.css'

export function CallsPage() {
  const { t } = useTranslation('calls')
  const { id: flowId, callId } = useParams()
  const isNarrow = useIsNarrow()
  const navigate = useNavigate()
  const [deletions, setDeletions] = useState(0)
  const address = flowId === undefined ? '/calls' : `/flows/${flowId}/calls`
  return (
    <main className={classes.page}>
      {/* Hidden rather than left out, so that the list keeps its place and goes on listening. */}
      <div className={classes.list} hidden={isNarrow && callId !== undefined}>
        <CallList key={deletions} flowId={flowId} selected={callId} address={address} />
      </div>
      {callId !== undefined ? (
        <CallDetail
          key={callId}
          callId={callId}
          address={address}
          onDeleted={() => {
            setDeletions((before) => before + 1) // the list begins again from what is in the log
            void navigate(address)
          }}
        />
      ) : (
        !isNarrow && <p className={classes.select}>{t('select')}</p>
      )}
    </main>
  )
}
