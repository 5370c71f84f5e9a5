import { Modal, useComputedColorScheme, useMantineColorScheme } from '@mantine/core'
import { FileUp, type LucideIcon, Plus, SunMoon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFlows } from '../api/queries.ts'
import { useDestinations } from '../state/use-destinations.ts'
import { DESTINATION_ICONS } from '../ui/destination-icons.ts'
import { SearchList } from '../ui/SearchList.tsx'
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
  const found = useOptions(text)
  const [isWaiting, setWaiting] = useState(false)
  const pick = (option: Option | undefined) => {
    if (!option) return
    onClose()
    option.run()
  }
  // biome-ignore lint/correctness/useExhaustiveDependencies: Enter waits for the flows, for nothing else
  useEffect(() => {
    if (isWaiting && !flows.isPending) pick(found[0])
  }, [isWaiting, flows.isPending])
  return (
    <SearchList
      label={t('goToHint')}
      listLabel={t('goTo')}
      placeholder={t('goToHint')}
      items={found.map(({ id, icon: Icon, label, kind }) => ({
        id,
        content: (
          <>
            <Icon size={16} className={classes.icon} aria-hidden />
            <span className={classes.label}>{label}</span>
            <small className={classes.kind}>{kind}</small>
          </>
        ),
      }))}
      nothing={flows.isSuccess && <p className={classes.nothing}>{t('goToNothing', { text })}</p>}
      query={text}
      onQuery={setText}
      onPick={(id) => pick(found.find((option) => option.id === id))}
      onKeyDown={(event) => setWaiting(event.key === 'Enter' && found.length === 0 && flows.isPending)}
    />
  )
}
