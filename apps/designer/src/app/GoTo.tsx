import { Modal, TextInput } from '@mantine/core'
import { Search, Workflow } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFlows } from '../api/queries.ts'
import classes from './GoTo.module.css'

/** Jumps to a flow by a few letters of its name. */
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
      <FlowPicker onClose={onClose} />
    </Modal>
  )
}

function FlowPicker({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('app')
  const navigate = useNavigate()
  const flows = useFlows()
  const [text, setText] = useState('')
  const [chosen, setChosen] = useState(0)
  const found = (flows.data?.flows ?? [])
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()))
    .slice(0, 8)

  const go = (index: number) => {
    const flow = found[index]
    if (!flow) return
    onClose()
    void navigate(`/flows/${flow.id}`)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (event.key === 'Enter') go(chosen)
    if (!step || found.length === 0) return
    event.preventDefault()
    setChosen((chosen + step + found.length) % found.length)
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
        aria-activedescendant={found[chosen] ? `go-to-${found[chosen].id}` : undefined}
        role="combobox"
        aria-expanded
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          setChosen(0)
        }}
        onKeyDown={onKeyDown}
      />
      <div className={classes.list} role="listbox" id="go-to-list" aria-label={t('flows')}>
        {found.map((flow, index) => (
          <div
            key={flow.id}
            id={`go-to-${flow.id}`}
            className={classes.option}
            role="option"
            tabIndex={-1}
            aria-selected={index === chosen}
            onClick={() => go(index)}
            onKeyDown={onKeyDown}
          >
            <Workflow size={16} aria-hidden />
            {flow.name}
          </div>
        ))}
        {found.length === 0 && flows.isSuccess && <p className={classes.nothing}>{t('goToNothing', { text })}</p>}
      </div>
    </>
  )
}
