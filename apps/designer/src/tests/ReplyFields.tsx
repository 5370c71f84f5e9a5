/** The replies of one step in a test: of another server, or rows of a table; a list has one for each visit. */
import { REPLY_FAILURES, type Scenario, type ScenarioReply } from '@callflow-studio/model/scenario'
import { ActionIcon, InputBase, NumberInput, SegmentedControl, Select, TextInput } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TextArea } from '../ui/TextArea.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import { PairRows } from './PairRows.tsx'
import classes from './TestForm.module.css'
import { within } from './test-draft.ts'

type LookUps = NonNullable<Scenario['look-ups']>[string]
type Tables = NonNullable<Scenario['tables']>[string]
type TableReply = Exclude<Tables, readonly unknown[]>

interface ReplyProps<T> {
  value: T
  onChange: (value: T) => void
}

export function LookUpReplies({ value, onChange }: ReplyProps<LookUps>) {
  return (
    <Visits<ScenarioReply> value={value} first={{ status: 200 }} onChange={onChange}>
      {(reply, set) => <LookUpReply value={reply} onChange={set} />}
    </Visits>
  )
}

export function TableReplies({ value, onChange }: ReplyProps<Tables>) {
  return (
    <Visits<TableReply> value={value} first="not found" onChange={onChange}>
      {(reply, set) => <TableRow value={reply} onChange={set} />}
    </Visits>
  )
}

/** The rows of the lists of special days that opening hours read. */
export function SpecialDays({ value, onChange }: ReplyProps<Tables>) {
  const { t } = useTranslation('tests')
  const rows = [value].flat().filter((row) => typeof row === 'object')
  return (
    <>
      {rows.length === 0 && <p>{t('form.noDays')}</p>}
      {rows.map((row, index) => {
        const day = t('form.day', { number: index + 1 })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day is its place in the list
          <fieldset key={index} className={classes.visit} aria-label={day}>
            <header>
              <span className={classes.label}>{day}</span>
              <ActionIcon
                size="sm"
                aria-label={t('form.removeVisit', { visit: day })}
                onClick={() => onChange(rows.toSpliced(index, 1))}
              >
                <Trash2 size={14} aria-hidden />
              </ActionIcon>
            </header>
            <PairRows
              label={t('form.row')}
              pairs={row}
              onChange={(next) => onChange(rows.with(index, next as Extract<TableReply, object>))}
            />
          </fieldset>
        )
      })}
      <TextButton onClick={() => onChange([...rows, { date: '' }])}>{t('form.addDay')}</TextButton>
    </>
  )
}

interface VisitsProps<T> {
  value: T | T[]
  /** What a further visit begins with. */
  first: T
  onChange: (value: T | T[]) => void
  children: (reply: T, set: (reply: T) => void) => ReactNode
}

/** One reply, which stays, or one for each visit, of which the last one stays. */
function Visits<T>({ value, first, onChange, children }: VisitsProps<T>) {
  const { t } = useTranslation('tests')
  if (!Array.isArray(value))
    return (
      <>
        {children(value, onChange)}
        <TextButton onClick={() => onChange([value, first])}>{t('form.nextVisit')}</TextButton>
      </>
    )
  const put = (next: T[]) => onChange(next)
  return (
    <>
      {value.map((reply, index) => {
        const visit = t('form.visit', { number: index + 1 })
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a reply is its place among the visits
          <fieldset key={index} className={classes.visit} aria-label={visit}>
            <header>
              <span className={classes.label}>{visit}</span>
              <ActionIcon
                size="sm"
                aria-label={t('form.removeVisit', { visit })}
                onClick={() => put(value.toSpliced(index, 1))}
              >
                <Trash2 size={14} aria-hidden />
              </ActionIcon>
            </header>
            {children(reply, (next) => put(value.with(index, next)))}
          </fieldset>
        )
      })}
      <TextButton onClick={() => put([...value, first])}>{t('form.nextVisit')}</TextButton>
    </>
  )
}

