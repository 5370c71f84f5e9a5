import { ActionIcon, Button, Tooltip } from '@mantine/core'
import type { TFunction } from 'i18next'
import { CircleCheck, CircleDashed, CircleX, Play, Redo2, Square, TriangleAlert, Undo2 } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, NavLink, useMatch, useNavigate } from 'react-router'
import { useTests } from '../api/test-queries.ts'
import { describeEdit, type EditDescription } from '../state/describe-edit.ts'
import { useLiveComparison } from '../state/live-comparison.ts'
import { allProblems, isSilenced } from '../state/shown-problems.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { Logo } from '../ui/Logo.tsx'
import { keyText } from '../ui/shortcut.ts'
import { useIsNarrow } from '../ui/use-screen.ts'
import { FlowMenu } from './FlowMenu.tsx'
import { SaveIndicator } from './SaveIndicator.tsx'
import { SchemeToggle } from './SchemeToggle.tsx'
import { StateChip } from './StateChip.tsx'
import classes from './TopBar.module.css'

/** The head of all pages of one flow: what it is called, what is live, what can be done next. */
export function TopBar({ flowId }: { flowId: string }) {
  const { t } = useTranslation('app')
  const isCompact = useIsNarrow()
  const address = `/flows/${flowId}`
  return (
    <header className={classes.bar}>
      <Link to="/" className={classes.mark} aria-label={t('toFlows')}>
        <Logo />
      </Link>
      {!isCompact && (
        <>
          <Link to="/" className={classes.flows}>
            {t('flows')}
          </Link>
          <span className={classes.slash} aria-hidden>
            /
          </span>
        </>
      )}
      <FlowMenu />
      <StateChip isCompact={isCompact} />
      <nav className={classes.tabs} aria-label={t('mainNavigation')}>
        <NavLink to={address} end className={classes.tab ?? ''}>
          {t('flow')}
        </NavLink>
        <NavLink to={`${address}/tests`} className={classes.tab ?? ''}>
          {t('tests')}
          <FailedTests flowId={flowId} />
        </NavLink>
        <NavLink to={`${address}/calls`} className={classes.tab ?? ''}>
          {t('calls')}
        </NavLink>
        <NavLink to={`${address}/versions`} className={classes.tab ?? ''}>
          {t('versions')}
        </NavLink>
      </nav>
      <SaveIndicator isCompact={isCompact} />
      <UndoRedo />
      <ProblemsButton isCompact={isCompact} address={address} />
      <SchemeToggle />
      <PreviewButton isCompact={isCompact} address={address} />
      <PublishButton />
    </header>
  )
}

/** How many tests failed when they last ran; nothing where none did. */
function FailedTests({ flowId }: { flowId: string }) {
  const { t } = useTranslation('app')
  const tests = useTests(flowId).data?.tests ?? []
  const failed = tests.filter(({ lastRun }) => lastRun?.passed === false).length
  if (failed === 0) return null
  return (
    <span className={classes.failed} role="status" aria-label={t('testsFailed', { count: failed })}>
      {failed}
    </span>
  )
}

function UndoRedo() {
  const { t } = useTranslation('app')
  const document = useStudio((state) => state.document)
  const before = useStudio((state) => state.past.at(-1))
  const after = useStudio((state) => state.future[0])
  const canUndo = before !== undefined
  const canRedo = after !== undefined
  const undone = before && wordsOf(describeEdit(before, document), t)
  const redone = after && wordsOf(describeEdit(document, after), t)
  const said = useSaidHistory()
  const undo = useStudio((state) => state.undo)
  const redo = useStudio((state) => state.redo)
  return (
    <div className={classes.pair}>
      <Tooltip label={`${t('undo')}${undone ? `: ${undone}` : ''} (${keyText('mod+z')})`}>
        <ActionIcon aria-label={t('undo')} aria-description={undone} disabled={!canUndo} onClick={undo}>
          <Undo2 size={17} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={`${t('redo')}${redone ? `: ${redone}` : ''} (${keyText('mod+shift+z')})`}>
        <ActionIcon aria-label={t('redo')} aria-description={redone} disabled={!canRedo} onClick={redo}>
          <Redo2 size={17} />
        </ActionIcon>
      </Tooltip>
      <p className="visually-hidden" role="status">
        {said}
      </p>
    </div>
  )
}

