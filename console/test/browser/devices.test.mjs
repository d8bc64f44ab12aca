import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import mqtt from 'mqtt';
import { openWindow, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the wizard leads from nothing to a connected device', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/');
  await window.check('dashboard');
  await page.getByRole('link', { name: 'Get started' }).last().click();

  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('A thing needs a name').waitFor();
  await page.getByRole('textbox', { name: 'Name' }).fill('kitchen-pi');
  await window.check('start-1-thing');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByRole('button', { name: 'Create certificate' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download connection kit' }).click();
  const kit = await (await download).path();
  await window.check('start-2-certificate');
  await page.getByRole('button', { name: 'Next' }).click();

  await page.getByText('Its own topics').waitFor();
  await window.check('start-3-policy');
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByText('Waiting for kitchen-pi to connect').waitFor();
  await window.check('start-4-connect');

  const files = mkdtempSync(join(tmpdir(), 'mooring-kit-'));
  execFileSync('python3', ['-m', 'zipfile', '-e', kit, files]);
  const file = (name) => readFileSync(join(files, name));
  const options = {
    protocol: 'mqtts',
    host: 'localhost',
    port: Number(server.endpoints.mqtts.split(':').at(-1)),
    cert: file('certificate.pem'),
    key: file('private.key'),
    ca: file('root-CA.pem'),
    reconnectPeriod: 0,
  };

  // Under a name that is not the thing's the policy lets nobody in.
  const stranger = mqtt.connect({ ...options, clientId: 'somebody-else' });
  await new Promise((closed) => stranger.once('close', closed));
  assert.equal(stranger.connected, false);
  stranger.end(true);
  await page.getByText('somebody-else: ').first().waitFor();
  await page.getByText('closest: policy').first().waitFor();
  await window.check('start-4-refused');
  const device = await mqtt.connectAsync({ ...options, clientId: 'kitchen-pi' });
  await page.getByText('kitchen-pi is connected').waitFor();
  await device.publishAsync('devices/kitchen-pi/data', JSON.stringify({ temperature: 21.5 }), { qos: 1 });
  await page.getByText('Its messages arrive. It works.').waitFor();
  await window.check('start-5-connected');

  await page.getByRole('button', { name: 'See the thing' }).click();
  await page.getByRole('heading', { name: 'kitchen-pi' }).waitFor();
  await page.getByRole('link', { name: 'own-topics' }).waitFor();
  await page.getByText('Connected since').waitFor();
  await window.check('thing');
  await device.endAsync();
  await page.getByText('Not connected').waitFor();
  rmSync(files, { recursive: true });
  await window.close();
});