function LookUpReply({ value, onChange }: ReplyProps<ScenarioReply>) {
  const { t } = useTranslation('tests')
  const fails = 'fails' in value
  const takes = (
    <TextInput
      label={t('form.takes')}
      placeholder={t('form.takesHint')}
      value={value.takes ?? ''}
      onChange={(event) => onChange(within(value, { takes: event.currentTarget.value || undefined }) ?? value)}
    />
  )
  return (
    <>
      <SegmentedControl
        aria-label={t('form.replyKind')}
        data={[
          { value: 'answers', label: t('form.answers') },
          { value: 'fails', label: t('form.fails') },
        ]}
        value={fails ? 'fails' : 'answers'}
        onChange={(kind) => onChange(kind === 'fails' ? { fails: 'timeout' } : { status: 200 })}
      />
      {fails ? (
        <div className={classes.grid}>
          <Select
            label={t('form.failure')}
            allowDeselect={false}
            data={REPLY_FAILURES.map((name) => ({ value: name, label: t(`form.failures.${name}`) }))}
            value={value.fails}
            onChange={(name) =>
              onChange({ ...value, fails: REPLY_FAILURES.find((each) => each === name) ?? 'timeout' })
            }
          />
          {takes}
        </div>
      ) : (
        <>
          <div className={classes.grid}>
            <NumberInput
              label={t('form.status')}
              min={100}
              max={599}
              allowDecimal={false}
              value={value.status}
              onChange={(status) => onChange({ ...value, status: Number(status) })}
            />
            {takes}
          </div>
          <TextInput
            label={t('form.contentType')}
            placeholder="application/json"
            value={value['content type'] ?? ''}
            onChange={(event) =>
              onChange(within(value, { 'content type': event.currentTarget.value || undefined }) ?? value)
            }
          />
          <BodyField value={value.body} onChange={(body) => onChange(within(value, { body }) ?? value)} />
        </>
      )}
    </>
  )
}

type Body = Extract<ScenarioReply, { status: number }>['body']

/** A text as it is; what is a JSON object or list becomes one, so that it reads well in the text of the test. */
function BodyField({ value, onChange }: ReplyProps<Body>) {
  const { t } = useTranslation('tests')
  const [typed, setTyped] = useState<{ text: string; of: Body } | null>(null)
  const text = typed && typed.of === value ? typed.text : bodyText(value)
  return (
    <InputBase
      component={TextArea}
      multiline
      label={t('form.body')}
      description={t('form.bodyHint')}
      inputWrapperOrder={['label', 'input', 'description']}
      classNames={{ input: classes.mono ?? '' }}
      rows={Math.min(12, Math.max(2, text.split('\n').length))}
      spellCheck={false}
      value={text}
      onChange={(event) => {
        const body = bodyOf(event.currentTarget.value)
        setTyped({ text: event.currentTarget.value, of: body })
        onChange(body)
      }}
    />
  )
}

const bodyText = (body: Body): string =>
  body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body, null, 2)

function bodyOf(text: string): Body {
  if (text === '') return undefined
  if (!/^\s*[[{]/.test(text)) return text
  try {
    return JSON.parse(text) as Body
  } catch {
    return text // Half typed, or a text that only looks like JSON.
  }
}

function TableRow({ value, onChange }: ReplyProps<TableReply>) {
  const { t } = useTranslation('tests')
  const kind = typeof value === 'string' ? value : 'found'
  return (
    <>
      <SegmentedControl
        aria-label={t('form.replyKind')}
        data={[
          { value: 'found', label: t('form.found') },
          { value: 'not found', label: t('form.notFound') },
          { value: 'fails', label: t('form.fails') },
        ]}
        value={kind}
        onChange={(next) => onChange(next === 'not found' || next === 'fails' ? next : {})}
      />
      {typeof value !== 'string' && (
        <PairRows
          label={t('form.row')}
          pairs={value}
          onChange={(row) => onChange(row as Extract<TableReply, object>)}
        />
      )}
    </>
  )
}
