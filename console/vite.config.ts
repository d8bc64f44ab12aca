import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/** Puts a compressed copy beside each file: the server sends bytes, it does not compress. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (!/\.(js|css|svg)$/.test(file.fileName)) {
          continue;
        }
        const content = file.type === 'chunk' ? file.code : file.source;
        this.emitFile({ type: 'asset', fileName: `${file.fileName}.gz`, source: gzipSync(content, { level: 9 }) });
      }
    },
  };
}

export default defineConfig({
  base: '/console/',
  plugins: [react(), compressed()],
  build: {
    target: 'es2022',
    // The content security policy allows neither inline scripts nor data: fonts; the preload helper needs no polyfill.
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1500,
  },
  server: {
    // `npm run dev` against a running ./mooring up.
    proxy: {
      '^/(?!console/(?!config\\.json|session|root-ca\\.pem))': 'http://127.0.0.1:7080',
    },
  },
});