const wordsOf = ({ key, step, count }: EditDescription, t: TFunction<'app'>): string => {
  if (key === 'connections' || key === 'settings') return t(`edits.${key}`)
  return step ? t(`edits.${key}Step`, { step }) : t(`edits.${key}`, { count })
}

/** What the latest undo or redo did, for screen readers: by key, nothing on the screen says so. */
function useSaidHistory(): string {
  const { t } = useTranslation('app')
  const [said, setSaid] = useState('')
  useEffect(
    () =>
      studioStore.subscribe((now, before) => {
        const steps = [now.past.length - before.past.length, now.future.length - before.future.length].join()
        if (steps === '-1,1') setSaid(t('undone', { edit: wordsOf(describeEdit(now.document, before.document), t) }))
        else if (steps === '1,-1')
          setSaid(t('redone', { edit: wordsOf(describeEdit(before.document, now.document), t) }))
        else if (now.document !== before.document) setSaid('') // the same words again are said again
      }),
    [t],
  )
  return said
}

function ProblemsButton({ isCompact, address }: { isCompact: boolean; address: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const problems = allProblems(useStudio((state) => state.validation)).filter((each) => !isSilenced(each))
  const errors = problems.filter(({ severity }) => severity === 'error').length
  const warnings = problems.filter(({ severity }) => severity === 'warning').length
  const isShown = useStudio((state) => state.drawer.isOpen && state.drawer.tab === 'problems')
  const setDrawer = useStudio((state) => state.setDrawer)
  const isChecked = useStudio((state) => state.validated !== null)
  const isOnCanvas = useMatch(address) !== null
  const none = isChecked ? t('noProblems') : t('checking')
  const words = errors > 0 ? t('errors', { count: errors }) : warnings > 0 ? t('warnings', { count: warnings }) : none
  const Icon = errors > 0 ? CircleX : warnings > 0 ? TriangleAlert : isChecked ? CircleCheck : CircleDashed
  const toggle = () => {
    setDrawer({ isOpen: !(isShown && isOnCanvas), tab: 'problems' })
    if (!isOnCanvas) void navigate(address)
  }
  return (
    <button
      type="button"
      className={classes.problems}
      data-severity={errors > 0 ? 'error' : warnings > 0 ? 'warning' : undefined}
      aria-pressed={isShown}
      aria-label={words}
      aria-live="polite"
      onClick={toggle}
    >
      <Icon size={17} aria-hidden />
      <span>{isCompact ? errors || warnings || '' : words}</span>
    </button>
  )
}

function PreviewButton({ isCompact, address }: { isCompact: boolean; address: string }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const startPreview = useStudio((state) => state.startPreview)
  const endPreview = useStudio((state) => state.endPreview)
  const isOnCanvas = useMatch(address) !== null
  const isOn = isPreviewing && isOnCanvas
  const Icon = isOn ? Square : Play
  const label = isOn ? t('endPreview') : t('preview')
  const toggle = () => {
    if (isOn) return endPreview()
    startPreview()
    if (!isOnCanvas) void navigate(address)
  }
  if (isCompact)
    return (
      <Tooltip label={label}>
        <ActionIcon variant="default" aria-label={label} onClick={toggle}>
          <Icon size={17} />
        </ActionIcon>
      </Tooltip>
    )
  return (
    <Button leftSection={<Icon size={16} />} onClick={toggle}>
      {label}
    </Button>
  )
}

function PublishButton() {
  const { t } = useTranslation('app')
  const setDialog = useStudio((state) => state.setDialog)
  const liveVersion = useStudio((state) => state.liveVersion)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const comparison = useLiveComparison()
  const isDone = comparison?.isSame === true
  const isDisabled = isDone || isReadOnly
  return (
    <Tooltip label={t('nothingToPublish', { version: liveVersion })} disabled={!isDone} openDelay={0}>
      <Button
        variant="filled"
        onClick={() => {
          if (!isDisabled) setDialog('publish')
        }}
        aria-disabled={isDisabled}
        {...(isDisabled ? { 'data-disabled': true } : {})}
      >
        {t('publish')}
      </Button>
    </Tooltip>
  )
}
