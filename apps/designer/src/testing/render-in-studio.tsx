import type { ReactNode } from 'react'
import { MemoryRouter } from 'react-router'
import { onTestFinished } from 'vitest'
import { cleanup, render } from 'vitest-browser-react'
import { queryClient } from '../api/query-client.ts'
import { Providers } from '../app/Providers.tsx'

/**
 * Renders a part of the designer with theme, words, server data and router around it; what the server answered before is
 * forgotten. Call `serveApi` first where the part asks the server.
 *
 * @param path the address that the part stands at
 * @example const screen = await renderInStudio(<TablesPage />, '/tables')
 */
export function renderInStudio(part: ReactNode, path = '/') {
  queryClient.clear()
  // Files share their modules, so the library cleans up by itself in the first of them only.
  onTestFinished(cleanup)
  return render(
    <Providers>
      <MemoryRouter initialEntries={[path]}>{part}</MemoryRouter>
    </Providers>,
  )
}
