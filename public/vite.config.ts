// How the cockpit is built. Nothing is inlined: the door's policy lets scripts, styles and fonts come from files of our own only.
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

export default defineConfig({
  root: import.meta.dirname,
  base: '/',
  publicDir: 'static',
  plugins: [react()],
  build: {
    outDir: 'dist', emptyOutDir: true, target: 'es2023', assetsInlineLimit: 0, sourcemap: false,
    // The polyfill is an inline script in spirit: it fetches what every browser of our target preloads by itself.
    modulePreload: { polyfill: false },
  },
  server: { port: 5173, strictPort: true, proxy: { '/api': 'http://127.0.0.1:3000' } },
});
