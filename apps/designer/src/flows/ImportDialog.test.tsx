/** Taking flows in: from pasted text and from files, with what is wrong with them. */
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { chooseFiles } from '../testing/choose-files.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { openedFlow, studioInfo } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { ImportDialog } from './ImportDialog.tsx'

const document = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const diagnostic = (severity: string, message: string, more: object = {}) => ({
  severity,
  code: 'import.changed',
  message,
  nodeId: 'hello',
  field: 'text',
  ...more,
})
const imported = (...diagnostics: object[]) => ({ document, diagnostics, profile: 'any' })

async function open(more: Answers = {}) {
  const onClose = vi.fn()
  const sent = serveApi({
    'GET /studio': studioInfo,
    'GET /flows': { flows: [] },
    'POST /import': imported(),
    'POST /flows': ({ body }: ApiRequest) => ({ ...openedFlow, document, ...(body as object), id: 'f9' }),
    ...more,
  })
  await renderInStudio(
    <>
      <Address />
      <ImportDialog onClose={onClose} />
    </>,
  )
  return { sent, onClose }
}

const text = page.getByRole('textbox', { name: 'Paste text' })
const importButton = page.getByRole('button', { name: 'Import', exact: true }).first()
const report = page.getByRole('list', { name: 'Import report' })
const paste = async (content: string) => {
  await text.fill(content)
  await importButton.click()
}
const to = (sent: readonly ApiRequest[], path: string) =>
  sent.filter((request) => request.method !== 'GET' && request.path === path).map(({ body }) => body)

const callflow = '{"module":"tts","data":{"text":"Hi"}}'

it('opens the flow at once where nothing is wrong with it', async () => {
  const { sent } = await open()
  await expect.element(importButton).toBeDisabled()
  await paste(callflow)
  await expect.element(address).toHaveTextContent('/flows/f9')
  expect(to(sent, '/import')).toEqual([expect.objectContaining({ source: callflow })])
  expect(to(sent, '/flows')).toEqual([expect.objectContaining({ name: 'Imported flow' })])
})

it('draws a flow for the KAZOO that was chosen', async () => {
  const { sent } = await open()
  await page.getByRole('combobox', { name: /KAZOO|made for/i }).click()
  await page.getByRole('option', { name: /4\.3/ }).click()
  await paste(callflow)
  await expect.poll(() => to(sent, '/import')).toEqual([expect.objectContaining({ kazoo: '4.3' })])
})

it('reports problems by step and field, errors first', async () => {
  await open({
    'POST /import': imported(
      diagnostic('info', 'A remark.', { nodeId: null, field: null }),
      diagnostic('warning', 'Too long.'),
      diagnostic('error', 'The text is empty.'),
      diagnostic('error', 'The text is empty.'),
    ),
  })
  await paste(callflow)
  const result = report.getByRole('listitem').first()
  await expect.element(result).toMatchTextContent('1 step imported, 1 error, 1 warning, 1 note, for any KAZOO version')
  await expect.element(report.getByRole('listitem').nth(1)).toMatchTextContent('The text is empty.')
  await expect.element(report.getByRole('listitem').nth(2)).toMatchTextContent('Too long.')
  await expect.element(report.getByRole('img', { name: 'Note' })).toBeVisible()
  await expect.element(text).toHaveValue('')
  await expect.element(page.getByRole('button', { name: 'Done' })).toBeVisible()
  await result.getByRole('link', { name: 'Open Imported flow' }).click()
  await expect.element(address).toHaveTextContent('/flows/f9')
})

it('keeps a text that is no flow, with the reason', async () => {
  const { sent } = await open({
    'POST /import': () =>
      problem(422, 'Not drawn.', {
        diagnostics: [diagnostic('error', 'Line 1: a comma is missing.', { nodeId: null })],
      }),
  })
  await paste('{"module"')
  await expect.element(report).toMatchTextContent('Pasted textNothing was imported')
  await expect.element(report).toMatchTextContent('Line 1: a comma is missing.')
  await expect.element(text).toHaveValue('{"module"')
  expect(to(sent, '/flows')).toEqual([])
})

it('says so where the studio does not answer', async () => {
  await open({ 'POST /import': () => problem(403, 'Not allowed.') })
  await paste(callflow)
  await expect.element(report).toMatchTextContent('Not allowed.')
})

it('shows eight problems, and all of them on request', async () => {
  await open({
    'POST /import': imported(...Array.from({ length: 10 }, (_, index) => diagnostic('error', `Problem ${index}.`))),
  })
  await paste(callflow)
  await expect.element(report.getByText('Problem 7.')).toBeVisible()
  await expect.element(report.getByText('Problem 8.')).not.toBeInTheDocument()
  await report.getByRole('button', { name: 'Show all 10' }).click()
  await expect.element(report.getByText('Problem 9.')).toBeVisible()
})

