import { type Scenario, tableUseOf } from '@callflow-studio/model/scenario'
import { ActionIcon, Menu, Select } from '@mantine/core'
import { Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { StepTile } from '../step-ui/StepTile.tsx'
import { TextButton } from '../ui/TextButton.tsx'
import { LookUpReplies, SpecialDays, TableReplies } from './ReplyFields.tsx'
import type { StepOption, StepOptions } from './step-options.ts'
import classes from './TestForm.module.css'
import { withKeys } from './test-draft.ts'

interface ReplyCardsProps {
  scenario: Scenario
  options: StepOptions
  onChange: (change: Partial<Record<keyof Scenario, unknown>>) => void
}

const KINDS = ['look-ups', 'tables', 'switches'] as const
type Kind = (typeof KINDS)[number]
const STATES = ['automatic', 'open', 'closed', 'fails'] as const

/** What a new reply begins with. */
const FIRST = { 'look-ups': { status: 200 }, tables: 'not found', switches: 'open' } as const

/** What other servers, tables and switches answer, by step. */
export function ReplyCards({ scenario, options, onChange }: ReplyCardsProps) {
  const { t } = useTranslation('tests')
  const offered: Record<Kind, readonly StepOption[]> = {
    'look-ups': options.lookUps,
    tables: options.tables,
    switches: options.switches,
  }
  const put = (kind: Kind, name: string, reply: unknown) => {
    const { [name]: _, ...others } = (scenario[kind] ?? {}) as Record<string, unknown>
    // In its place, so that the cards keep their order.
    const next = reply === undefined ? others : { ...scenario[kind], [name]: reply }
    onChange({ [kind]: Object.keys(withKeys({ test: '' }, { [kind]: next })).includes(kind) ? next : undefined })
  }
  const free = KINDS.map((kind) => ({
    kind,
    steps: offered[kind].filter(({ value }) => scenario[kind]?.[value] === undefined),
  })).filter(({ steps }) => steps.length > 0)
  const isEmpty = KINDS.every((kind) => scenario[kind] === undefined)
  if (isEmpty && free.length === 0) return null
  /** Opening hours read a whole list. */
  const isDays = (name: string): boolean => {
    const node = options.nodeOf(name)
    return node !== null && tableUseOf(node) === 'days'
  }
  const card = (kind: Kind, name: string, fields: ReactNode) => (
    <ReplyCard
      key={`${kind} ${name}`}
      name={name}
      option={offered[kind].find(({ value }) => value === name)}
      onRemove={() => put(kind, name, undefined)}
    >
      {fields}
    </ReplyCard>
  )
  return (
    <section className={classes.section} aria-label={t('form.replies')}>
      <h3>{t('form.replies')}</h3>
      <p className={classes.hint}>{t('form.repliesHint')}</p>
      {Object.entries(scenario['look-ups'] ?? {}).map(([name, reply]) =>
        card('look-ups', name, <LookUpReplies value={reply} onChange={(next) => put('look-ups', name, next)} />),
      )}
      {Object.entries(scenario.tables ?? {}).map(([name, reply]) =>
        card(
          'tables',
          name,
          isDays(name) ? (
            <SpecialDays value={reply} onChange={(next) => put('tables', name, next)} />
          ) : (
            <TableReplies value={reply} onChange={(next) => put('tables', name, next)} />
          ),
        ),
      )}
      {Object.entries(scenario.switches ?? {}).map(([name, state]) =>
        card(
          'switches',
          name,
          <Select
            aria-label={t('form.state')}
            allowDeselect={false}
            data={STATES.map((value) => ({ value, label: t(`form.states.${value}`) }))}
            value={state}
            onChange={(next) => put('switches', name, next)}
          />,
        ),
      )}
      {free.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <TextButton>{t('form.addReply')}</TextButton>
          </Menu.Target>
          <Menu.Dropdown>
            {free.map(({ kind, steps }) => (
              <div key={kind}>
                <Menu.Label>{t(`form.kinds.${kind}`)}</Menu.Label>
                {steps.map(({ value, label, node }) => (
                  <Menu.Item
                    key={value}
                    leftSection={<StepTile type={node.type} size={24} />}
                    onClick={() =>
                      put(kind, value, tableUseOf(node) === 'days' && kind === 'tables' ? [] : FIRST[kind])
                    }
                  >
                    {label}
                  </Menu.Item>
                ))}
              </div>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </section>
  )
}

interface ReplyCardProps {
  name: string
  option: StepOption | undefined
  onRemove: () => void
  children: ReactNode
}

function ReplyCard({ name, option, onRemove, children }: ReplyCardProps) {
  const { t } = useTranslation('tests')
  const label = option?.label ?? name
  return (
    <fieldset className={classes.card} aria-label={label}>
      <header>
        {option && <StepTile type={option.node.type} size={24} />}
        <strong>{label}</strong>
        <ActionIcon aria-label={t('form.removeReply', { step: label })} onClick={onRemove}>
          <Trash2 size={15} aria-hidden />
        </ActionIcon>
      </header>
      {children}
    </fieldset>
  )
}
