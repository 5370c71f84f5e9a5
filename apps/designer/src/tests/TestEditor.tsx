/** A test that is edited, as a form or as text, with how it goes at the moment. */
import { Alert, SegmentedControl, Skeleton } from '@mantine/core'
import { CircleCheck, CircleX, LoaderCircle } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { CodeEditor, type CodeEditorHandle } from '../ui/CodeEditor.tsx'
import type { TextProblem } from '../ui/code-mirror.ts'
import { ProblemLines } from './ProblemLines.tsx'
import classes from './TestEditor.module.css'
import { TestForm } from './TestForm.tsx'
import { draftOf, placeIn, type TestDraft, withScenario } from './test-draft.ts'
import type { ShownResult } from './test-result.ts'
import type { TriedTest } from './use-tried.ts'

interface TestEditorProps {
  draft: TestDraft
  tried: TriedTest
  onChange: (draft: TestDraft) => void
}

type View = 'form' | 'text'

export function TestEditor({ draft, tried, onChange }: TestEditorProps) {
  const { t } = useTranslation('tests')
  const [view, setView] = useState<View>('form')
  const id = useId()
  const editor = useRef<CodeEditorHandle>(null)
  const { problems, result } = tried
  const notes = problems.map(({ severity, message, line, column }): TextProblem => {
    return { severity, message, ...placeIn(draft.text, line ?? 1, column ?? 1) }
  })
  const { failure } = result ?? {}
  const fails: TextProblem[] =
    failure && failure.line !== null && failure.happened !== ''
      ? [
          {
            message: t('failedHere', { happened: failure.happened }),
            ...placeIn(draft.text, failure.line, failure.column ?? 1),
          },
        ]
      : []
  return (
    <div className={classes.editor}>
      <div className={classes.bar}>
        <SegmentedControl
          aria-label={t('viewOf')}
          data={[
            { value: 'form', label: t('views.form') },
            { value: 'text', label: t('views.text') },
          ]}
          value={view}
          onChange={(next) => setView(next as View)}
        />
        <Verdict tried={tried} />
      </div>
      {view === 'text' ? (
        <>
          <CodeEditor
            id={id}
            ref={editor}
            ariaLabel={t('textOf')}
            data-field="text"
            language="yaml"
            lines={16}
            isInvalid={problems.some(({ severity }) => severity === 'error')}
            problems={[...notes, ...fails]}
            value={draft.text}
            onChange={(text) => onChange(draftOf(text))}
          />
          <p id={`${id}-notes`} className={classes.hint}>
            {t('textHint')}
          </p>
          <ProblemLines problems={problems} onGo={(at) => editor.current?.goTo(at)} text={draft.text} />
        </>
      ) : draft.scenario ? (
        <>
          <ProblemLines problems={problems} text={draft.text} />
          <TestForm
            scenario={draft.scenario}
            result={result ?? mistakeAsResult(problems)}
            onChange={(scenario) => onChange(withScenario(draft, scenario))}
          />
        </>
      ) : (
        <Alert color="orange" title={t('noForm')}>
          {t('noFormHint')}
        </Alert>
      )}
    </div>
  )
}

/** A mistake is shown where a failure would be. */
function mistakeAsResult(problems: TriedTest['problems']): ShownResult | null {
  const mistake = problems.find(({ severity }) => severity === 'error')
  if (!mistake) return null
  const { message, path, line, column } = mistake
  return { passed: false, failure: { expected: message, happened: '', path, line, column, nodeId: null } }
}

/** Whether it passes as it is now. */
function Verdict({ tried: { result, problems, isTrying, error } }: { tried: TriedTest }) {
  const { t } = useTranslation('tests')
  const mistakes = problems.filter(({ severity }) => severity === 'error').length
  if (error !== null) return <span className={classes.verdict}>{error}</span>
  if (isTrying && !result && mistakes === 0)
    return (
      <span className={classes.verdict} aria-busy>
        <Skeleton width={96} height={16} />
      </span>
    )
  const state = mistakes > 0 || result?.passed === false ? 'fails' : 'passes'
  const Icon = isTrying ? LoaderCircle : state === 'passes' ? CircleCheck : CircleX
  if (!result && mistakes === 0) return <span className={classes.verdict} />
  return (
    <span className={classes.verdict} data-state={state} role="status" aria-busy={isTrying}>
      <Icon size={16} aria-hidden />
      {mistakes > 0 ? t('mistakes', { count: mistakes }) : t(state === 'passes' ? 'passesNow' : 'failsNow')}
    </span>
  )
}
