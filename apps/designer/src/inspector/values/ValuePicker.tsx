import { Button } from '@mantine/core'
import { Search, X } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useSecrets } from '../../api/queries.ts'
import { useStudio } from '../../state/studio-store.ts'
import type { ValueRequest } from '../form/step-context.ts'
import { aboutValue, CHANGES, pickerGroups, templateText, type ValueChangeId } from './picker-values.ts'
import { renderedText } from './try-step.ts'
import { useSampleScope } from './use-sample-scope.ts'
import classes from './ValuePicker.module.css'

interface ValuePickerProps {
  nodeId: string
  request: ValueRequest
  onDone: () => void
}

/** Values that a text can hold, at the place of the cursor. Takes the inspector's place while it is open. */
export function ValuePicker({ nodeId, request, onDone }: ValuePickerProps) {
  const { t } = useTranslation('inspector')
  const document = useStudio((state) => state.document)
  const { locale } = document.settings
  const scope = useSampleScope()
  const [query, setQuery] = useState(request.query)
  const [chosen, setChosen] = useState<string | null>(null)
  const [changes, setChanges] = useState<readonly ValueChangeId[]>([])
  const [ifEmpty, setIfEmpty] = useState<string | null>(null)
  const list = useRef<HTMLDivElement>(null)
  const { allowsSecrets } = request
  const secrets = useSecrets(allowsSecrets)
  const names = allowsSecrets ? (secrets.data?.secrets ?? []).map(({ name }) => name) : []
  const groups = pickerGroups(document, nodeId, scope, query, names)
  const written = asWritten(query, groups.length > 0)
  const paths = [...(written ? [written] : []), ...groups.flatMap(({ values }) => values.map(({ path }) => path))]
  const path = chosen !== null && paths.includes(chosen) ? chosen : (paths[0] ?? null)
  const isSecret = path?.startsWith('secrets.') === true
  const template =
    path === null
      ? null
      : isSecret
        ? templateText(path, [], null, locale)
        : templateText(path, changes, ifEmpty, locale)
  const heard = template === null ? '' : renderedText(template, scope)
  useEffect(() => {
    if (path !== null) list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' })
  }, [path])

  const close = () => {
    onDone()
    request.cancel()
  }
  const insert = (value: string | null = template) => {
    if (value === null) return
    onDone()
    request.insert(value)
  }
  const step = (by: number) => {
    const at = path === null ? 0 : paths.indexOf(path) + by
    setChosen(paths[Math.max(0, Math.min(paths.length - 1, at))] ?? null)
  }
  return (
    <section
      className={classes.picker}
      aria-label={t('picker')}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return
        event.stopPropagation()
        close()
      }}
    >
      <header className={classes.head}>
        <div>
          <h2>{t('picker')}</h2>
          <p>{t('pickerKind', { braces: '{{' })}</p>
        </div>
        <button type="button" className={classes.close} aria-label={t('close')} onClick={close}>
          <X size={17} aria-hidden />
        </button>
      </header>
      <div className={classes.body}>
        <div className={classes.search}>
          <Search size={15} aria-hidden />
          <input
            // biome-ignore lint/a11y/noAutofocus: it opens from the very field that is being typed into
            autoFocus
            role="combobox"
            aria-expanded
            aria-controls="values"
            aria-activedescendant={path === null ? undefined : `value-${paths.indexOf(path)}`}
            aria-label={t('findValue')}
            placeholder={t('findValue')}
            value={query}
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
                event.preventDefault()
                step(event.key === 'ArrowDown' ? 1 : -1)
              }
              if (event.key === 'Enter') {
                event.preventDefault()
                insert()
              }
            }}
          />
          <kbd>Esc</kbd>
        </div>
        {allowsSecrets && secrets.isSuccess && names.length === 0 && (
          <p className={classes.none}>
            {t('noSecrets')}
            <Link to="/secrets" className={classes.noneLink}>
              {t('makeSecret')}
            </Link>
          </p>
        )}
        <div className={classes.list} id="values" role="listbox" aria-label={t('picker')} ref={list}>
          {written && (
            <Option index={0} isChosen={path === written} onChoose={() => setChosen(written)} onInsert={() => insert()}>
              <code>{written}</code>
              <small>{t('writeIt', { path: written })}</small>
            </Option>
          )}
          {groups.map(({ id, values }) => (
            // biome-ignore lint/a11y/useSemanticElements: a group of options, not of form fields
            <div key={id} role="group" aria-label={t(`groups.${id}`)}>
              <h3>{t(`groups.${id}`)}</h3>
              {values.map((value) => (
                <Option
                  key={value.path}
                  index={paths.indexOf(value.path)}
                  isChosen={path === value.path}
                  onChoose={() => setChosen(value.path)}
                  onInsert={() => insert()}
                >
                  <code>{value.path}</code>
                  <span className={classes.content}>{value.isOnEveryPath ? value.content : t('notOnEveryPath')}</span>
                  <small>{aboutValue(value, t)}</small>
                </Option>
              ))}
            </div>
          ))}
          {paths.length === 0 && (
            <p className={classes.none}>
              {t('nothingFound', { query: query.trim() })}
              <button type="button" className={classes.noneLink} onClick={() => setQuery('')}>
                {t('clear')}
              </button>
            </p>
          )}
        </div>
        {template !== null && (
          <div className={classes.change}>
            {!isSecret && (
              <>
                <div className={classes.changeHead}>
                  <h3>{t('formatIt')}</h3>
                  <span>{t('optional')}</span>
                </div>
                <div className={classes.chips}>
                  {CHANGES.map(({ id }) => (
                    <button
                      key={id}
                      type="button"
                      className={classes.chip}
                      aria-pressed={changes.includes(id)}
                      onClick={() =>
                        setChanges(changes.includes(id) ? changes.filter((other) => other !== id) : [...changes, id])
                      }
                    >
                      {t(`changes.${id}`)}
                    </button>
                  ))}
                  <button
                    type="button"
                    className={classes.chip}
                    aria-pressed={ifEmpty !== null}
                    onClick={() => setIfEmpty(ifEmpty === null ? '' : null)}
                  >
                    {t('changes.empty')}
                  </button>
                </div>
                {ifEmpty !== null && (
                  <input
                    className={classes.ifEmpty}
                    // biome-ignore lint/a11y/noAutofocus: the press on the chip asked for it
                    autoFocus
                    aria-label={t('ifEmpty')}
                    placeholder={t('ifEmpty')}
                    value={ifEmpty}
                    onChange={(event) => setIfEmpty(event.target.value)}
                  />
                )}
              </>
            )}
            <p className={classes.heard} data-empty={heard === '' || undefined}>
              {isSecret ? (
                t('staysSecret')
              ) : heard === '' ? (
                t('holdsNothing')
              ) : (
                <>
                  {t(allowsSecrets ? 'isNow' : 'callerHears')} <b>{heard}</b>
                </>
              )}
            </p>
            <p className={classes.label}>{t('template')}</p>
            <div className={classes.result}>
              <output className={classes.template}>{template}</output>
              <Button variant="filled" onClick={() => insert()}>
                {t('insert')}
              </Button>
            </div>
          </div>
        )}
      </div>
      <footer className={classes.foot}>
        <span>
          <kbd>↑</kbd>
          <kbd>↓</kbd> {t('keysChoose')}
        </span>
        <span>
          <kbd>Enter</kbd> {t('keysInsert')}
        </span>
        <span>
          <kbd>Tab</kbd> {t('keysChange')}
        </span>
      </footer>
    </section>
  )
}

interface OptionProps {
  index: number
  isChosen: boolean
  onChoose: () => void
  onInsert: () => void
  children: React.ReactNode
}

/** One press chooses, a second one inserts. The search keeps the focus and does the same by arrows and Enter. */
function Option({ index, isChosen, onChoose, onInsert, children }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are the search field's, which owns this list
    // biome-ignore lint/a11y/useFocusableInteractive: the focus stays in the search field, aria-activedescendant points here
    <div
      id={`value-${index}`}
      role="option"
      aria-selected={isChosen}
      className={classes.option}
      onMouseDown={(event) => event.preventDefault()}
      onClick={isChosen ? onInsert : onChoose}
    >
      {children}
    </div>
  )
}

/** A path that no list can know: a SIP header that the sample caller does not send, a raw parameter. */
function asWritten(query: string, isFound: boolean): string | null {
  const path = query.trim()
  return !isFound && /^[a-z_]\w*(?:\.[A-Za-z_][\w-]*|\["[^"]+"\])+$/.test(path) ? path : null
}
