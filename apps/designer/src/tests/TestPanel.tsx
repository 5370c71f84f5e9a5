import type { FlowTest } from '@callflow-studio/model/api'
import { Button, Tooltip } from '@mantine/core'
import { Phone, Play, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useRunTests, useSaveTest } from '../api/test-queries.ts'
import { scenarioOfRequest } from '../state/preview-scenario.ts'
import { studioStore } from '../state/studio-store.ts'
import { whenSaved } from '../state/when-saved.ts'
import { TestEditor } from './TestEditor.tsx'
import classes from './TestPanel.module.css'
import { draftOf, type TestDraft } from './test-draft.ts'
import { useTried } from './use-tried.ts'

interface TestPanelProps {
  flowId: string
  /** Null for a new one. */
  test: FlowTest | null
  /** What is edited and not saved; undefined where nothing is. */
  draft: TestDraft | undefined
  onDraft: (draft: TestDraft | null) => void
  onDelete: (test: FlowTest) => Promise<void>
}

/** One test: what came of it, and its form or text. */
export function TestPanel({ flowId, test, draft, onDraft, onDelete }: TestPanelProps) {
  const { t } = useTranslation('tests')
  const navigate = useNavigate()
  const [kept] = useState(() => draftOf(`test: ${t('newName')}\n`))
  const stored = useStored(test)
  const shown = draft ?? stored ?? kept
  const tried = useTried(shown.text)
  const save = useSaveTest(flowId)
  const run = useRunTests(flowId)
  const [problem, setProblem] = useState<string | null>(null)
  const { failure } = tried.result ?? {}
  const isChanged = draft !== undefined && draft.text !== test?.text
  const attempt = async (work: () => Promise<void>) => {
    setProblem(null)
    try {
      await work()
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error))
    }
  }
  const store = () =>
    attempt(async () => {
      const [saved] = await save.mutateAsync({ id: test?.id ?? null, text: shown.text })
      onDraft(null)
      if (!test && saved) void navigate(`/flows/${flowId}/tests/${saved.id}`, { replace: true })
    })
  const preview = () => {
    const request = tried.result?.preview
    if (!request) return
    studioStore.getState().openScenario(scenarioOfRequest(request, t('callerOf')))
    void navigate(`/flows/${flowId}`)
  }
  return (
    <section className={classes.panel} aria-label={test?.name ?? t('new')}>
      <header className={classes.head}>
        <h2>{shown.scenario?.test || test?.name || t('new')}</h2>
        <Tooltip label={t('previewHint')}>
          <Button leftSection={<Phone size={15} />} disabled={!tried.result?.preview} onClick={preview}>
            {t('preview')}
          </Button>
        </Tooltip>
        {test && (
          <>
            <Button
              leftSection={<Play size={15} />}
              loading={run.isPending}
              disabled={isChanged}
              onClick={() =>
                void attempt(async () => {
                  await whenSaved(studioStore)
                  await run.mutateAsync({ tests: [test.id] })
                })
              }
            >
              {t('run')}
            </Button>
            <Button leftSection={<Trash2 size={15} />} onClick={() => void attempt(() => onDelete(test))}>
              {t('delete')}
            </Button>
          </>
        )}
      </header>
      <div className={classes.body}>
        <div className={classes.column}>
          {failure && failure.happened !== '' && (
            <dl className={classes.failure}>
              <dt>{t('expected')}</dt>
              <dd>{failure.expected}</dd>
              <dt>{t('happened')}</dt>
              <dd>{failure.happened}</dd>
            </dl>
          )}
          <TestEditor draft={shown} tried={tried} onChange={onDraft} />
        </div>
      </div>
      {(isChanged || !test || problem) && (
        <footer className={classes.foot}>
          {problem && <p role="alert">{problem}</p>}
          {isChanged && test && <Button onClick={() => onDraft(null)}>{t('discard')}</Button>}
          {(isChanged || !test) && (
            <Button
              variant="filled"
              loading={save.isPending}
              disabled={tried.problems.some(({ severity }) => severity === 'error')}
              onClick={() => void store()}
            >
              {t('save')}
            </Button>
          )}
        </footer>
      )}
    </section>
  )
}

/** Read once for each text: the lines of a form keep their place while results come in. */
function useStored(test: FlowTest | null): TestDraft | null {
  const [stored, setStored] = useState(() => (test ? draftOf(test.text) : null))
  if (!test || stored?.text === test.text) return stored
  const next = draftOf(test.text)
  setStored(next)
  return next
}
