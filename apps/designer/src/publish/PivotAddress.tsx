/** The Pivot URL: how to enter it in KAZOO, a test of whether KAZOO can reach it, and its replacement. */
import { formatTraits, pivotCurl, pivotSnippet, readDocument } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { Check, Info, Play, RadioTower, RefreshCw, TriangleAlert } from 'lucide-react'
import { useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useProbe, useRotateKey, useStudioInfo, useVersion } from '../api/queries.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { CopyButton } from '../ui/CopyButton.tsx'
import { JsonView } from '../ui/JsonView.tsx'
import { LoadError } from '../ui/LoadError.tsx'
import { useConfirm } from '../ui/use-confirm.tsx'
import { DialogHead } from './DialogHead.tsx'
import classes from './PivotAddress.module.css'
import dialog from './PublishDialog.module.css'
import { UrlTest } from './UrlTest.tsx'

/** An example; administrators put their own. */
const NUMBER = '2030'

export function PivotAddress({ published, onClose }: { published: number | null; onClose: () => void }) {
  const { t } = useTranslation('publish')
  const navigate = useNavigate()
  const flowId = useStudio((state) => state.flowId) ?? ''
  const pivotUrl = useStudio((state) => state.pivotUrl)
  const liveVersion = useStudio((state) => state.liveVersion)
  const draft = useStudio((state) => state.document)
  const defaultProfile = useStudio((state) => state.defaultProfile)
  const version = useVersion(flowId, liveVersion)
  const studio = useStudioInfo()
  const probe = useProbe(flowId)
  const done = useRef<HTMLButtonElement>(null)
  // It takes the place of the review, and with it of the button that had the focus.
  useEffect(() => done.current?.focus(), [])
  const snippet = useMemo(() => {
    const live = version.data && readDocument(version.data.document)
    return pivotSnippet(live?.ok ? live.value : draft, pivotUrl, defaultProfile)
  }, [version.data, draft, pivotUrl, defaultProfile])
  const json = JSON.stringify(snippet, null, 2)
  const curl = pivotCurl(snippet, NUMBER)
  const format = formatTraits[snippet.data.req_format].monsterLabel
  const test = (
    <Button size="xs" leftSection={<Play size={14} />} loading={probe.isPending} onClick={() => probe.mutate()}>
      {t('testUrl')}
    </Button>
  )

  return (
    <>
      <DialogHead
        title={published === null ? t('pivotUrl') : t('isLive', { version: published })}
        mark={
          published !== null && (
            <span className={classes.done}>
              <Check size={18} aria-hidden />
            </span>
          )
        }
        onClose={onClose}
      >
        {liveVersion === null ? t('notLive') : published !== null && published > 1 ? t('staysSame') : t('tellKazoo')}
      </DialogHead>
      <div className={dialog.body}>
        <div className={classes.url}>
          <code>{pivotUrl}</code>
          <CopyButton text={pivotUrl} what={t('address')} />
          {test}
          <NewUrlButton flowId={flowId} onReplaced={probe.reset} />
        </div>
        {studio.data?.publicUrlProblem && (
          <p className={classes.warning} role="status">
            <TriangleAlert size={16} aria-hidden /> {studio.data.publicUrlProblem}
          </p>
        )}
        <div className={classes.columns}>
          <div className={classes.column}>
            <section className={classes.card} aria-label={t('monster')}>
              <h3>{t('monster')}</h3>
              <dl>
                <Entry name={t('voiceUrl')} value={pivotUrl} />
                <Entry name={t('method')} value="POST" />
                <Entry name={t('format')} value={format} />
              </dl>
            </section>
            <UrlTest probe={probe} />
          </div>
          <section className={classes.card} aria-label={t('snippet')}>
            <h3>
              {t('snippet')} <CopyButton text={json} what={t('snippet')} variant="subtle" />
            </h3>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard */}
            <section className={classes.code} data-grow tabIndex={0} aria-label={t('snippet')}>
              <JsonView text={json} />
            </section>
          </section>
        </div>
        <section className={classes.card} aria-label={t('curl', { number: NUMBER })}>
          <h3>
            {t('curl', { number: NUMBER })} <CopyButton text={curl} what={t('curlName')} variant="subtle" />
          </h3>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and so must be reached by keyboard */}
          <pre className={classes.code} tabIndex={0}>
            {curl}
          </pre>
        </section>
        <p className={classes.hint}>
          <Info size={15} aria-hidden /> {t('silenceHint')} <code>sup kapps_controller start_app pivot</code>
        </p>
      </div>
      <footer className={dialog.foot} data-split>
        <button
          type="button"
          className={dialog.link}
          onClick={() => {
            onClose()
            void navigate(`/flows/${flowId}/calls`)
          }}
        >
          <RadioTower size={16} aria-hidden /> {t('watch')}
        </button>
        <Button ref={done} variant="filled" onClick={onClose} data-autofocus>
          {t('done')}
        </Button>
      </footer>
    </>
  )
}

/** Replaces the address that KAZOO has, for when it became known to others. */
function NewUrlButton({ flowId, onReplaced }: { flowId: string; onReplaced: () => void }) {
  const { t } = useTranslation('publish')
  const [dialog, confirm] = useConfirm()
  const rotate = useRotateKey(flowId)
  const start = () =>
    rotate.mutate(undefined, {
      onSuccess: ({ pivotUrl }) => {
        studioStore.getState().setSync({ pivotUrl })
        onReplaced()
      },
    })
  const ask = async () => {
    if (await confirm({ title: t('newUrlTitle'), text: t('newUrlText'), action: t('newUrlConfirm') })) start()
  }
  return (
    <>
      <Button size="xs" leftSection={<RefreshCw size={14} />} loading={rotate.isPending} onClick={() => void ask()}>
        {t('newUrl')}
      </Button>
      {rotate.isError && <LoadError error={rotate.error} onRetry={start} />}
      {dialog}
    </>
  )
}

function Entry({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        <code>{value}</code>
        <CopyButton text={value} what={name} isSmall />
      </dd>
    </div>
  )
}
