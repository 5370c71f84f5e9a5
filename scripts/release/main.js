/** Starts Callflow Studio from its release archive: `node main.js`. */
import './check-node.js'

await import('./runtime/dist/main.js')
