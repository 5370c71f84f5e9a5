import type { ReactNode } from 'react'
import { createMemoryRouter } from 'react-router'
import { RouterProvider } from 'react-router/dom'
import { onTestFinished } from 'vitest'
import { cleanup, render } from 'vitest-browser-react'
import { queryClient } from '../api/query-client.ts'
import { Providers } from '../app/Providers.tsx'

/**
 * Renders a part of the designer with theme, words, server data and router around it; what the server answered before is
 * forgotten. Call `serveApi` first where the part asks the server.
 *
 * @param address where the part is: a path, or a path with the state that another page hands over
 * @example const screen = await renderInStudio(<TablesPage />, '/tables')
 */
export function renderInStudio(part: ReactNode, address: string | { pathname: string; state: unknown } = '/') {
  queryClient.clear()
  // Files share their modules, so the library cleans up by itself in the first of them only.
  onTestFinished(cleanup)
  const router = createMemoryRouter([{ path: '*', element: part }], { initialEntries: [address] })
  return render(
    <Providers>
      <RouterProvider router={router} />
    </Providers>,
  )
}
