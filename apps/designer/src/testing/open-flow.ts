import type { FlowDocument } from '@callflow-studio/model'
import { onTestFinished } from 'vitest'
import { NEW_SCENARIO, type PreviewScenario } from '../state/preview-scenario.ts'
import { type StudioState, studioStore } from '../state/studio-store.ts'

/**
 * Opens a flow in the designer's store for one test, as if it had just been loaded.
 *
 * @param more what else the test needs to be set: `{ selection: ['menu'] }`, `{ validation }`
 * @example openFlow(flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build())
 */
export function openFlow(document: FlowDocument, more: Partial<StudioState> = {}): void {
  studioStore.setState({ ...studioStore.getInitialState(), document, loaded: document, ...more }, true)
  onTestFinished(() => studioStore.setState(studioStore.getInitialState(), true))
}

/** A preview that differs from a new one. @example openFlow(clinic, previewWith({ actions: [{ digits: '1' }] })) */
export const previewWith = (change: Partial<PreviewScenario>): Partial<StudioState> => ({
  scenario: { ...NEW_SCENARIO, ...change },
})
