/** Which address shows what. Every page is a chunk of its own, so that the list does not wait for the editor. */
import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PageFailed } from './PageFailed.tsx'
import { SiteLayout } from './SiteLayout.tsx'

/** The page before stays until this one is there, or cannot be fetched; then this page says so, within its frame. */
function page(load: () => Promise<ComponentType<object>>) {
  const { Part, preload } = lazyPart(load, 'page')
  return {
    ErrorBoundary: PageFailed,
    lazy: async () => {
      await preload()
      return { Component: Part }
    },
  }
}

const callsPage = () => page(async () => (await import('../calls/CallsPage.tsx')).CallsPage)

export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFailed,
    HydrateFallback: () => null,
    children: [
      {
        Component: SiteLayout,
        children: [
          { index: true, ...page(async () => (await import('../flows/FlowsPage.tsx')).FlowsPage) },
          { path: 'calls/:callId?', ...callsPage() },
          { path: 'tables', ...page(async () => (await import('../tables/TablesPage.tsx')).TablesPage) },
          { path: 'tables/:id', ...page(async () => (await import('../tables/TablePage.tsx')).TablePage) },
          { path: 'switches', ...page(async () => (await import('../switches/SwitchesPage.tsx')).SwitchesPage) },
          { path: 'secrets', ...page(async () => (await import('../tables/SecretsPage.tsx')).SecretsPage) },
        ],
      },
      {
        path: 'flows/:id',
        ...page(async () => (await import('./FlowLayout.tsx')).FlowLayout),
        children: [
          { index: true, ...page(async () => (await import('./EditorPage.tsx')).EditorPage) },
          { path: 'calls/:callId?', ...callsPage() },
          {
            path: 'versions/:version?',
            ...page(async () => (await import('../versions/VersionsPage.tsx')).VersionsPage),
          },
        ],
      },
      { path: '*', ...page(async () => (await import('./NotFound.tsx')).NotFound) },
    ],
  },
])
