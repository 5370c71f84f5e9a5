/** Which address shows what. Every page is a chunk of its own, so that the list does not wait for the editor. */
import { createBrowserRouter } from 'react-router'
import { PageFailed } from './PageFailed.tsx'
import { SiteLayout } from './SiteLayout.tsx'

export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFailed,
    HydrateFallback: () => null,
    children: [
      {
        Component: SiteLayout,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('../flows/FlowsPage.tsx')).FlowsPage }) },
          {
            path: 'calls/:callId?',
            lazy: async () => ({ Component: (await import('../calls/CallsPage.tsx')).CallsPage }),
          },
          { path: 'tables', lazy: async () => ({ Component: (await import('../tables/TablesPage.tsx')).TablesPage }) },
          {
            path: 'tables/:id',
            lazy: async () => ({ Component: (await import('../tables/TablePage.tsx')).TablePage }),
          },
          {
            path: 'secrets',
            lazy: async () => ({ Component: (await import('../tables/SecretsPage.tsx')).SecretsPage }),
          },
        ],
      },
      {
        path: 'flows/:id',
        lazy: async () => ({ Component: (await import('./FlowLayout.tsx')).FlowLayout }),
        children: [
          { index: true, lazy: async () => ({ Component: (await import('./EditorPage.tsx')).EditorPage }) },
          {
            path: 'calls/:callId?',
            lazy: async () => ({ Component: (await import('../calls/CallsPage.tsx')).CallsPage }),
          },
          {
            path: 'versions/:version?',
            lazy: async () => ({ Component: (await import('../versions/VersionsPage.tsx')).VersionsPage }),
          },
        ],
      },
      { path: '*', lazy: async () => ({ Component: (await import('./NotFound.tsx')).NotFound }) },
    ],
  },
])
