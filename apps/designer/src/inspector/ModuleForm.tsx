import { isModuleName, knownModule, setModule } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../state/studio-store.ts'
import { useHeld } from '../ui/use-held.ts'
import { NoteLine } from './form/FieldFrame.tsx'
import { useNoteAt } from './form/field-note.ts'
import { useStep } from './form/step-context.ts'
import classes from './Inspector.module.css'
import { JsonForm } from './JsonForm.tsx'
import { TemplateInput } from './values/TemplateInput.tsx'

/** The step of the palette, whose module has no name yet. */
const UNNAMED = 'kazoo.module'
/** Where its problems are told. */
const NAME_PATH = 'module'

/** *Any KAZOO module*: its name, and its data as JSON. */
export function ModuleForm() {
  const { t } = useTranslation('inspector')
  const { diagnostics } = useStep()
  const inData = diagnostics.filter(({ field }) => field !== null && field !== NAME_PATH && !field.startsWith('port:'))
  return (
    <>
      <section className={classes.section}>
        <ModuleName />
      </section>
      <JsonForm label={t('moduleData')} hint={t('moduleDataHint', { braces: '{{ caller.number }}' })} />
      {inData.length > 0 && (
        <section className={classes.section}>
          {inData.map((note) => (
            <NoteLine key={`${note.field} ${note.message}`} note={note} />
          ))}
        </section>
      )}
    </>
  )
}

/** Taken over on leaving it or by Enter, since half of a name names another module. */
function ModuleName() {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const apply = useStudio((state) => state.apply)
  const [draft, setDraft] = useState<string | null>(null)
  const [isLeft, setLeft] = useState(false)
  const isTried = useHeld(isLeft)
  const note = useNoteAt(NAME_PATH)
  const current = node.type === UNNAMED ? '' : node.type
  const name = (draft ?? current).trim()
  const known = draft === null ? undefined : knownModule(name)
  const isWrong = draft !== null && name !== '' && !known && !isModuleName(name)
  const take = () => {
    setLeft(true)
    if (draft === null || known || isWrong) return
    apply(setModule(node.id, name === '' ? UNNAMED : name))
    setDraft(null)
  }
  const said = known ? t('moduleKnown', { title: known.title }) : isWrong ? t('moduleName', { name }) : null
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the blur and Enter of the field inside arrive here
    <div
      className={classes.moduleName}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take()
      }}
    >
      <TemplateInput
        path={NAME_PATH}
        label={t('module')}
        hint={t('moduleHint')}
        value={draft ?? current}
        placeholder="qubicle"
        isMono
        allowsTemplate={false}
        note={draft === null ? note : null}
        onChange={(text) => {
          setDraft(text)
          setLeft(false)
        }}
      />
      {said !== null && isTried && (
        <div role="alert">
          <NoteLine note={{ severity: 'error', message: said }} />
        </div>
      )}
      {known && isTried && (
        <Button size="xs" onClick={() => apply(setModule(node.id, known.type))}>
          {t('useStep', { title: known.title })}
        </Button>
      )}
    </div>
  )
}
