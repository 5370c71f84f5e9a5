/** One field of a generated form: picks the control that the schema asks for. */
import { versionsInWords } from '@callflow-studio/model'
import { useTranslation } from 'react-i18next'
import { type ControlProps, useControls } from './control-kind.ts'
import { shownControl } from './shown-control.ts'
import { FieldVersions, useVersionsWithout } from './VersionTag.tsx'

export function FieldControl(props: ControlProps) {
  const { field } = props
  const { t } = useTranslation('inspector')
  const without = useVersionsWithout(field.meta.versions)
  const { Control } = shownControl(useControls(), field.control, props.value)
  if (without.length === 0) return <Control {...props} />
  // A field that holds something has a warning that says the same.
  const said =
    props.value === undefined && t('unknownThere', { count: without.length, versions: versionsInWords(without) })
  const hint = [field.meta.hint, said].filter(Boolean).join(' ')
  return (
    <FieldVersions value={field.meta.versions ?? null}>
      <Control {...props} field={{ ...field, meta: { ...field.meta, hint } }} />
    </FieldVersions>
  )
}
