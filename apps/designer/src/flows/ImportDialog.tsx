/** Takes flows in from a text, from files or from a KAZOO account: what each was drawn as, what is wrong with it, and what could not be drawn. */
import { importers, type KazooProfile } from '@callflow-studio/model'
import type { KazooCallflow } from '@callflow-studio/model/api'
import { Button, FileButton, InputBase, Modal, SegmentedControl } from '@mantine/core'
import { FileUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKazooAccounts } from '../api/connection-queries.ts'
import { useStudioInfo } from '../api/queries.ts'
import { ProfileSelect } from '../step-ui/ProfileSelect.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import { sourceOfCallflow } from './callflow-list.ts'
import classes from './ImportDialog.module.css'
import { ImportReport } from './ImportReport.tsx'
import { FILE_TYPES, importSourcesOf } from './import-source.ts'
import { KazooCallflows } from './KazooCallflows.tsx'
import { useImports } from './use-imports.ts'

type From = 'text' | 'kazoo'

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows')
  const [from, setFrom] = useState<From>('text')
  const [text, setText] = useState('')
  const [kazoo, setKazooChoice] = useState<KazooProfile | null>(null)
  const installation = useStudioInfo().data?.kazooVersion ?? 'any'
  const [isOver, setOver] = useState(false)
  const [chosenAccount, setAccount] = useState<string | null>(null)
  const [chosen, setChosen] = useState<readonly KazooCallflow[]>([])
  const reached = useKazooAccounts().data ?? NONE_REACHED
  const accounts = reached.accounts
  const account = chosenAccount ?? (accounts.length === 1 ? (accounts[0]?.id ?? null) : null)
  const { results, progress, take, setFor, answer } = useImports(kazoo)
  const isBusy = progress !== null

  const takeTexts = async (texts: readonly { text: string; fileName: string | null }[]): Promise<void> => {
    const given = texts.flatMap(({ text, fileName }) => {
      const sources = importSourcesOf(text, fileName, t('importedFlow'))
      return sources.map((source) => ({ source, fileName, label: sources.length > 1 ? source.name : fileName }))
    })
    const taken = await take(given)
    // What is a flow now leaves the list; what is none can be fixed.
    if (taken.every(({ fileName, flowId }) => fileName === null && flowId !== null)) setText('')
  }
  const takeCallflows = async (): Promise<void> => {
    if (account === null) return
    const sources = chosen.map((callflow) => sourceOfCallflow(account, callflow))
    const taken = await take(sources.map((source) => ({ source, fileName: null, label: source.name })))
    setChosen(chosen.filter((_, index) => taken[index]?.flowId === null))
  }
  const takeFiles = async (files: readonly File[]): Promise<void> => {
    if (files.length > 0)
      await takeTexts(await Promise.all(files.map(async (file) => ({ text: await file.text(), fileName: file.name }))))
  }
  const onDrag = (event: DragEvent, isInside: boolean): void => {
    if (from !== 'text' || !event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    setOver(isInside)
  }

  return (
    <Modal opened onClose={onClose} title={t('importTitle')} size={680}>
      <section
        className={classes.drop}
        aria-label={t('importTitle')}
        data-over={isOver || undefined}
        onDragOver={(event) => onDrag(event, true)}
        onDragLeave={(event) => onDrag(event, event.currentTarget.contains(event.relatedTarget as Node | null))}
        onDrop={(event) => {
          onDrag(event, false)
          void takeFiles([...event.dataTransfer.files])
        }}
      >
        {accounts.length > 0 && (
          <SegmentedControl
            fullWidth
            aria-label={t('importFrom')}
            data={[
              { value: 'text', label: t('fromText') },
              { value: 'kazoo', label: t('fromKazoo') },
            ]}
            value={from}
            onChange={setFrom}
          />
        )}
        {from === 'text' ? (
          <>
            <p className={classes.hint}>
              {t('importHint', { formats: importers.map(({ label }) => label).join(' or ') })}
            </p>
            <InputBase
              component={TextArea}
              multiline
              classNames={{ input: classes.text ?? '' }}
              label={t('importText')}
              placeholder={'{ "module": "tts", "data": { … } }'}
              value={text}
              onChange={(event) => setText(event.currentTarget.value)}
              rows={results.length > 0 ? 5 : 10}
              spellCheck={false}
              data-autofocus
            />
          </>
        ) : (
          <>
            <p className={classes.hint}>{t('fromKazooHint')}</p>
            <KazooCallflows
              accounts={accounts}
              problem={reached.problems.map(({ message }) => message).join(' ')}
              accountId={account}
              onAccount={(id) => {
                setAccount(id)
                setChosen([])
              }}
              chosen={chosen}
              onChoose={setChosen}
            />
          </>
        )}
        <ProfileSelect value={kazoo} installation={installation} onChange={setKazooChoice} />
        <div className={classes.actions}>
          {from === 'text' && (
            <FileButton
              multiple
              accept={[...FILE_TYPES, 'application/json', 'text/xml'].join(',')}
              onChange={takeFiles}
            >
              {(props) => (
                <Button {...props} leftSection={<FileUp size={16} aria-hidden />} disabled={isBusy}>
                  {t('chooseFiles')}
                </Button>
              )}
            </FileButton>
          )}
          <span className={classes.hint}>
            {progress && progress.total > 1
              ? t('importProgress', { done: progress.done + 1, total: progress.total })
              : from === 'text' && t('dropFiles')}
          </span>
          <Button onClick={onClose}>{results.some(({ flowId }) => flowId) ? t('done') : t('cancel')}</Button>
          {from === 'text' ? (
            <Button
              variant="filled"
              loading={isBusy}
              disabled={text.trim() === ''}
              onClick={() => void takeTexts([{ text, fileName: null }])}
            >
              {t('import')}
            </Button>
          ) : (
            <Button
              variant="filled"
              loading={isBusy}
              disabled={account === null || chosen.length === 0}
              onClick={() => void takeCallflows()}
            >
              {chosen.length === 0 ? t('import') : t('importCount', { count: chosen.length })}
            </Button>
          )}
        </div>
        <div aria-live="polite">
          {results.length > 0 && (
            <ul className={classes.results} aria-label={t('importReport')}>
              {results.map((result, index) => (
                <ImportReport
                  // biome-ignore lint/suspicious/noArrayIndexKey: a result is its place in the order of the files
                  key={index}
                  result={result}
                  label={result.label}
                  onSetKazoo={(profile) => setFor(index, profile)}
                  isBusy={isBusy}
                  isNext={index === results.findIndex(({ question }) => question)}
                  onAddress={(baseUrl) => {
                    if (!result.question) return
                    void answer(index, result.question.source, baseUrl).then(({ flowId }) => {
                      if (result.fileName === null && flowId !== null) setText('')
                    })
                  }}
                />
              ))}
            </ul>
          )}
        </div>
      </section>
    </Modal>
  )
}

const NONE_REACHED = { accounts: [], problems: [] } as const
