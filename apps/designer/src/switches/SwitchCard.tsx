import { SWITCH_STATES, type SwitchState } from '@callflow-studio/model'
import type { SaveSwitch, Switch } from '@callflow-studio/model/api'
import { ActionIcon, Button, Group, Menu, Modal, TextInput } from '@mantine/core'
import { CalendarClock, DoorClosed, DoorOpen, Ellipsis, Pencil, Trash2 } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { request } from '../api/client.ts'
import { momentInWords } from '../browser-locale.ts'
import { LinkList } from '../ui/LinkList.tsx'
import { useConfirm } from '../ui/use-confirm.tsx'
import classes from './SwitchesPage.module.css'
import { UntilLine } from './UntilLine.tsx'

const ICONS = { automatic: CalendarClock, open: DoorOpen, closed: DoorClosed }

interface SwitchCardProps {
  item: Switch
  /** Does something on the server, and reads the switches again. @returns whether it was done */
  onChange: (work: () => Promise<unknown>) => Promise<boolean>
}

/** A switch with three large buttons: by the hours, open, closed. */
export function SwitchCard({ item, onChange }: SwitchCardProps) {
  const { t, i18n } = useTranslation('switches')
  const { id, name, state, until } = item
  const [isRenaming, setRenaming] = useState(false)
  const save = (input: SaveSwitch) => onChange(() => request('switch.save', { id, body: input }))
  const [dialog, confirm] = useConfirm()
  const remove = async () => {
    const flows = item.usedBy.map((flow) => flow.name).join(', ')
    const text = flows === '' ? t('deleteText') : `${t('deleteText')} ${t('deleteUsed', { flows })}`
    if (await confirm({ title: t('deleteTitle', { name }), text, action: t('delete') }))
      await onChange(() => request('switch.delete', { id }))
  }
  return (
    <section className={classes.card} aria-labelledby={`switch-${id}`} data-state={state}>
      <header>
        <h2 id={`switch-${id}`}>{name}</h2>
        <Menu position="bottom-end" shadow="md">
          <Menu.Target>
            <ActionIcon aria-label={t('menuOf', { name })}>
              <Ellipsis size={17} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item leftSection={<Pencil size={15} />} onClick={() => setRenaming(true)}>
              {t('rename')}
            </Menu.Item>
            <Menu.Divider />
            <Menu.Item c="var(--error-text)" leftSection={<Trash2 size={15} />} onClick={() => void remove()}>
              {t('delete')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </header>
      <div className={classes.states} role="radiogroup" aria-label={t('stateOf', { name })}>
        {SWITCH_STATES.map((each) => (
          <StateButton
            key={each}
            name={`state-${id}`}
            state={each}
            isSet={each === state}
            onSet={() => void save({ state: each })}
          />
        ))}
      </div>
      {state !== 'automatic' && (
        <UntilLine name={name} until={until} onChange={(next) => void save({ state, until: next })} />
      )}
      <div className={classes.facts} role="status">
        <p>
          {until && state !== 'automatic'
            ? t(`now.${state}_until`, { when: momentInWords(new Date(until), i18n.language) })
            : t(`now.${state}`)}
        </p>
        <SetBy item={item} />
        <p>
          {item.usedBy.length === 0 ? (
            t('unused')
          ) : (
            <>
              {t('usedBy')}{' '}
              <LinkList links={item.usedBy.map((flow) => ({ to: `/flows/${flow.id}`, text: flow.name }))} />
            </>
          )}
        </p>
      </div>
      {dialog}
      {isRenaming && (
        <RenameDialog
          name={name}
          onClose={() => setRenaming(false)}
          onSave={(next) => {
            setRenaming(false)
            void save({ name: next })
          }}
        />
      )}
    </section>
  )
}

interface StateButtonProps {
  name: string
  state: SwitchState
  isSet: boolean
  onSet: () => void
}

function StateButton({ name, state, isSet, onSet }: StateButtonProps) {
  const { t } = useTranslation('switches')
  const Icon = ICONS[state]
  return (
    <label className={classes.state} data-set={isSet || undefined}>
      <input type="radio" name={name} className="visually-hidden" checked={isSet} onChange={onSet} />
      <Icon size={22} aria-hidden />
      <span>{t(`states.${state}`)}</span>
    </label>
  )
}

function SetBy({ item: { changedAt, changedBy } }: { item: Switch }) {
  const { t, i18n } = useTranslation('switches')
  if (changedAt === null) return null
  const when = momentInWords(new Date(changedAt), i18n.language)
  return (
    <p>
      {changedBy
        ? t('setByCall', { when, flow: changedBy.flow, caller: changedBy.caller || t('unknownCaller') })
        : t('setHere', { when })}
    </p>
  )
}

function RenameDialog({
  name,
  onSave,
  onClose,
}: {
  name: string
  onSave: (name: string) => void
  onClose: () => void
}) {
  const { t } = useTranslation('switches')
  const [text, setText] = useState(name)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (text.trim() !== '') onSave(text.trim())
  }
  return (
    <Modal opened onClose={onClose} title={t('rename')} size={420}>
      <form onSubmit={submit}>
        <TextInput
          label={t('newName')}
          value={text}
          maxLength={100}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus
        />
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button type="submit" variant="filled" disabled={text.trim() === ''}>
            {t('save')}
          </Button>
        </Group>
      </form>
    </Modal>
  )
}
