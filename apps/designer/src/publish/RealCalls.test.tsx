import { flow } from '@callflow-studio/model/testing/flow-builder'
import { expect, it } from 'vitest'
import { page } from 'vitest/browser'
import { Address, address } from '../testing/Address.tsx'
import { openFlow } from '../testing/open-flow.ts'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { type Answers, problem, serveApi } from '../testing/serve-api.ts'
import { RealCalls } from './RealCalls.tsx'

const hello = flow().step('hello', 'tts', { text: 'Hi' }).chain('hello').build()
const step = (title: string, exit: string | null = null) => ({ nodeId: title, title, exit })
const call = (key: string, callerName: string) => ({
  key,
  at: '2026-12-01T09:00:01.000Z',
  callerName,
  callerNumber: '+14155550100',
  version: 4,
})
const found = {
  calls: 12,
  replayed: 10,
  approximate: 1,
  otherwise: 2,
  isCut: false,
  tookMs: 800,
  notReplayed: [{ why: 'The version that it ran on is gone.', count: 2 }],
  groups: [
    {
      difference: { nodeId: 'Menu', title: 'Menu', before: 'Rings Sales', after: 'Rings Support', isElsewhere: true },
      before: [step('Greeting'), step('Menu', 'Sales'), step('Sales')],
      after: [step('Greeting'), step('Menu', 'Sales'), step('Support')],
      count: 3,
      calls: [call('a', 'Alice'), call('b', '')],
    },
  ],
}

async function open(answers: Answers) {
  const sent = serveApi(answers)
  openFlow(hello, { flowId: 'f1' })
  let closed = 0
  await renderInStudio(
    <>
      <Address />
      <RealCalls flowId="f1" onPreview={() => void closed++} />
    </>,
  )
  return { sent, closed: () => closed }
}
const check = page.getByRole('button', { name: 'Check with real calls' })

it('replays nothing until it is pressed, and then says who would end elsewhere, with both paths', async () => {
  const { sent } = await open({ 'POST /flows/f1/replay': found })
  await expect.element(page.getByText('Replays the last 1,000 calls on the draft', { exact: false })).toBeVisible()
  expect(sent).toEqual([])
  await check.click()
  await expect.element(page.getByText('3 callers would end elsewhere')).toBeVisible()
  await expect.element(page.getByText('2 callers would hear something else')).toBeVisible()
  await expect.element(page.getByText('5 calls are the same')).toBeVisible()
  const group = page.getByRole('article')
  await expect.element(group).toMatchTextContent('First difference at “Menu”')
  await expect.element(group).toMatchTextContent('In the callRings SalesGreetingMenuSalesSales')
  await expect.element(group).toMatchTextContent('On the draftRings SupportGreetingMenuSalesSupport')
  await expect.element(group).toMatchTextContent('and 1 more')
  await expect.element(page.getByText('2 calls were not replayed. The version that it ran on is gone.')).toBeVisible()
  expect(sent.map(({ body }) => body)).toMatchObject([{ document: { nodes: expect.anything() } }])
})

it('previews one of the calls on the draft', async () => {
  const replayed = {
    flowId: 'f1',
    version: 4,
    call: { call: { from: '+14155550100', callerName: 'Alice' }, does: [{ digits: '1' }], times: [] },
    problem: null,
    gaps: [],
    path: [],
    test: null,
    draft: null,
  }
  const { closed } = await open({ 'POST /flows/f1/replay': found, 'POST /calls/replay': replayed })
  await check.click()
  await page.getByRole('listitem').filter({ hasText: 'Alice' }).getByRole('button', { name: 'Preview' }).click()
  await expect.element(address).toHaveTextContent('/flows/f1?preview')
  expect(closed()).toBe(1)
})

it('says that there are no calls, and why it failed', async () => {
  let isDown = true
  await open({
    'POST /flows/f1/replay': () =>
      isDown ? problem(404, 'The flow does not exist.') : { ...found, calls: 0, replayed: 0, groups: [] },
  })
  await check.click()
  await expect.element(page.getByText('The flow does not exist.')).toBeVisible()
  isDown = false
  await check.click()
  await expect.element(page.getByText('The log has no calls of this flow.')).toBeVisible()
})
