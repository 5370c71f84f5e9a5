import { Modal, TextInput, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { FileUp, type LucideIcon, Plus, Search, SunMoon } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFlows } from '../api/queries.ts'
import { useDestinations } from '../state/use-destinations.ts'
import { DESTINATION_ICONS } from '../ui/destination-icons.ts'
import classes from './GoTo.module.css'

/** Goes to a flow, table or page by a few letters of its name, and does what can be done from any page. */
export function GoTo({ isOpen, onClose }: { isOpen: boolean; onClose: () => void }) {
  const { t } = useTranslation('app')
  return (
    <Modal
      opened={isOpen}
      onClose={onClose}
      withCloseButton={false}
      padding={0}
      size={520}
      centered={false}
      yOffset={96}
      title={t('goTo')}
      classNames={{ header: 'visually-hidden' }}
    >
      <Picker onClose={onClose} />
    </Modal>
  )
}

interface Option {
  id: string
  icon: LucideIcon
  label: string
  /** What kind of thing it is. */
  kind: string
  run: () => void
}

function useOptions(text: string): readonly Option[] {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const { setColorScheme } = useMantineColorScheme()
  const isDark = useComputedColorScheme('light') === 'dark'
  const words = text.trim().toLowerCase().split(/\s+/)
  const action = (id: string, icon: LucideIcon, label: string, run: () => void): Option => ({
    id,
    icon,
    label,
    kind: t('kinds.action'),
    run,
  })
  const actions = [
    action('new', Plus, t('newFlow'), () => void navigate('/', { state: { asked: 'new' } })),
    action('import', FileUp, t('importFlows'), () => void navigate('/', { state: { asked: 'import' } })),
    action('scheme', SunMoon, isDark ? t('toLight') : t('toDark'), () => setColorScheme(isDark ? 'light' : 'dark')),
  ].filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
  const destinations = useDestinations(text).map(
    ({ kind, to, label }): Option => ({
      id: to,
      icon: DESTINATION_ICONS[kind],
      label,
      kind: t(`kinds.${kind}`),
      run: () => void navigate(to),
    }),
  )
  return [...destinations, ...actions]
}

function Picker({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const flows = useFlows()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = useOptions(text)

  const go = (index: number) => {
    const option = found[index]
    if (!option) return
    onClose()
    option.run()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') go(chosen)
    if (!step || found.length === 0) return
    event.preventDefault()
    const next = (chosen + step + found.length) % found.length
    setChosen(next)
    document.getElementById(`go-to-${next}`)?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <>
      <TextInput
        data-autofocus
        variant="unstyled"
        className={classes.field}
        leftSection={<Search size={16} />}
        placeholder={t('goToHint')}
        aria-label={t('goToHint')}
        aria-controls="go-to-list"
        aria-activedescendant={found[chosen] ? `go-to-${chosen}` : undefined}
        role="combobox"
        aria-expanded
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id="go-to-list" aria-label={t('goTo')}>
        {found.map(({ id, icon: Icon, label, kind }, index) => (
          <div
            key={id}
            id={`go-to-${index}`}
            className={classes.option}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => go(index)}
            onKeyDown={onKeyDown}
          >
            <Icon size={16} aria-hidden />
            <span>{label}</span>
            <small>{kind}</small>
          </div>
        ))}
        {found.length === 0 && flows.isSuccess && <p className={classes.nothing}>{t('goToNothing', { text })}</p>}
      </div>
    </>
  )
}
