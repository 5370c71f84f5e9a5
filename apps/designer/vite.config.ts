import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'
import { stepIcons } from './step-icons.ts'

/** Where `npm run dev` finds the runtime; the built designer is served by it and needs no proxy. */
const RUNTIME = process.env.RUNTIME_URL ?? 'http://127.0.0.1:8080'

export default defineConfig({
  root: fileURLToPath(new URL('.', import.meta.url)),
  plugins: [react(), stepIcons()],
  // Unlike PostCSS, it puts a class that others are composed of into the build once.
  css: { transformer: 'lightningcss' },
  server: {
    host: '127.0.0.1',
    proxy: {
      // The runtime takes only requests whose Host and Origin are its own.
      '/api': { target: RUNTIME, changeOrigin: true, headers: { origin: RUNTIME } },
      '/pivot': { target: RUNTIME },
    },
  },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    license: true,
    target: 'es2023',
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        entryFileNames: 'assets/[name]-[hash].js',
        chunkFileNames: 'assets/[name]-[hash].js',
        assetFileNames: 'assets/[name]-[hash][extname]',
      },
    },
  },
})
