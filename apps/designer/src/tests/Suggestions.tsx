import { Button, Checkbox, Loader } from '@mantine/core'
import { Sparkles } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { OutputOf } from '../api/client.ts'
import { useSaveTest, useSuggestedTests } from '../api/test-queries.ts'
import { useStudio } from '../state/studio-store.ts'
import { LoadError } from '../ui/LoadError.tsx'
import classes from './Suggestions.module.css'

/** Calls that together take what no test takes yet: the user chooses which to keep. */
export function Suggestions({ flowId }: { flowId: string }) {
  const { t } = useTranslation('tests')
  const revision = useStudio((state) => state.revision)
  const suggested = useSuggestedTests(flowId, revision)
  return (
    <section className={classes.panel} aria-label={t('suggest')} aria-busy={suggested.isFetching}>
      <header className={classes.head}>
        <Sparkles size={18} aria-hidden />
        <div>
          <h2>{t('suggestions.title')}</h2>
          <p>{t('suggestions.hint')}</p>
        </div>
      </header>
      {suggested.isPending && (
        <p className={classes.wait}>
          <Loader size={16} /> {t('suggestions.searching')}
        </p>
      )}
      {suggested.isError && <LoadError error={suggested.error} onRetry={() => void suggested.refetch()} />}
      {suggested.data && <Choice key={revision} flowId={flowId} suggested={suggested.data} />}
    </section>
  )
}

function Choice({ flowId, suggested }: { flowId: string; suggested: OutputOf<'test.suggest'> }) {
  const { t } = useTranslation('tests')
  const navigate = useNavigate()
  const { tests, coverage, cutOff } = suggested
  const [left, setLeft] = useState<readonly string[]>([])
  const save = useSaveTest(flowId)
  const chosen = tests.filter(({ name }) => !left.includes(name))
  const { missedExits, exits } = coverage
  const keep = () =>
    save.mutate(
      { id: null, text: chosen.map(({ text }) => text.trimEnd()).join('\n---\n') },
      {
        onSuccess: ([first]) => void navigate(first ? `/flows/${flowId}/tests/${first.id}` : `/flows/${flowId}/tests`),
      },
    )
  return (
    <>
      <div className={classes.body}>
        {tests.length === 0 ? (
          <p className={classes.none}>{t(missedExits.length === 0 ? 'suggestions.all' : 'suggestions.none')}</p>
        ) : (
          <ul className={classes.list} aria-label={t('suggestions.title')}>
            {tests.map(({ name, text }) => (
              <li key={name}>
                <Checkbox
                  label={name}
                  checked={!left.includes(name)}
                  onChange={({ currentTarget: { checked } }) =>
                    setLeft(checked ? left.filter((each) => each !== name) : [...left, name])
                  }
                />
                <details>
                  <summary>{t('suggestions.show')}</summary>
                  <pre>{text.trim()}</pre>
                </details>
              </li>
            ))}
          </ul>
        )}
        <p className={classes.coverage}>
          {t('suggestions.coverage', { reached: exits.reached, all: exits.all })}{' '}
          {missedExits.length > 0 && t('suggestions.open', { count: missedExits.length })}{' '}
          {cutOff && t('suggestions.cutOff')}
        </p>
      </div>
      {tests.length > 0 && (
        <footer className={classes.foot}>
          {save.isError && <p role="alert">{save.error.message}</p>}
          <Button onClick={() => setLeft(left.length > 0 ? [] : tests.map(({ name }) => name))}>
            {t(left.length > 0 ? 'suggestions.selectAll' : 'suggestions.clear')}
          </Button>
          <Button variant="filled" disabled={chosen.length === 0} loading={save.isPending} onClick={keep}>
            {t('suggestions.keep', { count: chosen.length })}
          </Button>
        </footer>
      )}
    </>
  )
}
