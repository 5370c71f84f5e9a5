import { definitionOf, type FlowNode, setData, setField } from '@callflow-studio/model'
import { ArrowRightLeft, Info } from 'lucide-react'
import { useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import { keepClear } from '../canvas/keep-clear.ts'
import { useStudio } from '../state/studio-store.ts'
import { diagnosticsOf } from '../state/sync-slice.ts'
import { useHeld } from '../ui/use-held.ts'
import { CONTROLS } from './controls.ts'
import { ExitList } from './exits/ExitList.tsx'
import { ControlRegistryContext } from './form/control-kind.ts'
import { StepContext, type StepEditing, useStep, type ValueRequest } from './form/step-context.ts'
import { useFocusField } from './form/use-focus-field.ts'
import classes from './Inspector.module.css'
import { JsonForm } from './JsonForm.tsx'
import { ModuleForm } from './ModuleForm.tsx'
import { StartAddress } from './StartAddress.tsx'
import { StepForm } from './StepForm.tsx'
import { StepHeader } from './StepHeader.tsx'
import { ValuePicker } from './values/ValuePicker.tsx'

export function StepInspector({ nodeId }: { nodeId: string }) {
  const node = useStudio((state) => state.document.nodes.find(({ id }) => id === nodeId))
  return node ? <Step node={node} /> : null
}

function Step({ node }: { node: FlowNode }) {
  const { t } = useTranslation('inspector')
  const apply = useStudio((state) => state.apply)
  const endGesture = useStudio((state) => state.endGesture)
  const isReadOnly = useStudio((state) => state.save === 'read-only')
  const diagnostics = useHeld(useStudio(useShallow(diagnosticsOf(node.id))))
  const [request, setRequest] = useState<ValueRequest | null>(null)
  const [isJson, setJson] = useState(false)
  const [isMoreOpen, setMoreOpen] = useState(false)
  const definition = definitionOf(node.type)
  useFocusField(() => setMoreOpen(true))

  const set = useCallback(
    (path: string, value: unknown, isDiscrete = false) => {
      if (isDiscrete) endGesture()
      const command = path === '' ? setData(node.id, value as FlowNode['data']) : setField(node.id, path, value)
      apply(keepClear(node.id, command), isDiscrete ? undefined : `field:${node.id}:${path}`)
    },
    [apply, endGesture, node.id],
  )
  const editing = useMemo<StepEditing>(
    () => ({ node, definition, diagnostics, set, endVisit: endGesture, askForValue: setRequest }),
    [node, definition, diagnostics, set, endGesture],
  )
  const whole = diagnostics.filter(({ field }) => field === null)
  return (
    <StepContext.Provider value={editing}>
      <StepHeader isJson={isJson} onJson={() => setJson(!isJson)} />
      <div className={classes.body} data-form>
        {!definition && (
          <section className={classes.section}>
            <p className={classes.plain}>{t('unknownType', { type: node.type })}</p>
          </section>
        )}
        {isJson || !definition ? (
          <JsonForm />
        ) : (
          <>
            {definition.kind === 'start' && <StartAddress />}
            {(definition.kind === 'start' || definition.kind === 'fallback') && (
              <section className={classes.section}>
                <p className={classes.plain}>{definition.help}</p>
              </section>
            )}
            <fieldset className={classes.fields} role="presentation" disabled={isReadOnly}>
              <ControlRegistryContext value={CONTROLS}>
                <StepForm notes={whole} isMoreOpen={isMoreOpen || isReadOnly} onMore={setMoreOpen} />
              </ControlRegistryContext>
              {definition.kind === 'kazoo' && definition.namesModule && <ModuleForm key={node.id} />}
            </fieldset>
            <ExitList />
          </>
        )}
      </div>
      <Foot />
      {request && <ValuePicker nodeId={node.id} request={request} onDone={() => setRequest(null)} />}
    </StepContext.Provider>
  )
}

/** What one should know of this step; while it has errors, what those mean for callers. */
function Foot() {
  const { t } = useTranslation('inspector')
  const { definition, diagnostics } = useStep()
  const liveVersion = useStudio((state) => state.liveVersion)
  const hasErrors = diagnostics.some(({ severity }) => severity === 'error')
  const errors = liveVersion === null ? t('errorsStay') : t('errorsStayLive', { version: liveVersion })
  const text = hasErrors ? errors : definition?.footer
  if (!text) return null
  const asksAgain = !hasErrors && definition?.kind === 'studio' && definition.asksCaller
  const Icon = asksAgain ? ArrowRightLeft : Info
  return (
    <footer className={classes.foot}>
      <Icon size={15} aria-hidden />
      <span>{text}</span>
    </footer>
  )
}
