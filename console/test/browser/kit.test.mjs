import assert from 'node:assert/strict';
import { execFile, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import mqtt from 'mqtt';
import { openWindow, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

const run = promisify(execFile);
const INSTALL_MILLIS = 90_000;

let server;
let files;
before(async () => {
  let browser;
  [server, browser] = await Promise.all([startServer('--mqtt-port', '0'), startBrowser()]);
  try {
    files = await downloadKit(browser);
  } finally {
    await browser.close();
  }
});
after(async () => {
  await server?.stop();
  if (files) {
    rmSync(files, { recursive: true });
  }
});

/** By the wizard, as a user gets it. */
async function downloadKit(browser) {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/start');
  await page.getByRole('textbox', { name: 'Name' }).fill('kit-pi');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: 'Create certificate' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download connection kit' }).click();
  const kit = await (await download).path();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Its own topics').waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Waiting for kit-pi to connect').waitFor();
  const directory = mkdtempSync(join(tmpdir(), 'mooring-kit-'));
  // It forgets who may be executed; the scripts are started by sh.
  execFileSync('python3', ['-m', 'zipfile', '-e', kit, directory]);
  await window.close();
  return directory;
}

/** Starts a program and waits until it has said this, then ends it. Fails with what it said instead. */
async function says(command, options, directory, wanted) {
  const child = spawn(command, options, { cwd: join(files, directory) });
  const ended = new Promise((done) => child.once('close', done));
  let said = '';
  await new Promise((done, failed) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (part) => {
        said += part;
        if (wanted.test(said)) {
          done();
        }
      });
    }
    child.once('error', failed);
    child.once('close', (code) => failed(new Error(`${command} ended with ${code}:\n${said}`)));
  }).finally(() => child.kill());
  await ended;
}

/** What npm, pip and Maven say when a package is not to be had from here. Any other failure is one of the kit. */
const NOT_TO_BE_HAD = /No matching distribution|ENOTFOUND|EAI_AGAIN|ECONN|ETIMEDOUT|E404|Could not (?:transfer|find) artifact|Unknown host|Network is unreachable/;

/** Why packages cannot be fetched to this machine; undefined when they are here now. Throws when they are and it fails yet. */
async function unavailable(command, options, directory) {
  try {
    await run(command, options, { cwd: join(files, directory), timeout: INSTALL_MILLIS });
    return undefined;
  } catch (error) {
    const said = `${error.stdout}\n${error.stderr}`;
    const line = said.split('\n').find((text) => NOT_TO_BE_HAD.test(text));
    if (line) {
      return line.trim();
    }
    throw new Error(`${command} ${options.join(' ')} failed${error.killed ? ` after ${INSTALL_MILLIS} ms` : ''}:\n${said}`, { cause: error });
  }
}

function missing(command) {
  return !(process.env.PATH ?? '').split(delimiter).some((directory) => existsSync(join(directory, command)));
}

const ITS_MESSAGE = /devices\/kit-pi\/data \{"temperature":/;

test('the Node.js program of the kit connects, publishes and receives', async (t) => {
  const why = await unavailable('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], 'node');
  if (why) {
    return t.skip(`npm cannot fetch aws-iot-device-sdk: ${why}`);
  }
  await says('node', ['device.js'], 'node', ITS_MESSAGE);
});

test('the Python program of the kit connects, publishes and receives', async (t) => {
  await run('python3', ['-m', 'venv', 'venv'], { cwd: join(files, 'python') });
  const why = await unavailable('venv/bin/pip', ['install', '--quiet', '--disable-pip-version-check', '-r', 'requirements.txt'], 'python');
  if (why) {
    return t.skip(`pip cannot fetch awsiotsdk: ${why}`);
  }
  await says('venv/bin/python', ['-u', 'device.py'], 'python', ITS_MESSAGE);
});

test('the Java program of the kit connects, publishes and receives', async (t) => {
  if (missing('mvn')) {
    return t.skip('there is no mvn');
  }
  const why = await unavailable('mvn', ['-q', '-B', 'compile'], 'java');
  if (why) {
    return t.skip(`Maven cannot fetch aws-iot-device-sdk: ${why}`);
  }
  await says('mvn', ['-q', '-B', 'exec:java'], 'java', ITS_MESSAGE);
});

test('the mosquitto scripts of the kit publish and receive', async (t) => {
  if (missing('mosquitto_pub') || missing('mosquitto_sub')) {
    return t.skip('there is no mosquitto_pub (Debian: apt install mosquitto-clients)');
  }
  const [host, port] = server.endpoints.mqtt.split(':');
  const other = await mqtt.connectAsync({ host, port: Number(port), clientId: 'other', reconnectPeriod: 0 });
  await other.subscribeAsync('devices/kit-pi/data');
  const arrived = new Promise((done) => other.once('message', (_topic, payload) => done(payload.toString())));
  await run('sh', ['mosquitto/publish.sh'], { cwd: files });
  assert.equal(await arrived, '{"temperature": 21.5}');
  // Its turn now, for both use the client ID of the thing. Retained, so that it does not matter when it has subscribed.
  await other.publishAsync('devices/kit-pi/data', '{"temperature": 22.5}', { qos: 1, retain: true });
  await says('sh', ['mosquitto/subscribe.sh'], '.', /devices\/kit-pi\/data \{"temperature": 22\.5\}/);
  await other.endAsync();
});
