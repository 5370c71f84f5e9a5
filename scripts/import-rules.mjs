/**
 * Who may import whom. Dependencies point in one direction: a folder imports folders above it in its list, never one below;
 * both apps import the model, through its public doors only, and never each other.
 */

/**
 * Top to bottom: what stands above may be imported. Folders in one row don't know each other. A folder that is listed
 * itself, below its package, has an order inside.
 */
const LAYERS = {
  'packages/callflow-model/src': [
    ['json.ts'],
    ['read-json.ts', 'slices.ts'],
    ['diagnostics'],
    ['kazoo', 'templates'],
    ['document'],
    ['api'],
    ['nodes'],
    ['rules'],
    ['commands'],
    ['compile'],
    ['advice'],
    ['evaluate'],
    ['simulate'],
    ['prove'],
    ['convert'],
    ['scenario'],
    ['replay'],
    ['index.ts'],
    ['testing'],
  ],
  'packages/callflow-model/src/nodes': [
    ['contract'],
    ['parts'],
    ['kazoo', 'studio'],
    ['fragment-modules.ts', 'kazoo-steps.ts'],
    ['index.ts'],
    ['check-callflow.ts', 'needed-versions.ts', 'carry-data.ts', 'references.ts'],
  ],
  'packages/crossbar/src': [
    ['transport'],
    ['resources'],
    ['create-crossbar.ts', 'send-with-fetch.ts'],
    ['numbers'],
    ['index.ts'],
    ['fake'],
  ],
  'apps/runtime/src': [
    ['config.ts', 'examples'],
    ['store', 'continuation', 'outbound', 'threads', 'workers'],
    ['changes'],
    ['settings'],
    ['flows', 'calls', 'tables', 'secrets', 'recordings', 'switches', 'holidays'],
    ['connections', 'alarms', 'clean-up'],
    ['pivot'],
    ['documents'],
    ['preview', 'replays'],
    ['raw-target.ts', 'start-problem.ts', 'watch-connections.ts', 'maintenance.ts'],
    ['api', 'site'],
    ['app.ts'],
    ['server.ts'],
    ['main.ts'],
    ['testing'],
  ],
  'packages/cli/src': [['command.ts'], ['read-options.ts'], ['tests'], ['commands'], ['run.ts'], ['main.ts']],
  'apps/designer/src': [
    ['browser-locale.ts'],
    ['ui', 'api'],
    ['step-ui'],
    ['state'],
    ['canvas'], // Pages of calls, versions and examples show flows with its FlowView.
    [
      'inspector',
      'palette',
      'preview',
      'tests',
      'calls',
      'versions',
      'flows',
      'tables',
      'switches',
      'settings',
      'publish',
    ],
    ['app'],
  ],
}

/** What the layers alone would allow. Each with its reason, which is the message. */
const FORBIDDEN = [
  { from: 'apps/runtime/src/pivot', to: 'apps/runtime/src/store', why: 'calls are answered without the database' },
  ...[
    'api',
    'changes',
    'clean-up',
    'documents',
    'flows',
    'recordings',
    'secrets',
    'settings',
    'site',
    'switches',
    'tables',
  ].flatMap((folder) =>
    ['postgres', 'sql', 'sqlite'].map((implementation) => ({
      from: `apps/runtime/src/${folder}`,
      to: `apps/runtime/src/store/${implementation}`,
      why: 'it knows the storage by its interface',
    })),
  ),
  { from: 'apps/designer/src/ui', to: '@callflow-studio/model', why: 'what knows flows stands in step-ui/' },
]

const NO_LIBRARY_BUT_IN = {
  'better-sqlite3': 'apps/runtime/src/store/sqlite',
  kysely: 'apps/runtime/src/store',
  pg: 'apps/runtime/src/store/postgres',
  'pg-copy-streams': 'apps/runtime/src/store/postgres',
}

/**
 * @param {string} file that imports, from the repository's root
 * @param {string} target what it imports: a path from the root, or a package's name
 * @returns {string | null} what is wrong with it
 */
export function refuseImport(file, target) {
  const home = packageOf(file)
  if (!home) return null
  for (const { from, to, why } of FORBIDDEN)
    if (isIn(file, from) && isIn(target, to)) return `${from} must not import ${to}: ${why}`
  const keeper = NO_LIBRARY_BUT_IN[libraryOf(target)]
  if (keeper && !isIn(file, keeper)) return `only ${keeper} imports ${libraryOf(target)}`
  const other = packageOf(target)
  if (other && other !== home) return `${home} must not reach into ${other}: import the package`
  if (target.startsWith('@callflow-studio/')) return refusePackage(home, target)
  return other ? refuseLayer(home, file, target) : null
}

function refusePackage(home, target) {
  if (home === 'packages/callflow-model/src') return 'the model imports neither app, nor itself by name'
  if (target === '@callflow-studio/crossbar/fake') return 'the fake is for tests and development'
  if (home === 'packages/cli/src')
    return [
      '@callflow-studio/runtime/maintenance',
      '@callflow-studio/model',
      '@callflow-studio/model/scenario',
      '@callflow-studio/crossbar',
    ].includes(target)
      ? null
      : 'the command line imports what the runtime has for it, and runs scenarios'
  if (home === 'apps/runtime/src' && target === '@callflow-studio/crossbar') return null
  if (!target.startsWith('@callflow-studio/model'))
    return 'the apps meet only in the HTTP API: they import the model, never each other'
  return null
}

function refuseLayer(home, file, target) {
  const [from, to] = [file, target].map((path) => path.slice(home.length + 1).split('/')[0] ?? '')
  if (from === to) return LAYERS[`${home}/${from}`] ? refuseLayer(`${home}/${from}`, file, target) : null
  const [fromRow, toRow] = [from, to].map((name) => LAYERS[home].findIndex((row) => row.includes(name)))
  if (fromRow === -1 || toRow === -1)
    return `${home}/${fromRow === -1 ? from : to} has no place among the layers: give it one in scripts/import-rules.mjs`
  if (toRow < fromRow) return null
  return toRow === fromRow
    ? `${from} and ${to} don’t know each other`
    : `${from} must not import ${to}, which stands below it`
}

const packageOf = (path) => Object.keys(LAYERS).find((folder) => isIn(path, folder))
const isIn = (path, folder) => path === folder || path.startsWith(`${folder}/`)
const libraryOf = (target) => target.split('/')[0] ?? ''
