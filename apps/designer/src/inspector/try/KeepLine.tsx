import { isVariableName } from '@callflow-studio/model'
import { ActionIcon, Button } from '@mantine/core'
import { X } from 'lucide-react'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import { NoteLine } from '../form/FieldFrame.tsx'
import { useStep } from '../form/step-context.ts'
import { proposedName } from '../values/proposed-name.ts'
import { variablesSetBy } from '../values/values-before.ts'
import type { KeptValue, Pointed } from './kept-values.ts'
import classes from './TryLookUp.module.css'

interface KeepLineProps {
  pointed: Pointed
  /** What the step keeps already. */
  lines: readonly KeptValue[]
  onKeep: (name: string) => void
  onCancel: () => void
}

/** Names the value that somebody points at: Enter keeps it, Esc does not. */
export function KeepLine({ pointed, lines, onKeep, onCancel }: KeepLineProps) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const document = useStudio((state) => state.document)
  const id = useId()
  const isHere = (name: string) => lines.some((line) => line.name === name)
  const setElsewhere = new Set(document.nodes.flatMap((each) => (each.id === node.id ? [] : variablesSetBy(each))))
  const [name, setName] = useState(() =>
    proposedName(
      pointed.from === 'json' ? pointed.place : [pointed.from],
      (taken) => isHere(taken) || setElsewhere.has(taken),
    ),
  )
  const problem = isHere(name) ? t('nameTaken', { name }) : isVariableName(name) ? null : t('nameRule')
  const note = problem
    ? ({ severity: 'error', message: problem } as const)
    : setElsewhere.has(name)
      ? ({ severity: 'info', message: t('nameElsewhere', { name }) } as const)
      : null
  return (
    <form
      className={classes.keep}
      onSubmit={(event) => {
        event.preventDefault()
        if (!problem) onKeep(name)
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        onCancel()
      }}
    >
      <label htmlFor={id}>
        {t('keepAs', { what: pointed.from === 'json' ? pointed.path : t(`whole.${pointed.from}`) })}
      </label>
      <div className={classes.keepRow}>
        <span aria-hidden>vars.</span>
        <input
          id={id}
          // biome-ignore lint/a11y/noAutofocus: the press on the value asked for it
          autoFocus
          autoComplete="off"
          spellCheck={false}
          aria-invalid={problem !== null || undefined}
          aria-describedby={`${id}-note`}
          value={name}
          onFocus={(event) => event.target.select()}
          onChange={(event) => setName(event.target.value.trim())}
        />
        <Button size="xs" type="submit" variant="filled" disabled={problem !== null}>
          {t('keepIt')}
        </Button>
        <ActionIcon size="sm" aria-label={t('cancel')} onClick={onCancel}>
          <X size={15} aria-hidden />
        </ActionIcon>
      </div>
      <div id={`${id}-note`} aria-live="polite">
        {note && <NoteLine note={note} />}
      </div>
    </form>
  )
}
