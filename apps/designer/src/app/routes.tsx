/** Which address shows what. Every page is a chunk of its own, so that the list does not wait for the editor. */
import type { ComponentType } from 'react'
import { createBrowserRouter } from 'react-router'
import { lazyPart } from '../ui/lazy-part.tsx'
import { PageFailed } from './PageFailed.tsx'
import { SitePages } from './SitePages.tsx'

/** The page before stays until this one is there, or cannot be fetched; then this page says so, within its frame. */
function page<Module>(load: () => Promise<Module>, componentOf: (part: Module) => ComponentType<object>) {
  const { Part, preload } = lazyPart(load, componentOf, 'page')
  return {
    ErrorBoundary: PageFailed,
    lazy: async () => {
      await preload()
      return { Component: Part }
    },
  }
}

const callsPage = () =>
  page(
    () => import('../calls/CallsPage.tsx'),
    (part) => part.CallsPage,
  )

export const router = createBrowserRouter([
  {
    ErrorBoundary: PageFailed,
    HydrateFallback: () => null,
    children: [
      {
        Component: SitePages,
        children: [
          {
            index: true,
            ...page(
              () => import('../flows/FlowsPage.tsx'),
              (part) => part.FlowsPage,
            ),
          },
          { path: 'calls/:callId?', ...callsPage() },
          {
            path: 'tables',
            ...page(
              () => import('../tables/TablesPage.tsx'),
              (part) => part.TablesPage,
            ),
          },
          {
            path: 'tables/:id',
            ...page(
              () => import('../tables/TablePage.tsx'),
              (part) => part.TablePage,
            ),
          },
          {
            path: 'switches',
            ...page(
              () => import('../switches/SwitchesPage.tsx'),
              (part) => part.SwitchesPage,
            ),
          },
          {
            path: 'settings',
            ...page(
              () => import('../settings/SettingsPage.tsx'),
              (part) => part.SettingsPage,
            ),
          },
          {
            path: 'secrets',
            ...page(
              () => import('../tables/SecretsPage.tsx'),
              (part) => part.SecretsPage,
            ),
          },
          {
            path: '*',
            ...page(
              () => import('./NotFound.tsx'),
              (part) => part.NotFound,
            ),
          },
        ],
      },
      {
        path: 'flows/:id',
        ...page(
          () => import('./FlowLayout.tsx'),
          (part) => part.FlowLayout,
        ),
        children: [
          {
            index: true,
            ...page(
              () => import('./EditorPage.tsx'),
              (part) => part.EditorPage,
            ),
          },
          {
            path: 'tests/:testId?',
            ...page(
              () => import('../tests/TestsPage.tsx'),
              (part) => part.TestsPage,
            ),
          },
          { path: 'calls/:callId?', ...callsPage() },
          {
            path: 'versions/:version?',
            ...page(
              () => import('../versions/VersionsPage.tsx'),
              (part) => part.VersionsPage,
            ),
          },
        ],
      },
    ],
  },
])
