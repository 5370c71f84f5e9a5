import {
  disconnect,
  type FlowEdge,
  type FlowNode,
  type FreePorts,
  type Port,
  portsOf,
  setOpenPorts,
} from '@callflow-studio/model'
import { ActionIcon, Button, Menu } from '@mantine/core'
import { X } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { useStudio } from '../../state/studio-store.ts'
import { TextButton } from '../../ui/TextButton.tsx'
import { FieldFrame, NoteLine } from '../form/FieldFrame.tsx'
import { useNoteAt } from '../form/field-note.ts'
import { useStep } from '../form/step-context.ts'
import classes from '../Inspector.module.css'
import { ExitTarget } from './ExitTarget.tsx'

/** Where the call goes from here. Keys of a menu stand with its choices, not again here. */
export function ExitList() {
  const { t } = useTranslation('inspector')
  const { node, definition } = useStep()
  const edges = useStudio(useShallow((state) => state.document.edges.filter((edge) => edge.source === node.id)))
  const free = definition?.freePorts
  const isFree = (port: Port) => free !== undefined && !declaredKeys.has(port.key)
  const declaredKeys = new Set(portsOf({ ...node, openPorts: [] }, []).map(({ key }) => key))
  const ports = portsOf(node, edges).filter((port) => isFree(port) || port.keyCap === undefined)
  if (ports.length === 0 && !free) return null
  return (
    <section className={classes.section}>
      <h3>{t(ports.length === 1 && !free ? 'exit' : 'exits')}</h3>
      {ports.length > 0 && (
        <ul className={classes.exits}>
          {ports.map((port) => (
            <Exit
              key={port.key}
              port={port}
              edge={edges.find(({ sourceHandle }) => sourceHandle === port.key)}
              isFree={isFree(port)}
            />
          ))}
        </ul>
      )}
      {free && <AddExit free={free} node={node} ports={ports} />}
    </section>
  )
}

function Exit({ port, edge, isFree }: { port: Port; edge: FlowEdge | undefined; isFree: boolean }) {
  const { t } = useTranslation('inspector')
  const { node, definition } = useStep()
  const apply = useStudio((state) => state.apply)
  const note = useNoteAt(`port:${port.key}`)
  const label = port.label ?? (port.keyCap === undefined ? t('onward') : '')
  const open = definition?.kind === 'kazoo' ? t('callEnds') : t('notConnected')
  const remove = () =>
    apply((document) => {
      const unconnected = edge ? disconnect(edge.id)(document) : document
      return setOpenPorts(
        node.id,
        (node.openPorts ?? []).filter((key) => key !== port.key),
      )(unconnected)
    })
  return (
    <>
      <li data-field={`port:${port.key}`} tabIndex={-1}>
        <span>
          {port.keyCap !== undefined && <kbd>{port.keyCap}</kbd>}
          {label}
        </span>
        <ExitTarget port={port.key} exit={label || port.key} openWords={open} />
        {isFree && (
          <ActionIcon size="sm" aria-label={t('removeExit', { label: label || port.key })} onClick={remove}>
            <X size={14} aria-hidden />
          </ActionIcon>
        )}
      </li>
      {note && (
        <li>
          <NoteLine note={note} />
        </li>
      )}
    </>
  )
}

interface AddExitProps {
  free: FreePorts
  node: FlowNode
  ports: readonly Port[]
}

/** Exits that the user names: likely ones in the menu, any other by typing it. */
function AddExit({ free, node, ports }: AddExitProps) {
  const { t } = useTranslation('inspector')
  const apply = useStudio((state) => state.apply)
  const [own, setOwn] = useState<string | null>(null)
  const taken = new Set(ports.map(({ key }) => key))
  const offered = free.suggestions.filter(({ key }) => !taken.has(key))
  const refusal = own === null || own === '' ? null : free.refuse(own)
  const add = (key: string) => apply(setOpenPorts(node.id, [...(node.openPorts ?? []), key]))
  const addOwn = () => {
    if (own === null || free.refuse(own) !== null) return
    if (!taken.has(own)) add(own)
    setOwn(null)
  }
  if (own !== null)
    return (
      <FieldFrame id="other-exit" label={free.addLabel} note={refusal ? { severity: 'error', message: refusal } : null}>
        <form
          className={classes.addExit}
          onSubmit={(event) => {
            event.preventDefault()
            addOwn()
          }}
        >
          <input
            id="other-exit"
            className={classes.exitName}
            // biome-ignore lint/a11y/noAutofocus: the press on "Another exit" asked for it
            autoFocus
            value={own}
            autoComplete="off"
            onChange={(event) => setOwn(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'Escape') setOwn(null)
            }}
          />
          <Button type="submit" disabled={own === '' || refusal !== null}>
            {t('addExit')}
          </Button>
        </form>
      </FieldFrame>
    )
  // Where there are no others, one press adds what there is.
  if (free.isClosed)
    return offered.map(({ key }) => (
      <TextButton key={key} onClick={() => add(key)}>
        {free.addLabel}
      </TextButton>
    ))
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <TextButton>{free.addLabel}</TextButton>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(({ key, label, keyCap }) => (
          <Menu.Item key={key} onClick={() => add(key)}>
            {label ?? keyCap ?? key}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item onClick={() => setOwn('')}>{t('otherExit')}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
