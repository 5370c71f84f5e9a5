/** Takes flows in from a text or from files: what each was drawn as, what is wrong with it, and what could not be drawn. */
import { importers, type KazooProfile } from '@callflow-studio/model'
import { Button, FileButton, InputBase, Modal } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { request } from '../api/client.ts'
import { settingsHere } from '../api/new-flow.ts'
import { keys, useStudioInfo } from '../api/queries.ts'
import { ProfileSelect } from '../step-ui/ProfileSelect.tsx'
import { TextArea } from '../ui/TextArea.tsx'
import classes from './ImportDialog.module.css'
import { ImportReport } from './ImportReport.tsx'
import { type ImportDeps, type ImportResult, importFlow, type KazooDeps, setKazoo } from './import-flow.ts'
import { FILE_TYPES, type ForeignSource, importSourcesOf } from './import-source.ts'

const deps: ImportDeps = {
  draw: (format, source, options) => request('document.import', { body: { format, source, ...options } }),
  create: (flow) => request('flow.create', { body: flow }),
  settings: settingsHere,
}
const kazooDeps: KazooDeps = {
  read: (id) => request('flow.show', { id }),
  save: (id, flow) => request('flow.save', { id, body: flow }),
  validate: (document, flowId) => request('document.validate', { body: { document, flowId } }),
}

/** What became of a text, or of one entry of a list in it. */
interface Taken extends ImportResult {
  fileName: string | null
  /** What it is called where no flow was made of it. */
  label: string | null
}

interface Given {
  text: string
  /** Null where it was pasted. */
  fileName: string | null
}

export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('flows')
  const client = useQueryClient()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [results, setResults] = useState<readonly Taken[]>([])
  const [kazoo, setKazooChoice] = useState<KazooProfile | null>(null)
  const installation = useStudioInfo().data?.kazooVersion ?? 'any'
  const [isBusy, setBusy] = useState(false)
  const [isOver, setOver] = useState(false)

  const take = async (given: readonly Given[]): Promise<void> => {
    setBusy(true)
    const taken = []
    // One after the other, so that the report and the list stand in the order of the files.
    for (const { text, fileName } of given) {
      const sources = importSourcesOf(text, fileName, t('importedFlow'))
      for (const source of sources) {
        const result = await importFlow(source, deps, kazoo ?? undefined)
        taken.push({ ...result, fileName, label: sources.length > 1 ? source.name : fileName })
      }
    }
    setBusy(false)
    const [only] = taken
    const opened = taken.length === 1 && only?.problems.length === 0 ? only.flowId : null
    // The list is not read again here: the page reads it when it opens.
    void client.invalidateQueries({ queryKey: keys.flows, refetchType: opened === null ? 'active' : 'none' })
    if (opened !== null) {
      void navigate(`/flows/${opened}`)
      return
    }
    setResults(taken)
    // What is a flow now leaves the list; what is none can be fixed.
    if (taken.every(({ fileName, flowId }) => fileName === null && flowId !== null)) setText('')
  }
  const setFor = async (index: number, profile: KazooProfile): Promise<void> => {
    const result = results[index]
    if (!result || result.flowId === null) return
    const changed = await setKazoo({ ...result, flowId: result.flowId }, profile, kazooDeps)
    setResults((all) => all.with(index, { ...result, ...changed }))
    void client.invalidateQueries({ queryKey: keys.flows })
  }
  /** Imports a document again, now that its address is known, or is not to be. */
  const answer = async (
    index: number,
    source: ForeignSource & { name: string },
    baseUrl: string | null,
  ): Promise<void> => {
    setBusy(true)
    const result = await importFlow({ ...source, baseUrl }, deps, kazoo ?? undefined)
    setBusy(false)
    void client.invalidateQueries({ queryKey: keys.flows })
    setResults((before) =>
      before.map((each, at) => (at === index ? { ...result, fileName: each.fileName, label: each.label } : each)),
    )
    if (results[index]?.fileName === null && result.flowId !== null) setText('')
  }
  const takeFiles = async (files: readonly File[]): Promise<void> => {
    if (files.length > 0)
      await take(await Promise.all(files.map(async (file) => ({ text: await file.text(), fileName: file.name }))))
  }
  const onDrag = (event: DragEvent, isInside: boolean): void => {
    if (!event.dataTransfer.types.includes('Files')) return
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
        <p className={classes.hint}>{t('importHint', { formats: importers.map(({ label }) => label).join(' or ') })}</p>
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
        <ProfileSelect value={kazoo} installation={installation} onChange={setKazooChoice} />
        <div className={classes.actions}>
          <FileButton multiple accept={[...FILE_TYPES, 'application/json', 'text/xml'].join(',')} onChange={takeFiles}>
            {(props) => (
              <Button {...props} leftSection={<FileUp size={16} aria-hidden />} disabled={isBusy}>
                {t('chooseFiles')}
              </Button>
            )}
          </FileButton>
          <span className={classes.hint}>{t('dropFiles')}</span>
          <Button onClick={onClose}>{results.some(({ flowId }) => flowId) ? t('done') : t('cancel')}</Button>
          <Button
            variant="filled"
            loading={isBusy}
            disabled={text.trim() === ''}
            onClick={() => void take([{ text, fileName: null }])}
          >
            {t('import')}
          </Button>
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
                    if (result.question) void answer(index, result.question.source, baseUrl)
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
