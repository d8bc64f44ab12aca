import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';

/**
 * The design system carries its fonts inside its style sheet. As files they are loaded when a page uses them, and the content
 * security policy need not allow data: addresses.
 */
function fontFiles(): Plugin {
  return {
    name: 'font-files',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) {
          continue;
        }
        file.source = String(file.source).replace(/url\(data:font\/woff2;base64,([A-Za-z0-9+/=]+)\)/g, (_match, encoded: string) => {
          const font = Buffer.from(encoded, 'base64');
          const fileName = `assets/font-${createHash('sha256').update(font).digest('hex').slice(0, 12)}.woff2`;
          this.emitFile({ type: 'asset', fileName, source: font });
          return `url(/console/${fileName})`;
        });
      }
    },
  };
}

/** Puts a compressed copy beside each file: the server sends bytes, it does not compress. */
function compressed(): Plugin {
  return {
    name: 'compressed',
    apply: 'build',
    enforce: 'post',
    // From the disk: Vite itself still changes the bundle in its last steps.
    writeBundle(options, bundle) {
      for (const { fileName } of Object.values(bundle)) {
        if (/\.(js|css|svg)$/.test(fileName)) {
          const path = join(options.dir!, fileName);
          writeFileSync(`${path}.gz`, gzipSync(readFileSync(path), { level: 9 }));
        }
      }
    },
  };
}

export default defineConfig({
  base: '/console/',
  plugins: [react(), fontFiles(), compressed()],
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
