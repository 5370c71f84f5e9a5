/**
 * Gives `virtual:step-icons`: the lucide icons that node types name, and no others of the 1,600. A node type may name any
 * icon of lucide, and the build carries it. An icon that lucide lacks fails the build, by name.
 */
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Plugin } from 'vite'

const NODE_TYPES = fileURLToPath(new URL('../../packages/callflow-model/src/nodes/', import.meta.url))
const ID = 'virtual:step-icons'
const RESOLVED = `\0${ID}`

export const stepIcons = (): Plugin => ({
  name: 'step-icons',
  resolveId: (id) => (id === ID ? RESOLVED : null),
  load(id) {
    if (id !== RESOLVED) return null
    const names = new Set<string>()
    for (const path of readdirSync(NODE_TYPES, { recursive: true, encoding: 'utf8' })) {
      if (!path.endsWith('.ts')) continue
      const file = join(NODE_TYPES, path)
      this.addWatchFile(file)
      for (const [, name = ''] of readFileSync(file, 'utf8').matchAll(/\bicon: '([a-z0-9-]+)'/g)) names.add(name)
    }
    const icons = [...names].sort().map((name) => [name, toComponentName(name)])
    return [
      `import { ${icons.map(([, component]) => component).join(', ')} } from 'lucide-react'`,
      `export const stepIcons = { ${icons.map(([name, component]) => `'${name}': ${component}`).join(', ')} }`,
    ].join('\n')
  },
})

/** @example toComponentName('volume-2') // 'Volume2' */
const toComponentName = (name: string): string =>
  name.replace(/(?:^|-)([a-z0-9])/g, (_, first: string) => first.toUpperCase())
