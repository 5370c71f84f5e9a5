import { setField } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { Route, Routes } from 'react-router'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { openedFlow, versionOf } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { VersionsPage } from './VersionsPage.tsx'

const first = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const second = flow().step('hello', 'tts', { text: 'Good morning' }).step('bye', 'hangup').chain('hello', 'bye').build()
const { id: flowId, ...opened } = openedFlow

const answers = {
  'GET /tables': { tables: [] },
  'GET /switches': { switches: [] },
  'GET /flows': { flows: [] },
  'GET /flows/f1/versions': {
    versions: [
      versionOf(2, second, { isLive: true, note: 'Politer', changedSteps: 2 }),
      versionOf(1, first, { changedSteps: 0 }),
    ],
  },
  'GET /flows/f1/versions/1': versionOf(1, first),
  'GET /flows/f1/versions/2': versionOf(2, second),
}

const open = async (draft = second, path = '/flows/f1/versions', more = {}) => {
  const sent = serveApi({ ...answers, ...more })
  openFlow(draft, { ...opened, flowId })
  await renderInStudio(
    <Routes>
      <Route path="/flows/:id/versions/:version?" element={<VersionsPage />} />
    </Routes>,
    path,
  )
  return sent
}
const list = page.getByRole('navigation', { name: 'Versions' })

it('lists the draft and every version with its note, the newest first', async () => {
  await open()
  const items = list.getByRole('listitem')
  await expect.element(items.nth(1)).toMatchTextContent('Version 2live')
  await expect.element(items.nth(1)).toMatchTextContent('Politer')
  await expect.element(items.nth(1)).toMatchTextContent('2 steps changed')
  await expect.element(items.nth(2)).toMatchTextContent('First version')
  await expect.element(list.getByRole('link', { name: /Version 2/ })).toHaveAttribute('aria-current', 'page')
})

it('says of each version how its tests went, and why it was published in spite of them', async () => {
  const tests = [
    { passed: 3, failed: 1, overrideReason: 'The mailbox is fixed tomorrow' },
    { passed: 4, failed: 0, overrideReason: null },
    { passed: 1, failed: 0, overrideReason: null },
    null,
  ]
  const versions = tests.map((each, index) =>
    versionOf(4 - index, second, { tests: each && { ...each, failures: [] } }),
  )
  await open(second, undefined, { 'GET /flows/f1/versions': { versions } })
  const version = (number: number) => list.getByRole('link', { name: new RegExp(`^Version ${number}`) })
  await expect.element(version(4)).toMatchTextContent('1 of 4 tests failed')
  await expect.element(version(4)).toMatchTextContent('Published anyway: The mailbox is fixed tomorrow')
  await expect.element(version(3)).toMatchTextContent('4 tests passed')
  await expect.element(version(3)).not.toMatchTextContent('Published anyway')
  await expect.element(version(2)).toMatchTextContent('1 test passed')
  await expect.element(version(1)).not.toMatchTextContent(/tests? (passed|failed)/)
})

it('compares the draft with the live version, where none is in the address', async () => {
  await open()
  await expect.element(page.getByText('no changes')).toBeVisible()
  await expect.element(page.getByText('The draft is the same as version 2.')).toBeVisible()
  await expect.element(page.getByRole('button', { name: 'Make this version live' })).not.toBeInTheDocument()
})

it('counts what the draft changes, and goes through the changes', async () => {
  await open(setField('hello', 'text', 'Good evening')(second))
  await expect.element(page.getByText('1 changed', { exact: true })).toBeVisible()
  await expect.element(page.getByText(/^Select a step on the canvas/)).toBeVisible()
  await page.getByRole('button', { name: 'Next change' }).click()
  await expect.element(page.getByText('1 of 1')).toBeVisible()
  await expect.element(page.getByText('changed, 1 field')).toBeVisible()
  const panel = page.getByRole('complementary')
  await expect.element(panel).toMatchTextContent('Before Good morning')
  await expect.element(panel).toMatchTextContent('After Good evening')
})

it('names steps that were added since an older version', async () => {
  await open(second, '/flows/f1/versions/1')
  await expect.element(page.getByText('1 added', { exact: true })).toBeVisible()
  await page.getByRole('button', { name: 'Previous change' }).click()
  await expect.element(page.getByRole('complementary')).toMatchTextContent('added since version 1')
})

it('makes an older version live', async () => {
  const sent = await open(second, '/flows/f1/versions/1', {
    'POST /flows/f1/versions/1/activate': { ...openedFlow, liveVersion: 1, document: second },
  })
  await page.getByRole('button', { name: 'Make this version live' }).click()
  await expect.poll(() => studioStore.getState().liveVersion).toBe(1)
  expect(sent.some(({ method, path }) => method === 'POST' && path === '/flows/f1/versions/1/activate')).toBe(true)
})

it('restores a version into the draft, and takes that back', async () => {
  await open(second, '/flows/f1/versions/1')
  await page.getByRole('button', { name: 'Restore version 1' }).click()
  await expect.element(page.getByText('Version 1 is now the draft.')).toBeVisible()
  expect(studioStore.getState().document.nodes.map(({ id }) => id)).toEqual(first.nodes.map(({ id }) => id))
  await page.getByRole('button', { name: 'Undo' }).click()
  expect(studioStore.getState().document).toEqual(second)
})

it('says how to get a version where there is none', async () => {
  serveApi({ ...answers, 'GET /flows/f1/versions': { versions: [] } })
  openFlow(first, { ...opened, flowId, liveVersion: null, latestVersion: null })
  await renderInStudio(
    <Routes>
      <Route path="/flows/:id/versions/:version?" element={<VersionsPage />} />
    </Routes>,
    '/flows/f1/versions',
  )
  await expect.element(page.getByText('No versions yet. Publish to create the first one.')).toBeVisible()
})
