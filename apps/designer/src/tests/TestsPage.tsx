/** The tests of a flow: each with its last result on the left, the one that is edited on the right. */
import { Text } from '@mantine/core'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBlocker, useNavigate, useParams } from 'react-router'
import { useDeleteTest, useSaveTest, useTests } from '../api/test-queries.ts'
import { ConfirmDialog } from '../ui/ConfirmDialog.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import { Notice } from '../ui/Notice.tsx'
import { NoTests } from './NoTests.tsx'
import { Suggestions } from './Suggestions.tsx'
import { TestList } from './TestList.tsx'
import { TestPanel } from './TestPanel.tsx'
import classes from './TestsPage.module.css'
import type { TestDraft } from './test-draft.ts'

/** In the place of a test's id. */
export const NEW = 'new'
export const SUGGEST = 'suggest'

export function TestsPage() {
  const { t } = useTranslation('tests')
  const { id: flowId = '', testId } = useParams()
  const query = useTests(flowId)
  /** What is edited and not saved, by the id of the test. It stays while other tests are looked at. */
  const [drafts, setDrafts] = useState<Readonly<Record<string, TestDraft>>>({})
  const setDraft = (id: string, draft: TestDraft | null) =>
    setDrafts(({ [id]: _, ...others }) => (draft ? { ...others, [id]: draft } : others))
  const [deletedText, setDeletedText] = useState<string | null>(null)
  const forgetDeleted = useCallback(() => setDeletedText(null), [])
  const save = useSaveTest(flowId)
  const remove = useDeleteTest(flowId)
  const navigate = useNavigate()
  if (query.isError && !query.data) return <LoadError error={query.error} onRetry={() => void query.refetch()} />
  const tests = query.data?.tests ?? []
  const address = `/flows/${flowId}/tests`
  const shown = testId ?? tests[0]?.id
  const test = tests.find(({ id }) => id === shown) ?? null
  return (
    <main className={classes.page} aria-busy={query.isPending}>
      {query.data && tests.length === 0 && testId === undefined && <NoTests flowId={flowId} />}
      {query.data && (tests.length > 0 || testId !== undefined) && (
        <>
          <TestList flowId={flowId} tests={tests} selected={shown} unsaved={Object.keys(drafts)} />
          <div className={classes.side}>
            {shown === SUGGEST ? (
              <Suggestions flowId={flowId} />
            ) : shown === NEW || test ? (
              <TestPanel
                key={shown}
                flowId={flowId}
                test={test}
                draft={shown === undefined ? undefined : drafts[shown]}
                onDraft={(draft) => setDraft(shown ?? NEW, draft)}
                onDelete={async ({ id, text }) => {
                  await remove.mutateAsync(id)
                  setDraft(id, null)
                  setDeletedText(text)
                  void navigate(address)
                }}
              />
            ) : (
              <p className={classes.none}>{t('gone')}</p>
            )}
          </div>
        </>
      )}
      <LeaveGuard isUnsaved={Object.keys(drafts).length > 0} address={address} />
      {deletedText !== null && (
        <Notice
          text={t('deleted')}
          action={t('undo')}
          onAction={() => {
            save.mutate({ id: null, text: deletedText })
            forgetDeleted()
          }}
          onClose={forgetDeleted}
        />
      )}
    </main>
  )
}

/** What is edited and not saved would be lost with the page. */
function LeaveGuard({ isUnsaved, address }: { isUnsaved: boolean; address: string }) {
  const { t } = useTranslation('tests')
  const blocker = useBlocker(({ nextLocation: { pathname } }) => isUnsaved && !pathname.startsWith(address))
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsaved])
  if (blocker.state !== 'blocked') return null
  return (
    <ConfirmDialog
      title={t('lose.title')}
      action={t('lose.action')}
      onConfirm={blocker.proceed}
      onClose={blocker.reset}
    >
      <Text>{t('lose.text')}</Text>
    </ConfirmDialog>
  )
}
