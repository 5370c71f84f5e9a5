import { createContext } from 'react'
import type { createBrowserRouter } from 'react-router'

/** The router itself: it knows that a page is being fetched before React does. Null in tests that render without one. */
export const RouterContext = createContext<ReturnType<typeof createBrowserRouter> | null>(null)
