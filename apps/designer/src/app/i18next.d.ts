import type { strings as calls } from '../calls/strings.ts'
import type { strings as canvas } from '../canvas/strings.ts'
import type { strings as flows } from '../flows/strings.ts'
import type { strings as inspector } from '../inspector/strings.ts'
import type { strings as palette } from '../palette/strings.ts'
import type { strings as preview } from '../preview/strings.ts'
import type { strings as publish } from '../publish/strings.ts'
import type { strings as settings } from '../settings/strings.ts'
import type { strings as stepUi } from '../step-ui/strings.ts'
import type { strings as switches } from '../switches/strings.ts'
import type { strings as tables } from '../tables/strings.ts'
import type { strings as tests } from '../tests/strings.ts'
import type { strings as ui } from '../ui/strings.ts'
import type { strings as versions } from '../versions/strings.ts'
import type { strings as app } from './strings.ts'

/** Makes a misspelt key an error of types: `t` takes only keys of its feature's `strings.ts`. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'app'
    returnNull: false
    resources: {
      app: typeof app
      calls: typeof calls
      canvas: typeof canvas
      flows: typeof flows
      inspector: typeof inspector
      palette: typeof palette
      preview: typeof preview
      publish: typeof publish
      'step-ui': typeof stepUi
      settings: typeof settings
      switches: typeof switches
      tables: typeof tables
      tests: typeof tests
      ui: typeof ui
      versions: typeof versions
    }
  }
}
