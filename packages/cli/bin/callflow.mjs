#!/usr/bin/env node
/** `npx callflow` in the repository: runs the sources. The release archive has a bundle of them. */
import { ensureSupportedNode } from '../../../scripts/hand-over.mjs'

await ensureSupportedNode()
await import('../src/main.ts')
