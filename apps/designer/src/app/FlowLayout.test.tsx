/** The frame of one flow's pages, with the editor in it: opening, leaving, dialogs by key, the address of the selection. */
import { flow } from '@callflow-studio/model/testing/flow-builder'
import { type Location, type NavigateFunction, Route, Routes, useLocation, useNavigate } from 'react-router'
import { expect, it, onTestFinished } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { studioStore } from '../state/studio-store.ts'
import { Address, address } from '../testing/Address.tsx'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList, openedFlow, studioInfo, tableList } from '../testing/sample-answers.ts'
import { type Answers, type ApiRequest, problem, serveApi } from '../testing/serve-api.ts'
import { EditorPage } from './EditorPage.tsx'
import { FlowLayout } from './FlowLayout.tsx'

const document = flow().step('hello', 'tts', { text: 'Hi' }, { name: 'Greet' }).chain('hello').build()
const WIDE = { width: 1400, height: 900 }

let location: Location
let navigate: NavigateFunction

function Router() {
  location = useLocation()
  navigate = useNavigate()
  return null
}

async function open(more: Answers = {}, path = '/flows/f1') {
  await page.viewport(WIDE.width, WIDE.height)
  onTestFinished(async () => {
    localStorage.clear()
    studioStore.setState(studioStore.getInitialState(), true)
    await page.viewport(1000, 900)
  })
  const sent = serveApi({
    'GET /flows/f1': { ...openedFlow, document },
    'PUT /flows/f1': ({ body }: ApiRequest) => ({ ...openedFlow, ...(body as object), revision: 8 }),
    'GET /flows/f1/versions': { versions: [] },
    'GET /flows/f1/versions/2': {
      version: 2,
      note: '',
      publishedAt: openedFlow.createdAt,
      isLive: true,
      changedSteps: 0,
      document,
    },
    'GET /studio': studioInfo,
    'GET /flows': flowList,
    'GET /tables': tableList,
    'GET /switches': { switches: [] },
    'GET /secrets': { secrets: [] },
    'POST /validate': { diagnostics: [], cuts: [], mostRequests: 1 },
    'POST /flows/f1/preview': () => problem(422, 'Not now.'),
    ...more,
  })
  await renderInStudio(
    <div style={{ display: 'grid', gridTemplateRows: 'auto 800px' }}>
      <Address />
      <Router />
      <Routes>
        <Route path="/flows/:id" element={<FlowLayout />}>
          <Route index element={<EditorPage />} />
          <Route path="calls" element={<p>The calls</p>} />
        </Route>
        <Route path="*" element={null} />
      </Routes>
    </div>,
    path,
  )
  return sent
}
const heading = page.getByRole('heading', { level: 1 })
const opened = () => expect.element(heading).toHaveTextContent('Front desk')

it('opens a flow, with its name in the title of the window', async () => {
  await open()
  await opened()
  expect(window.document.title).toContain('Front desk')
  expect(studioStore.getState()).toMatchObject({ flowId: 'f1', revision: 7, liveVersion: 2 })
  await expect.element(page.getByRole('complementary')).toBeVisible()
})

it.each([
  ['does not exist', () => problem(404, 'There is no such flow.'), 'This flow does not exist or was deleted.'],
  ['is not allowed', () => problem(403, 'Not allowed.'), 'Not allowed.'],
])('says so where a flow %s', async (_, answer, words) => {
  await open({ 'GET /flows/f1': answer })
  await expect.element(page.getByText(words)).toBeVisible()
  await expect.element(page.getByRole('navigation', { name: 'Main navigation' })).toBeVisible()
})

it('ends the details beside a preview that lies over the canvas', async () => {
  await open()
  await opened()
  await page.viewport(1024, 768)
  studioStore.getState().startPreview()
  studioStore.getState().setDrawer({ isOpen: true, tab: 'requests' })
  const edges = () => {
    const [details, phone] = ['Details', 'Preview'].map((name) =>
      page.getByRole('region', { name, exact: true }).element().getBoundingClientRect(),
    )
    return { details: details?.right, phone: phone?.left }
  }
  await expect.element(page.getByRole('button', { name: 'Close details' })).toBeVisible()
  await expect.element(page.getByRole('region', { name: 'Preview', exact: true })).toBeVisible()
  expect(edges().details).toBeLessThanOrEqual(edges().phone ?? 0)
})

