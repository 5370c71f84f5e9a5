import { ActionIcon, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextButton } from '../ui/TextButton.tsx'
import classes from './TestForm.module.css'

type Pairs = Readonly<Record<string, unknown>>

interface PairRowsProps {
  label: string
  pairs: Pairs
  onChange: (pairs: Record<string, unknown>) => void
}

/** Values by name, one a line. A value that was a number stays one as long as it reads as one. */
export function PairRows({ label, pairs, onChange }: PairRowsProps) {
  const { t } = useTranslation('tests')
  /** Lines whose name is empty or not the only one cannot be stored; they wait here. */
  const [lines, setLines] = useState(() => Object.entries(pairs))
  const shown = isSame(Object.fromEntries(lines), pairs) ? lines : mergeLines(lines, pairs)
  const put = (next: [string, unknown][]) => {
    setLines(next)
    onChange(Object.fromEntries(next.filter(([name]) => name !== '')))
  }
  return (
    <fieldset className={classes.pairs}>
      <legend className={classes.label}>{label}</legend>
      {shown.map(([name, value], index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a line is its place; its name is being typed
        <div key={index} className={classes.pair}>
          <TextInput
            aria-label={t('form.pairName')}
            placeholder={t('form.pairName')}
            value={name}
            onChange={({ currentTarget }) => put(replace(shown, index, [currentTarget.value, value]))}
          />
          <TextInput
            aria-label={t('form.pairValue')}
            placeholder={t('form.pairValue')}
            value={textOf(value)}
            onChange={({ currentTarget }) => put(replace(shown, index, [name, cellOf(currentTarget.value, value)]))}
          />
          <ActionIcon
            aria-label={t('form.removePair', { name })}
            onClick={() => put(shown.filter((_, place) => place !== index))}
          >
            <Trash2 size={15} aria-hidden />
          </ActionIcon>
        </div>
      ))}
      <TextButton onClick={() => setLines([...shown, ['', '']])}>{t('form.addPair')}</TextButton>
    </fieldset>
  )
}

const replace = (lines: readonly [string, unknown][], index: number, line: [string, unknown]): [string, unknown][] =>
  lines.map((each, place) => (place === index ? line : each))

/** What is stored, and below it the lines that cannot be. */
const mergeLines = (lines: readonly [string, unknown][], pairs: Pairs): [string, unknown][] => [
  ...Object.entries(pairs),
  ...lines.filter(([name]) => name === ''),
]

const isSame = (lines: Pairs, pairs: Pairs): boolean => {
  const { '': _, ...named } = lines
  return JSON.stringify(named) === JSON.stringify(pairs)
}

const textOf = (value: unknown): string =>
  value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)

function cellOf(text: string, before: unknown): unknown {
  if (typeof before === 'number' && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text)
  return text
}
