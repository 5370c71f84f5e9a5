/** Switches that a supervisor sets by hand, on a phone as well. */
import { Button, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api/api-error.ts'
import { request } from '../api/client.ts'
import { keys, useSwitches } from '../api/queries.ts'
import { LoadError } from '../ui/LoadError.tsx'
import frame from '../ui/Page.module.css'
import { SwitchCard } from './SwitchCard.tsx'
import classes from './SwitchesPage.module.css'

export function SwitchesPage() {
  const { t } = useTranslation('switches')
  const client = useQueryClient()
  const switches = useSwitches()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const list = switches.data?.switches ?? []

  const change = async (work: () => Promise<unknown>): Promise<boolean> => {
    setProblem(null)
    let isDone = true
    try {
      await work()
    } catch (error) {
      isDone = false
      setProblem(error instanceof ApiError ? (error.problem.detail ?? error.problem.title) : String(error))
    }
    await client.invalidateQueries({ queryKey: keys.switches })
    return isDone
  }
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (await change(() => request('switch.create', { body: { name: name.trim() } }))) setName('')
  }
  if (switches.isError && !switches.data)
    return <LoadError error={switches.error} onRetry={() => void switches.refetch()} />
  return (
    <main className={`${frame.page} ${classes.page}`}>
      <header className={frame.head}>
        <div>
          <h1>{t('switches')}</h1>
          <p>{t('hint')}</p>
        </div>
      </header>
      {problem && (
        <p className={classes.problem} role="alert">
          {t('failed', { why: problem })}
        </p>
      )}
      {switches.isSuccess && list.length === 0 && <p className={frame.none}>{t('none')}</p>}
      <div className={classes.cards}>
        {list.map((each) => (
          <SwitchCard key={each.id} item={each} onChange={change} />
        ))}
      </div>
      <form className={classes.form} onSubmit={(event) => void add(event)}>
        <TextInput
          label={t('name')}
          placeholder={t('nameHint')}
          maxLength={100}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" leftSection={<Plus size={16} aria-hidden />} disabled={name.trim() === ''}>
          {t('create')}
        </Button>
      </form>
    </main>
  )
}
