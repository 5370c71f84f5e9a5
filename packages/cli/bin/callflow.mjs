#!/usr/bin/env node
/** `npx callflow` in the repository: runs the sources. The release archive has a bundle of them. */
import { enableCompileCache } from 'node:module'
import { ensureSupportedNode } from '../../../scripts/hand-over.mjs'

await ensureSupportedNode()
enableCompileCache() // most of the time of a short command went into stripping types
await import('../src/main.ts')
