/** The command line in the release archive: `node callflow.js`. */
import './check-node.js'

await import('./cli/callflow.js')
