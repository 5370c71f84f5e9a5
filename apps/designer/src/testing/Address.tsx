import { useLocation } from 'react-router'
import { page } from 'vitest/browser'

/** Shows where the router is, for tests of what leads to other pages. */
export function Address() {
  const { pathname, search } = useLocation()
  return (
    <div role="note" aria-label="Address">
      {pathname + search}
    </div>
  )
}

export const address = page.getByLabelText('Address')
