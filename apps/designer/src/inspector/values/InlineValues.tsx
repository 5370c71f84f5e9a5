/** Values that fit what is being typed after `{{`, at the cursor. The focus stays in the text, whose keys come here. */
import { Popover } from '@mantine/core'
import { type KeyboardEvent, type Ref, useEffect, useId, useImperativeHandle, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSecrets } from '../../api/queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import classes from './InlineValues.module.css'
import { aboutValue, pickerGroups } from './picker-values.ts'
import { useSampleScope } from './use-sample-scope.ts'

export interface ValueKeys {
  /** Returns true where the key was the list's. */
  onKey: (event: KeyboardEvent) => boolean
}

interface InlineValuesProps {
  ref: Ref<ValueKeys>
  nodeId: string
  query: string
  allowsSecrets: boolean
  /** Id of the list, and of the option that Enter would take, for screen readers. */
  onOption: (list: string | null, option: string | null) => void
  onPick: (path: string) => void
  /** All values, with formats and defaults. */
  onMore: () => void
  onClose: () => void
  /** The text before the braces, which is laid out as in the field: the list opens at its end. */
  before: string
  isMultiline: boolean
  /** How far a single line is scrolled, in pixels. */
  scrolledPx: number
}

export function InlineValues(props: InlineValuesProps) {
  const { ref, nodeId, query, allowsSecrets, onOption, onPick, onMore, onClose } = props
  const { t } = useTranslation('inspector')
  const document = useStudio((state) => state.document)
  const scope = useSampleScope()
  const secrets = useSecrets(allowsSecrets)
  const names = allowsSecrets ? (secrets.data?.secrets ?? []).map(({ name }) => name) : []
  const groups = pickerGroups(document, nodeId, scope, query, names)
  const values = groups.flatMap((group) => group.values)
  const [chosen, setChosen] = useState<string | null>(null)
  const id = useId()
  const paths = [...values.map(({ path }) => path), MORE]
  const active = chosen !== null && paths.includes(chosen) ? chosen : (paths[0] ?? MORE)
  const isOpen = values.length > 0
  const optionId = (path: string) => `${id}-${paths.indexOf(path)}`
  const activeId = optionId(active)

  useEffect(() => {
    onOption(isOpen ? id : null, isOpen ? activeId : null)
    if (isOpen) window.document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
    return () => onOption(null, null)
  }, [isOpen, id, activeId, onOption])

  const pick = (path: string) => (path === MORE ? onMore() : onPick(path))
  useImperativeHandle(ref, () => ({
    onKey: ({ key, ctrlKey, metaKey, altKey, shiftKey }) => {
      if (!isOpen || ctrlKey || metaKey || altKey || shiftKey) return false
      const by = { ArrowDown: 1, ArrowUp: -1 }[key]
      if (by) setChosen(paths[(paths.indexOf(active) + by + paths.length) % paths.length] ?? null)
      else if (key === 'Enter' || key === 'Tab') pick(active)
      else if (key === 'Escape') onClose()
      else return false
      return true
    },
  }))
  return (
    <Popover
      opened={isOpen}
      position="bottom-start"
      offset={4}
      middlewares={{ flip: { crossAxis: false }, shift: { padding: 8 } }}
      shadow="md"
      width={300}
      withRoles={false}
      trapFocus={false}
      returnFocus={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
    >
      <span className={classes.mirror} data-multiline={props.isMultiline || undefined} aria-hidden>
        <span style={{ marginLeft: -props.scrolledPx }}>{props.before}</span>
        <Popover.Target>
          <i />
        </Popover.Target>
      </span>
      <Popover.Dropdown p={4} onMouseDown={(event) => event.preventDefault()}>
        <div
          className={classes.list}
          id={id}
          role="listbox"
          aria-label={t('picker')}
          // It scrolls, so it can be reached; Tab in the text takes the option that is marked.
          tabIndex={0}
        >
          {groups.map((group) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
            <div key={group.id} role="group" aria-label={t(`groups.${group.id}`)}>
              {group.values.map((value) => (
                <Option
                  key={value.path}
                  id={optionId(value.path)}
                  isActive={active === value.path}
                  onPick={() => pick(value.path)}
                >
                  <code>{value.path}</code>
                  <small>{aboutValue(value, t)}</small>
                </Option>
              ))}
            </div>
          ))}
          <Option id={optionId(MORE)} isActive={active === MORE} onPick={onMore}>
            <span>{t('moreValues')}</span>
          </Option>
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}

/** Stands for the last line among the paths, none of which is empty. */
const MORE = ''

interface OptionProps {
  id: string
  isActive: boolean
  onPick: () => void
  children: React.ReactNode
}

const Option = ({ id, isActive, onPick, children }: OptionProps) => (
  // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the text field's, which owns this list
  // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the text, aria-activedescendant points here
  <div id={id} role="option" className={classes.option} aria-selected={isActive} onClick={onPick}>
    {children}
  </div>
)
