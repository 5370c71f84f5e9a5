import { describe, expect, it } from 'vitest'
import { checkImports, circlesIn, problemsOf } from './check-imports.mjs'

const refused = (file, source) => problemsOf(file, source).length > 0

describe('the directions of imports', () => {
  it('are kept by every source file', () => {
    expect(checkImports()).toEqual([])
  })

  it('let a folder import what stands above it, never what stands below', () => {
    expect(
      refused('packages/callflow-model/src/compile/compile.ts', "import { nodeTypes } from '../nodes/index.ts'"),
    ).toBe(false)
    expect(refused('packages/callflow-model/src/nodes/tts.ts', "import { compile } from '../compile/compile.ts'")).toBe(
      true,
    )
  })

  it('order the folders inside a folder too', () => {
    const part = 'packages/callflow-model/src/nodes/parts/twiml.ts'
    expect(refused(part, "import { tts } from '../kazoo/tts.ts'")).toBe(true)
    expect(refused(part, "import type { Port } from '../contract/ports.ts'")).toBe(false)
    expect(refused(part, "import { speech } from './speech.ts'")).toBe(false)
    expect(refused(part, "import { isObject } from '../../json.ts'")).toBe(false)
  })

  it('keep the model free of both apps, and the apps free of each other', () => {
    const model = 'packages/callflow-model/src/compile/compile.ts'
    expect(refused(model, "import { createApp } from '../../../../apps/runtime/src/app.ts'")).toBe(true)
    expect(refused('apps/designer/src/app/main.tsx', "import type { Deps } from '@callflow-studio/runtime'")).toBe(true)
    expect(refused('apps/designer/src/app/main.tsx', "import { nodeTypes } from '@callflow-studio/model'")).toBe(false)
  })

  it('let only servers ask KAZOO, and keep its fake to tests', () => {
    const fake = "import { startFakeCrossbar } from '@callflow-studio/crossbar/fake'"
    expect(refused('apps/runtime/src/api/x.ts', "import { createCrossbar } from '@callflow-studio/crossbar'")).toBe(
      false,
    )
    expect(refused('apps/designer/src/app/x.ts', "import { createCrossbar } from '@callflow-studio/crossbar'")).toBe(
      true,
    )
    expect(refused('apps/runtime/src/api/x.ts', fake)).toBe(true)
    expect(
      refused('packages/callflow-model/src/kazoo/x.ts', "import type { Crossbar } from '@callflow-studio/crossbar'"),
    ).toBe(true)
  })

  it('keep the answering of calls away from the database, and SQL in one folder', () => {
    expect(refused('apps/runtime/src/pivot/route.ts', "import { flowTable } from '../store/flows.ts'")).toBe(true)
    expect(refused('apps/runtime/src/flows/publish.ts', "import Database from 'better-sqlite3'")).toBe(true)
    expect(refused('apps/runtime/src/store/sqlite/database.ts', "import Database from 'better-sqlite3'")).toBe(false)
  })

  it('keep the features of the designer apart: they meet in the state', () => {
    expect(refused('apps/designer/src/canvas/Canvas.tsx', "import { Phone } from '../preview/Phone.tsx'")).toBe(true)
    expect(refused('apps/designer/src/canvas/Canvas.tsx', "import { useStudio } from '../state/studio-store.ts'")).toBe(
      false,
    )
  })

  it('hold for types, re-exports, many lines and dynamic imports alike', () => {
    const file = 'apps/designer/src/canvas/Canvas.tsx'
    expect(refused(file, "import type {\n  A,\n  B,\n} from '../inspector/types.ts'")).toBe(true)
    expect(refused(file, "export * from '../inspector/form.ts'")).toBe(true)
    expect(refused(file, "const page = () => import('../calls/CallsPage.tsx')")).toBe(true)
    expect(refused(file, "import '../calls/calls.css'")).toBe(true)
  })
})

describe('circles of imports', () => {
  const folder = 'apps/designer/src/tables'
  /** @param {Record<string, string>} imports what each file of the folder imports, by name */
  const circlesOf = (imports) =>
    circlesIn(
      new Map(
        Object.entries(imports).map(([name, targets]) => [
          `${folder}/${name}.ts`,
          targets
            .split(' ')
            .map((target) => `import type { Any } from './${target}.ts'`)
            .join('\n'),
        ]),
      ),
    )

  it('may hold two files, such as a list and its row', () => {
    expect(circlesOf({ list: 'row', row: 'list cell', cell: 'text', text: '' })).toEqual([])
  })

  it('are reported from three files on, of types too', () => {
    expect(circlesOf({ page: 'list', list: 'row', row: 'cell', cell: 'list text', text: '' })).toEqual([
      `3 files import each other in a circle: ${folder}/cell.ts, ${folder}/list.ts, ${folder}/row.ts`,
    ])
  })

  it('are reported one by one', () => {
    expect(circlesOf({ a: 'b', b: 'c', c: 'a', d: 'e a', e: 'f', f: 'd' })).toHaveLength(2)
  })
})