it('leads from a flow that is gone to all flows', async () => {
  await open({ 'GET /flows/f1': () => problem(404, 'There is no such flow.') })
  await page.getByRole('main').getByRole('link', { name: 'All flows' }).click()
  await expect.element(address).toHaveTextContent('/')
})

it('tries again to read a flow', async () => {
  let isBroken = true
  await open({ 'GET /flows/f1': () => (isBroken ? problem(403, 'Not allowed.') : { ...openedFlow, document }) })
  await expect.element(page.getByRole('alert')).toMatchTextContent('Not allowed.')
  isBroken = false
  await page.getByRole('button', { name: 'Try again' }).click()
  await opened()
})

it('saves what is changed, once', async () => {
  const sent = await open()
  await opened()
  studioStore.getState().rename('Reception')
  await expect.poll(() => studioStore.getState().save).toBe('saved')
  await expect
    .poll(() => sent.filter(({ method }) => method === 'PUT').map(({ body }) => body))
    .toEqual([expect.objectContaining({ name: 'Reception', revision: 7 })])
})

it('selects the step that the address names', async () => {
  await open({}, '/flows/f1?step=hello')
  await opened()
  await expect.poll(() => studioStore.getState().selection).toEqual(['hello'])
  await expect.element(page.getByRole('textbox', { name: 'Text', exact: true })).toHaveValue('Hi')
})

it('writes the selected step into the address, and removes it again', async () => {
  await open()
  await opened()
  studioStore.getState().select(['hello'])
  await expect.element(address).toHaveTextContent('/flows/f1?step=hello')
  studioStore.getState().select([])
  await expect.element(address).toHaveTextContent('/flows/f1')
})

it('takes no address that it wrote and that comes late for a link', async () => {
  await open()
  await opened()
  studioStore.getState().startPreview()
  studioStore.getState().act({ digits: '1' })
  await expect.poll(() => location.hash).toContain('#call=')
  const written = location
  studioStore.getState().act({ hangup: true })
  await expect.poll(() => location.hash).not.toBe(written.hash)
  const { scenario } = studioStore.getState()

  await navigate(written, { replace: true, state: written.state })
  await expect.poll(() => location.hash).toBe(written.hash)
  expect(studioStore.getState().scenario).toBe(scenario)
  await expect.poll(() => location.hash).not.toBe(written.hash)
})

it('forgets a step in the address that the flow does not have', async () => {
  await open({}, '/flows/f1?step=nowhere')
  await opened()
  await expect.element(address).toHaveTextContent('/flows/f1')
})

it('opens the preview that the address asks for, and ends it', async () => {
  await open({}, '/flows/f1?preview')
  await opened()
  await expect.poll(() => studioStore.getState().isPreviewing).toBe(true)
  await page.getByRole('button', { name: 'End preview' }).first().click()
  await expect.element(address).toHaveTextContent('/flows/f1')
})

it('opens the publish dialog with Ctrl+Enter', async () => {
  await open()
  await opened()
  await userEvent.keyboard('{Control>}{Enter}{/Control}')
  await expect.element(page.getByRole('dialog')).toBeVisible()
})

it('goes to other pages with Ctrl+K beside the canvas', async () => {
  await open({}, '/flows/f1/calls')
  await expect.element(page.getByText('The calls')).toBeVisible()
  await userEvent.keyboard('{Control>}k{/Control}')
  await expect.element(page.getByRole('combobox')).toBeVisible()
  await userEvent.keyboard('sales{Enter}')
  await expect.element(address).toHaveTextContent('/flows/f2')
})

it('leaves the inspector out of a narrow window until something is selected', async () => {
  await open()
  await opened()
  await page.viewport(1000, 900)
  await expect.element(page.getByRole('complementary')).not.toBeInTheDocument()
  studioStore.getState().select(['hello'])
  await expect.element(page.getByRole('complementary')).toBeVisible()
})
