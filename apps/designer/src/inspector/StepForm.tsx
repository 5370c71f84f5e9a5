import type { Diagnostic } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { Fragment, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { fixCommand } from '../state/fix-command.ts'
import { profileOf } from '../state/flow-kind.ts'
import { useStudio } from '../state/studio-store.ts'
import { type ControlRegistry, useControls } from './form/control-kind.ts'
import { FieldControl } from './form/FieldControl.tsx'
import { NoteLine } from './form/FieldFrame.tsx'
import { type FormField, fieldsOf, formOf, isInline, ownKeysField, rowsOf, visibleFields } from './form/form-fields.ts'
import { MoreHeader } from './form/MoreHeader.tsx'
import { useStep } from './form/step-context.ts'
import classes from './Inspector.module.css'
import { KeyValuesControl } from './lists/KeyValuesControl.tsx'

/** A problem of the whole step; where another setting of the flow solves it, with the button for that. */
function StepNote({ note }: { note: Diagnostic }) {
  const apply = useStudio((state) => state.apply)
  // Other fixes have their place: what is not connected is connected on the canvas.
  const command = note.fix?.kind === 'set-setting' ? fixCommand(note) : null
  return (
    <>
      <NoteLine note={note} />
      {note.fix && command && (
        <Button size="xs" onClick={() => apply(command)}>
          {note.fix.label}
        </Button>
      )}
    </>
  )
}

interface StepFormProps {
  /** Problems of the step as a whole. */
  notes: readonly Diagnostic[]
  isMoreOpen: boolean
  onMore: (isOpen: boolean) => void
}

export function StepForm({ notes, isMoreOpen, onMore }: StepFormProps) {
  const { t } = useTranslation('inspector')
  const { definition, node, diagnostics } = useStep()
  const profile = useStudio(profileOf)
  const controls = useControls()
  const whole = useMemo(() => (definition ? formOf(definition.data) : null), [definition])
  const all = useMemo(() => (definition ? fieldsOf(definition.data) : []), [definition])
  if (!whole) return null
  const hasProblem = (path: string) => diagnostics.some(({ field }) => field === path || field?.startsWith(`${path}.`))
  const visible = (fields: readonly FormField[]) => visibleFields(fields, all, node.data, hasProblem, profile)
  const sections = whole.sections.map(({ title, fields }) => ({ title, fields: visible(fields) }))
  const more = visible(whole.more)
  return (
    <>
      {notes.length > 0 && (
        <section className={classes.section}>
          {notes.map((note) => (
            <StepNote key={note.code + note.message} note={note} />
          ))}
        </section>
      )}
      <OwnKeys />
      {sections
        .filter(({ fields }) => fields.length > 0)
        .map(({ title, fields }) => (
          <Fragment key={title ?? ''}>
            {fields.map(({ control, path }) => {
              const { Above } = controls[control]
              return (
                Above && (
                  <section key={path} className={classes.section} aria-label={t('tryIt')}>
                    <Above path={path} />
                  </section>
                )
              )
            })}
            <section className={classes.section}>
              {title && !labelsItself(title, fields, controls) && (
                <div className={classes.sectionHead}>
                  <h3>{title}</h3>
                  <Count fields={fields} data={node.data} />
                </div>
              )}
              <Rows fields={fields} />
            </section>
          </Fragment>
        ))}
      {more.length > 0 && (
        <section className={classes.section}>
          <MoreHeader isOpen={isMoreOpen} onToggle={onMore} />
          {isMoreOpen && <Rows fields={more} />}
        </section>
      )}
    </>
  )
}

/** "Go to Yes if …" needs no heading above it, nor does a field whose label would repeat it. */
const labelsItself = (title: string, [first]: readonly FormField[], controls: ControlRegistry): boolean =>
  first !== undefined &&
  (isInline(first) ||
    (controls[first.control].isLabelled === true && first.label.toLowerCase() === title.toLowerCase()))

function Count({ fields, data }: { fields: readonly FormField[]; data: Record<string, unknown> }) {
  const { t } = useTranslation('inspector')
  const [only] = fields
  const value = only && fields.length === 1 && only.control === 'choices' ? data[only.path] : undefined
  return Array.isArray(value) ? <span>{t('keyCount', { count: value.length })}</span> : null
}

/** Data whose keys the user names, beside the fields that KAZOO knows. */
function OwnKeys() {
  const { definition, node, set } = useStep()
  if (definition?.kind !== 'kazoo' || !definition.ownKeys) return null
  const known = new Set(fieldsOf(definition.data).map(({ path }) => path))
  const [fields, own] = [true, false].map((isKnown) =>
    Object.fromEntries(Object.entries(node.data).filter(([key]) => known.has(key) === isKnown)),
  )
  return (
    <section className={classes.section}>
      <h3>{definition.ownKeys.section}</h3>
      <KeyValuesControl
        field={ownKeysField(definition.data, definition.ownKeys)}
        path=""
        value={own}
        onChange={(next, isDiscrete) => set('', { ...fields, ...(next as typeof own) }, isDiscrete)}
      />
    </section>
  )
}

function Rows({ fields }: { fields: readonly FormField[] }) {
  const { node, set } = useStep()
  return rowsOf(fields).map((row) => (
    <div key={row[0]?.path} className={classes.row}>
      {row.map((field) => (
        <FieldControl
          key={field.path}
          field={field}
          path={field.path}
          value={node.data[field.path]}
          onChange={(value, isDiscrete) => set(field.path, value, isDiscrete)}
        />
      ))}
    </div>
  ))
}
