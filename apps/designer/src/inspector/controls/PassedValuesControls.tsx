/** Values on their way into a sub-flow and out of it: lines, and what its drawing lets us propose for them. */
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useStudio } from '../../state/studio-store.ts'
import type { ControlProps } from '../form/control-kind.ts'
import { shownText } from '../form/field-value.ts'
import { useStep } from '../form/step-context.ts'
import { AssignmentsControl } from '../lists/AssignmentsControl.tsx'
import { type Column, LinesControl } from '../lists/LinesControl.tsx'
import { proposedName } from '../values/proposed-name.ts'
import { valuesBefore, variablesSetBy } from '../values/values-before.ts'
import { inputsOf, outputsOf, proposedValue } from './passed-values.ts'
import { useCalledFlow } from './use-called-flow.ts'

export function ValuesInControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const called = useChosenFlow()
  const before = useValuesBefore()
  const defaultProfile = useStudio((state) => state.defaultProfile)
  const inputs = useMemo(() => (called ? inputsOf(called, defaultProfile) : []), [called, defaultProfile])
  const named = namesIn(props.value, 'name')
  const unused = called ? named.filter((name) => name !== '' && !inputs.some((input) => input.name === name)) : []
  const proposed = (isNeeded: boolean) =>
    inputs
      .filter((input) => input.isNeeded === isNeeded && !named.includes(input.name))
      .map(({ name }) => ({ name, line: { name, value: proposedValue(name, before) } }))
  return (
    <AssignmentsControl
      {...props}
      hint={unused.length > 0 ? t('unusedInputs', { names: unused.join(', ') }) : undefined}
      proposals={[
        { label: t('requiredInputs'), items: proposed(true) },
        { label: t('optionalInputs'), items: proposed(false) },
      ]}
    />
  )
}

export function ValuesOutControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const { node } = useStep()
  const document = useStudio((state) => state.document)
  const called = useChosenFlow()
  const outputs = useMemo(() => (called ? outputsOf(called) : []), [called])
  const taken = namesIn(props.value, 'from')
  const names = namesIn(props.value, 'name')
  const setElsewhere = document.nodes.flatMap((each) => (each.id === node.id ? [] : variablesSetBy(each)))
  const options = [...new Set([...outputs, ...taken])].filter((name) => name !== '')
  const columns: Column[] = [
    {
      key: 'from',
      label: 'outputOf',
      placeholder: t('outputName'),
      isName: true,
      ...(outputs.length > 0 ? { options: options.map((name) => ({ value: name, label: name })) } : {}),
    },
    { key: 'name', label: 'keptAsOf', placeholder: t('keptAsName'), isName: true },
  ]
  /** Not over a variable that means something else here. */
  const nameFor = (output: string): string =>
    proposedName([output], (name) => names.includes(name) || setElsewhere.includes(name))
  return (
    <LinesControl
      {...props}
      columns={columns}
      newLine={{ name: '', from: outputs.find((name) => !taken.includes(name)) ?? outputs[0] ?? '' }}
      addLabel={t('addValue')}
      isUnlabelled
      hint={t('outputsHint')}
      proposals={[
        {
          label: t('returns'),
          items: outputs
            .filter((name) => !taken.includes(name))
            .map((name) => ({ name, line: { name: nameFor(name), from: name } })),
        },
      ]}
    />
  )
}

/** What a flow returns where it ends. */
export function HandedBackControl(props: ControlProps) {
  const { t } = useTranslation('inspector')
  const before = useValuesBefore()
  const named = namesIn(props.value, 'name')
  const items = before
    .filter((path) => path.startsWith('vars.'))
    .map((path) => path.slice('vars.'.length))
    .filter((name) => !named.includes(name))
    .map((name) => ({ name, line: { name, value: `{{ vars.${name} }}` } }))
  return <AssignmentsControl {...props} hint={t('returnsHint')} proposals={[{ label: t('setBefore'), items }]} />
}

/** The flow that stands in this step's `flow` field. */
function useChosenFlow() {
  const { node } = useStep()
  return useCalledFlow(shownText(node.data.flowId))
}

/** Paths of what is set on some way to this step. */
function useValuesBefore(): readonly string[] {
  const { node } = useStep()
  const document = useStudio((state) => state.document)
  return useMemo(() => valuesBefore(document, node.id).map(({ path }) => path), [document, node.id])
}

const namesIn = (value: unknown, key: string): string[] =>
  Array.isArray(value) ? value.map((line: Record<string, unknown> | null) => shownText(line?.[key])) : []
