import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { unzip } from '../../src/lib/unzip';
import { zip } from '../../src/lib/zip';
import { candidates } from '../../src/pages/functions/functionCode';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

/** An archive as other programs make it: deflated, with a directory and a comment. */
function foreign(): Uint8Array {
  const program = `
import io, sys, zipfile
out = io.BytesIO()
with zipfile.ZipFile(out, 'w', zipfile.ZIP_DEFLATED) as z:
    z.writestr('lib/', '')
    z.writestr('index.mjs', 'export const handler = 1;\\n' * 500)
    z.writestr('lib/ü.txt', 'köstlich')
    z.comment = b'made elsewhere'
sys.stdout.buffer.write(out.getvalue())`;
  return new Uint8Array(execFileSync('python3', ['-c', program]));
}

describe('archives are read', () => {
  test('that were made here', async () => {
    const files = unzip(zip([{ name: 'a.txt', content: '' }, { name: 'sub/ü.mjs', content: 'köstlich' }], new Date(2026, 0, 1)));
    expect(files.map((file) => [file.name, file.size])).toEqual([['a.txt', 0], ['sub/ü.mjs', 9]]);
    expect(text(await files[1]!.read())).toBe('köstlich');
  });

  test('that were made elsewhere', async () => {
    const files = unzip(foreign());
    expect(files.map((file) => file.name)).toEqual(['index.mjs', 'lib/ü.txt']);
    expect(text(await files[0]!.read())).toBe('export const handler = 1;\n'.repeat(500));
  });

  test('and what lies about its size is not', async () => {
    const archive = foreign();
    const view = new DataView(archive.buffer);
    const entry = archive.findIndex((_, at) => at + 4 <= archive.length && view.getUint32(at, true) === 0x02014b50);
    const named = unzip(archive)[0]!;
    // The first entry of the directory is lib/; the next one begins after its 46 bytes and its name.
    view.setUint32(entry + 46 + 4 + 24, 10, true);
    expect(named.size).toBe(13_000);
    await expect(unzip(archive)[0]!.read()).rejects.toThrow('damaged');
  });

  test('noise is refused with a sentence, and never with anything else', async () => {
    let seed = 7;
    const random = (below: number) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % below;
    const archive = foreign();
    for (let i = 0; i < 20_000; i++) {
      const noise = archive.slice(0, random(8) === 0 ? random(archive.length) : archive.length);
      for (let n = random(4); n >= 0 && noise.length > 0; n--) {
        // The directory and its end are what is read.
        noise[noise.length - 1 - random(Math.min(noise.length, 200))] = random(256);
      }
      try {
        unzip(noise);
      } catch (error) {
        expect((error as Error).message).toMatch(/damaged|no ZIP archive/);
      }
    }
  });
});

test.each([
  ['nodejs20.x', 'index.handler', ['index.mjs', 'index.js', 'index.cjs']],
  ['nodejs20.x', 'src/app.v2.handler', ['src/app.v2.mjs', 'src/app.v2.js', 'src/app.v2.cjs']],
  ['python3.13', 'app.main.handler', ['app/main.py']],
])('%s looks for the handler %s in %s', (runtime, handler, files) => {
  expect(candidates(runtime, handler)).toEqual(files);
});
