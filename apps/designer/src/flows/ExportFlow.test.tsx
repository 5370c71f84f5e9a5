/** A flow leaves the studio as a file, or the user learns why it cannot. */
import type { FlowDocument } from '@callflow-studio/model'
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it, vi } from 'vitest'
import { page } from 'vitest/browser'
import type { ExportKind } from '../state/session-slice.ts'
import { recordDownloads } from '../testing/record-downloads.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { studioInfo } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { ExportFlow } from './ExportFlow.tsx'

const greeting = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const branching = flow()
  .step('vars', 'logic.set', {}, { name: 'Note the time' })
  .step('bye', 'tts', { text: 'Bye' })
  .chain('vars', 'bye')
  .build()
/** Too far apart to be read in one picture. */
const wide: FlowDocument = {
  ...greeting,
  nodes: greeting.nodes.map((node) => (node.id === 'hello' ? { ...node, position: { x: 900_000, y: 900_000 } } : node)),
}

async function open(kind: ExportKind, read: () => Promise<FlowDocument> = async () => greeting) {
  serveApi({ 'GET /studio': studioInfo })
  const files = recordDownloads()
  const [onClose, onShow] = [vi.fn(), vi.fn()]
  await renderInStudio(
    <ExportFlow name="Front desk (night)" kind={kind} read={read} onShow={onShow} onClose={onClose} />,
  )
  return { files, onClose, onShow }
}

it.each<[ExportKind, string, string]>([
  ['callflow', 'front-desk-night.json', '"module": "tts"'],
  ['document', 'front-desk-night.json', '"name": "Front desk (night)"'],
  ['svg', 'front-desk-night.svg', '<svg'],
])('exports a flow as %s', async (kind, name, content) => {
  const { files, onClose } = await open(kind)
  await expect.poll(() => [...files.keys()]).toEqual([name])
  expect(await files.get(name)?.text()).toContain(content)
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('exports a flow as PNG', async () => {
  const { files } = await open('png')
  await expect.poll(() => files.get('front-desk-night.png')?.type).toBe('image/png')
})

it('names the steps that need the studio, and leads to them', async () => {
  const { files, onClose, onShow } = await open('callflow', async () => branching)
  const dialog = page.getByRole('dialog', { name: 'This flow cannot be exported as Callflow JSON' })
  await expect.element(dialog.getByRole('listitem').first()).toMatchTextContent('Note the time')
  await dialog.getByRole('button', { name: 'Show Note the time' }).click()
  expect(onShow.mock.calls[0]?.[0]).toBe('vars')
  expect(onClose).toHaveBeenCalled()
  expect(files.size).toBe(0)
})

it('asks before a PNG that is too small to read', async () => {
  const { files } = await open('png', async () => wide)
  const dialog = page.getByRole('dialog', { name: 'Too large for a PNG' })
  await expect.element(dialog).toMatchTextContent('fits into a PNG only at 2 % of its size')
  await dialog.getByRole('button', { name: 'Export as SVG' }).click()
  await expect.poll(() => [...files.keys()]).toEqual(['front-desk-night.svg'])
})

it('leaves the question about a PNG with Cancel', async () => {
  const { files, onClose } = await open('png', async () => wide)
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(files.size).toBe(0)
})

it('says why a flow cannot be read', async () => {
  const { onClose } = await open('document', () => Promise.reject(new Error('Not allowed.')))
  await expect.element(page.getByRole('status')).toMatchTextContent('The flow was not exported: Not allowed.')
  await page.getByRole('button', { name: 'Close' }).click()
  expect(onClose).toHaveBeenCalledTimes(1)
})
