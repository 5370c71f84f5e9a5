/** The editor: steps to add on the left, the flow in the middle, the inspector or the phone on the right, details below. */
import type { FlowDocument } from '@callflow-studio/model'
import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Canvas } from '../canvas/Canvas.tsx'
import { FlowView } from '../canvas/FlowView.tsx'
import { Inspector } from '../inspector/Inspector.tsx'
import { Palette } from '../palette/Palette.tsx'
import { Drawer } from '../preview/Drawer.tsx'
import { Phone } from '../preview/Phone.tsx'
import { highlightOf } from '../state/session-slice.ts'
import { studioStore, useStudio } from '../state/studio-store.ts'
import { usePreviewedVersion } from '../state/use-previewed-document.ts'
import { useIsNarrow, useIsTiny } from '../ui/use-screen.ts'
import classes from './EditorPage.module.css'
import { useEditorAddress } from './use-editor-address.ts'

export function EditorPage() {
  const isTiny = useIsTiny()
  const isNarrow = useIsNarrow()
  const isPreviewing = useStudio((state) => state.isPreviewing)
  const hasChosen = useStudio((state) => state.selection.length > 0)
  const areSettingsOpen = useStudio((state) => state.areSettingsOpen)
  const name = useStudio((state) => state.flowName)
  const replayed = usePreviewedVersion()
  useEditorAddress()
  return (
    <div className={classes.editor}>
      {!isTiny && !replayed && <Palette />}
      <main className={classes.middle}>
        <h1 className="visually-hidden">{name}</h1>
        <div className={classes.canvas}>
          {replayed ? <ReplayedVersion {...replayed} /> : isTiny ? <LookOnly /> : <Canvas />}
        </div>
        <Drawer />
      </main>
      {isPreviewing ? (
        <aside className={classes.side} data-phone data-over={isNarrow || undefined}>
          <Phone />
        </aside>
      ) : (
        !isTiny &&
        (!isNarrow || hasChosen || areSettingsOpen) && (
          <aside className={classes.side} data-over={isNarrow || undefined}>
            <Inspector />
          </aside>
        )
      )}
    </div>
  )
}

/** Too small to draw on: the flow can be viewed, called and fixed elsewhere. */
function LookOnly() {
  const { t } = useTranslation('app')
  const document = useStudio((state) => state.document)
  const highlight = useStudio(highlightOf)
  return (
    <>
      <p className={classes.hint}>{t('largerScreen')}</p>
      <FlowView document={document} highlight={highlight} />
    </>
  )
}

/** The version that a replayed call ran on: it is no drawing to edit. */
function ReplayedVersion({ version, document }: { version: number; document: FlowDocument | null }) {
  const { t } = useTranslation('app')
  const highlight = useStudio(highlightOf)
  const toDraft = () => {
    const { scenario, openScenario } = studioStore.getState()
    if (scenario.replay) openScenario({ ...scenario, replay: { ...scenario.replay, version: null } })
  }
  return (
    <>
      <p className={classes.hint} data-version>
        {t('replayedVersion', { version })}
        <Button size="xs" onClick={toDraft}>
          {t('replayOnDraft')}
        </Button>
      </p>
      {document && <FlowView document={document} highlight={highlight} hasControls />}
    </>
  )
}
