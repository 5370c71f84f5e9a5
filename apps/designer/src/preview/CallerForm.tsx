import type { SampleCall } from '@callflow-studio/model/api'
import { ActionIcon, Button, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isPreset, PRESET_CALLERS } from '../state/sample-callers.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { TextButton } from '../ui/TextButton.tsx'
import { useStableKeys } from '../ui/use-stable-keys.ts'
import classes from './Phone.module.css'

const TEXTS = ['from', 'to', 'callerName', 'callerNumber', 'realm', 'language'] as const

/** Who calls: what KAZOO would send of them. */
export function CallerForm({ onDone }: { onDone: () => void }) {
  const { t } = useTranslation('preview')
  const caller = useStudio((state) => state.scenario.caller)
  const [call, setCall] = useState(caller.call)
  const [name, setName] = useState(isPreset(caller.id) ? t('ownName') : caller.name)
  const isOwn = !isPreset(caller.id)
  const use = (id: string, named: string) => {
    studioStore.getState().chooseCaller({ id, name: named, call })
    onDone()
  }
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault()
        use(caller.id, caller.name)
      }}
    >
      <div className={classes.formHead}>
        <h3>{t('aCaller')}</h3>
        <Button type="submit" size="xs" variant="filled">
          {t('done')}
        </Button>
      </div>
      <div className={classes.fields}>
        {TEXTS.map((key) => (
          <TextInput
            key={key}
            label={t(key)}
            value={call[key]}
            onChange={(event) => setCall({ ...call, [key]: event.currentTarget.value })}
          />
        ))}
        <Pairs label={t('sip')} value={call.sip} onChange={(sip) => setCall({ ...call, sip })} />
        <Pairs label={t('custom')} value={call.custom} onChange={(custom) => setCall({ ...call, custom })} />
        {!isOwn && <p className={`${classes.hint} ${classes.wide}`}>{t('presetHint')}</p>}
        <TextInput
          className={classes.wide}
          label={t('name')}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className={classes.buttons}>
          <Button
            size="xs"
            disabled={name.trim() === ''}
            onClick={() => use(save(isOwn ? caller.id : null, name.trim(), call), name.trim())}
          >
            {t(isOwn ? 'saveChanges' : 'saveCaller')}
          </Button>
          {isOwn && (
            <Button
              size="xs"
              color="red"
              variant="outline"
              onClick={() => {
                remove(caller.id)
                onDone()
              }}
            >
              {t('deleteCaller')}
            </Button>
          )}
        </div>
      </div>
    </form>
  )
}

/** @returns the id under which it is kept. */
function save(known: string | null, name: string, call: SampleCall): string {
  const { ownCallers, setOwnCallers } = studioStore.getState()
  const id = known ?? `own-${Date.now().toString(36)}` // randomUUID is missing on plain http
  const caller = { id, name, call }
  setOwnCallers(
    known === null ? [...ownCallers, caller] : ownCallers.map((other) => (other.id === known ? caller : other)),
  )
  return id
}

function remove(id: string) {
  const { ownCallers, setOwnCallers, chooseCaller } = studioStore.getState()
  setOwnCallers(ownCallers.filter((other) => other.id !== id))
  const [first] = PRESET_CALLERS
  if (first) chooseCaller(first)
}

interface PairsProps {
  label: string
  value: Record<string, string>
  onChange: (value: Record<string, string>) => void
}

/** Names with values. Lines live here until they have a name. */
function Pairs({ label, value, onChange }: PairsProps) {
  const { t } = useTranslation('preview')
  const [lines, setLines] = useState<readonly [string, string][]>(Object.entries(value))
  const keys = useStableKeys(lines)
  const write = (next: readonly [string, string][]) => {
    setLines(next)
    onChange(Object.fromEntries(next.filter(([key]) => key.trim() !== '')))
  }
  return (
    <div className={classes.pairs}>
      <h4>{label}</h4>
      {lines.map(([key, content], index) => (
        <div className={classes.pair} key={keys[index]}>
          <TextInput
            aria-label={t('header')}
            placeholder={t('name')}
            value={key}
            onChange={(event) => write(lines.with(index, [event.currentTarget.value, content]))}
          />
          <TextInput
            aria-label={t('value')}
            placeholder={t('value')}
            value={content}
            onChange={(event) => write(lines.with(index, [key, event.currentTarget.value]))}
          />
          <ActionIcon aria-label={t('remove', { name: key })} onClick={() => write(lines.toSpliced(index, 1))}>
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <TextButton onClick={() => setLines([...lines, ['', '']])}>{t('add')}</TextButton>
    </div>
  )
}
