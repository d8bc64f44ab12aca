import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { NodeHttpHandler } from '@smithy/node-http-handler';

const PROJECT = resolve(import.meta.dirname, '../../..');

/** A server of its own on free ports, with an empty registry and further options of `up`. Needs server/target/mooring/lib, which a build leaves. */
export async function startServer(...options) {
  const data = mkdtempSync(join(tmpdir(), 'mooring-console-'));
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  // Files built aside, if wanted: they come before those of the jar.
  const classPath = [...(process.env.MOORING_CONSOLE ? [process.env.MOORING_CONSOLE] : []), process.env.MOORING_LIB ?? join(PROJECT, 'server/target/mooring/lib/*')];
  const child = spawn(
    java,
    [
      '--enable-native-access=ALL-UNNAMED',
      '--sun-misc-unsafe-memory-access=allow',
      '-cp',
      classPath.join(':'),
      'dev.mooring.server.Main',
      'up',
      ...['--data', data, '--http-port', '0', '--mqtts-port', '0', '--https-port', '0', ...options],
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  // However this process ends, the server does too.
  process.on('exit', () => child.kill());
  process.once('SIGTERM', () => process.exit(1));
  const log = [];
  const link = await new Promise((found, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      createInterface(stream).on('line', (line) => {
        log.push(line);
        const match = /http:\/\/\S+#token=\S+/.exec(line);
        if (match) {
          found(match[0]);
        }
      });
    }
    child.once('exit', (code) => failed(new Error(`the server ended with ${code}:\n${log.join('\n')}`)));
  });
  const endpoints = JSON.parse(readFileSync(join(data, 'endpoints.json'), 'utf8'));
  const credentials = readFileSync(join(data, 'credentials'), 'utf8');
  const credential = (name) => new RegExp(`${name} = (\\S+)`).exec(credentials)[1];
  return {
    link,
    log,
    data,
    endpoints,
    origin: `http://${endpoints.http}`,
    accessKeyId: credential('aws_access_key_id'),
    secretAccessKey: credential('aws_secret_access_key'),
    async stop() {
      child.removeAllListeners('exit');
      const ended = new Promise((done) => child.once('exit', done));
      child.kill();
      await ended;
      if (existsSync(data)) {
        rmSync(data, { recursive: true, force: true });
      }
    },
  };
}

/** For the AWS SDK's clients that prepare what a page is to show. */
export function clientConfiguration(server) {
  return {
    endpoint: server.origin,
    region: server.endpoints.region,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    forcePathStyle: true,
  };
}

/** Kinesis's client would speak HTTP/2 without TLS, in Node.js only. */
export const HTTP_1 = new NodeHttpHandler();