const file = (name: string, content: string) => new File([content], name)

it('imports files one after the other, each under its name', async () => {
  const { sent } = await open()
  await chooseFiles([file('day.json', callflow), file('night.json', callflow)], page.getByRole('dialog'))
  await expect.element(report.getByRole('link', { name: 'Open day' })).toBeVisible()
  await expect.element(report.getByRole('link', { name: 'Open night' })).toBeVisible()
  expect(to(sent, '/flows')).toEqual([
    expect.objectContaining({ name: 'day' }),
    expect.objectContaining({ name: 'night' }),
  ])
})

it('takes a document of a studio as it is', async () => {
  const { sent } = await open()
  await chooseFiles([file('x.json', JSON.stringify({ name: 'Front desk', document }))], page.getByRole('dialog'))
  await expect.element(address).toHaveTextContent('/flows/f9')
  expect(to(sent, '/import')).toEqual([])
  expect(to(sent, '/flows')).toEqual([{ name: 'Front desk', document }])
})

it('takes files that are dropped', async () => {
  await open()
  const dataTransfer = new DataTransfer()
  dataTransfer.items.add(file('day.json', callflow))
  const area = page.getByRole('region', { name: 'Import flows' }).element()
  area.dispatchEvent(new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true }))
  await expect.poll(() => area.hasAttribute('data-over')).toBe(true)
  area.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }))
  await expect.element(address).toHaveTextContent('/flows/f9')
})

it('makes a flow of each entry of a list, and says which hold none', async () => {
  const { sent } = await open()
  await paste(
    JSON.stringify([
      { name: 'Day', flow: JSON.parse(callflow) },
      { id: 'abc', numbers: ['100'] },
    ]),
  )
  await expect.element(report).toMatchTextContent('Day1 step imported')
  await expect.element(report).toMatchTextContent('100Nothing was imported')
  await expect.element(report).toMatchTextContent('This entry of the list holds no flow.')
  expect(to(sent, '/flows')).toHaveLength(1)
})

const twiml = '<Response><Redirect>/keys</Redirect></Response>'
const asksForAddress = {
  'POST /import': ({ body }: ApiRequest) => {
    const { baseUrl } = body as { baseUrl?: string }
    if (baseUrl === undefined)
      return imported(diagnostic('info', 'The URL is relative.', { code: 'import.address-unknown' }))
    if (!baseUrl.startsWith('http'))
      return problem(422, 'Not drawn.', { diagnostics: [diagnostic('error', 'No URL.', { code: 'import.base-url' })] })
    return imported()
  },
}

it('asks where a document with relative URLs is served', async () => {
  const { sent } = await open(asksForAddress)
  await paste(twiml)
  await expect.element(report).toMatchTextContent('One question before the import')
  expect(to(sent, '/flows')).toEqual([])
  const url = report.getByRole('textbox', { name: 'URL of this document' })
  await expect.element(url).toHaveFocus()
  await userEvent.keyboard('studio{Enter}')
  await expect.element(report.getByText('Enter a URL that begins with http:// or https://.')).toBeVisible()
  await url.fill('https://example.com/menu')
  await userEvent.keyboard('{Enter}')
  await expect.element(report).toMatchTextContent('1 step imported')
  expect(to(sent, '/import').at(-1)).toMatchObject({ baseUrl: 'https://example.com/menu' })
})

it('imports such a document without its URL', async () => {
  const { sent } = await open(asksForAddress)
  await paste(twiml)
  await report.getByRole('button', { name: 'Import without a URL' }).click()
  await expect.element(report).toMatchTextContent('1 step imported')
  expect(to(sent, '/flows')).toHaveLength(1)
})

it('sets the flow to the KAZOO that has its steps', async () => {
  const fax = flow().step('tones', 'tones', {}).chain('tones').build()
  const { sent } = await open({
    'POST /import': {
      document: fax,
      diagnostics: [diagnostic('warning', '4.3 lacks it.', { nodeId: 'tones' })],
      profile: 'any',
    },
    'GET /flows/f9': { ...openedFlow, id: 'f9', document: fax },
    'PUT /flows/f9': { ...openedFlow, id: 'f9', document: fax },
    'POST /validate': { diagnostics: [], cuts: [], mostRequests: 1 },
  })
  await paste(callflow)
  await expect.element(report).toMatchTextContent('Some of its steps exist only in KAZOO ')
  await report.getByRole('button', { name: /^Set it to KAZOO/ }).click()
  await expect.element(report.getByText('4.3 lacks it.')).not.toBeInTheDocument()
  expect(to(sent, '/flows/f9')).toHaveLength(1)
})

it('leaves with Cancel', async () => {
  const { onClose } = await open()
  await page.getByRole('button', { name: 'Cancel' }).click()
  expect(onClose).toHaveBeenCalledTimes(1)
})
