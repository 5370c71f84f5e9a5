import { useLocation } from 'react-router'
import { expect, it, vi } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { renderInStudio } from '../testing/render-in-studio.tsx'
import { flowList, tableList } from '../testing/sample-answers.ts'
import { serveApi } from '../testing/serve-api.ts'
import { GoTo } from './GoTo.tsx'

function Address() {
  const { pathname, state } = useLocation()
  return <output aria-label="Address">{`${pathname} ${state?.asked ?? ''}`.trim()}</output>
}

const open = async (flows: unknown = flowList) => {
  serveApi({ 'GET /flows': flows, 'GET /tables': tableList })
  const onClose = vi.fn()
  await renderInStudio(
    <>
      <Address />
      <GoTo isOpen onClose={onClose} />
    </>,
    '/somewhere',
  )
  return onClose
}
const box = page.getByRole('combobox')
const address = page.getByLabelText('Address')

it('goes to a flow by a few letters of its name', async () => {
  const onClose = await open()
  await expect.element(page.getByRole('option', { name: /Front desk/ })).toBeVisible()
  await box.fill('front')
  await userEvent.keyboard('{Enter}')
  await expect.element(address).toHaveTextContent('/flows/f1')
  expect(onClose).toHaveBeenCalledTimes(1)
})

it('goes to the option that the arrows lead to', async () => {
  await open()
  await expect.element(page.getByRole('option', { name: /Front desk/ })).toBeVisible()
  await box.click()
  await userEvent.keyboard('{ArrowDown}{Enter}')
  await expect.element(address).toHaveTextContent('/flows/f2')
})

it.each([
  ['customers', '/tables/t1'],
  ['switches', '/switches'],
  ['new flow', '/ new'],
  ['import', '/ import'],
])('“%s” leads to %s', async (text, to) => {
  await open()
  await expect.element(page.getByRole('option', { name: /Customers/ })).toBeVisible()
  await box.fill(text)
  await userEvent.keyboard('{Enter}')
  await expect.element(address).toHaveTextContent(to)
})

it('says that nothing is found', async () => {
  await open()
  await expect.element(page.getByRole('option', { name: /Front desk/ })).toBeVisible()
  await box.fill('no such thing')
  await expect.element(page.getByText('Nothing found for “no such thing”.')).toBeVisible()
})

it('keeps Enter until the flows are there', async () => {
  let answer = (_: unknown) => {}
  await open(() => new Promise((resolve) => (answer = resolve)))
  await box.fill('front')
  await userEvent.keyboard('{Enter}')
  await expect.element(address).toHaveTextContent('/somewhere')
  answer(flowList)
  await expect.element(address).toHaveTextContent('/flows/f1')
})
