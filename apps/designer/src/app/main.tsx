/** The designer starts here. */
import '@fontsource-variable/inter'
import '@fontsource-variable/jetbrains-mono'
import '@mantine/core/styles.layer.css'
import '../ui/tokens.css'
import '../ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { ignoreComposingKeys } from '../ui/ignore-composing-keys.ts'
import { Providers } from './Providers.tsx'
import { RouterContext } from './router-context.ts'
import { router } from './routes.tsx'

const root = document.getElementById('root')
if (!root) throw new Error('index.html has no element "root".')

ignoreComposingKeys(window)

createRoot(root).render(
  <StrictMode>
    <Providers>
      <RouterContext value={router}>
        <RouterProvider router={router} />
      </RouterContext>
    </Providers>
  </StrictMode>,
)
