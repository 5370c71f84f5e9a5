import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { versionOf } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { StateChip } from './StateChip.tsx'

const live = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const longer = flow().step('hello', 'tts', { text: 'Hi' }).step('bye', 'hangup').chain('hello', 'bye').build()
const moved = { ...live, nodes: live.nodes.map((node) => ({ ...node, position: { x: 900, y: 900 } })) }

it.each([
  ['a live flow', { liveVersion: 2, latestVersion: 2 }, live, 'Version 2 is live'],
  ['changes', { liveVersion: 2, latestVersion: 2 }, longer, 'Version 2 is live2 unpublished changes'],
  ['moved steps', { liveVersion: 2, latestVersion: 2 }, moved, 'Version 2 is liveonly positions changed'],
  ['an unpublished flow', { liveVersion: null, latestVersion: 2 }, live, 'Unpublished'],
  ['a new flow', { liveVersion: null, latestVersion: null }, live, 'Never published'],
])('says of %s what new calls get', async (_, state, document, words) => {
  serveApi({ 'GET /flows/f1/versions/2': versionOf(2, live) })
  openFlow(document, { flowId: 'f1', ...state })
  const screen = await renderInStudio(
    <section aria-label="State">
      <StateChip isCompact={false} />
    </section>,
  )
  await expect.element(screen.getByRole('region', { name: 'State' })).toHaveTextContent(words)
})
