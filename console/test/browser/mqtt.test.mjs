import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { Sha256Js } from '@smithy/core/checksum';
import { SignatureV4 } from '@smithy/signature-v4';
import mqtt from 'mqtt';
import { openWindow, startBrowser } from './browser.mjs';
import { startServer } from './server.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer('--profile', 'full'), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('the test client subscribes, publishes, shows, finds, pauses and exports', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/mqtt');
  await page.getByText('Connected as console-').waitFor();
  await page.getByRole('textbox', { name: 'Topic filter' }).fill('devices/+/data');
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await page.getByRole('button', { name: 'Unsubscribe: devices/+/data' }).waitFor();
  await page.getByRole('button', { name: 'MQTT 5 properties' }).click();
  await page.getByRole('textbox', { name: 'Content type' }).fill('application/json');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('option', { name: /devices\/sample\/data.*hello/ }).click();
  await page.getByText('application/json').waitFor();
  await page.getByRole('radio', { name: 'Hex' }).or(page.getByRole('button', { name: 'Hex' })).first().click();
  await page.getByText('7b 0a').waitFor();
  await window.check('mqtt');

  await page.getByRole('textbox', { name: 'Message' }).fill('second');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByRole('option', { name: /second/ }).waitFor();
  await page.getByPlaceholder('Find in topic or message').fill('second');
  await page.getByText('1 match').first().waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const exported = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  assert.deepEqual(exported.map(({ topic, payload }) => [topic, payload]), [['devices/sample/data', 'second']]);
  await page.getByPlaceholder('Find in topic or message').fill('');

  await page.getByText('Pause').click();
  await page.getByRole('textbox', { name: 'Message' }).fill('unseen');
  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Pause').click();
  await page.getByRole('option', { name: /unseen/ }).waitFor();
  await page.getByRole('button', { name: 'Unsubscribe: devices/+/data' }).click();
  await page.getByText('No subscription yet.').waitFor();
  await window.close();
});

/** Another client, outside of the browser. */
async function connect() {
  const { hostname, host } = new URL(server.origin);
  const signer = new SignatureV4({
    service: 'iotdevicegateway',
    region: server.endpoints.region,
    credentials: { accessKeyId: server.accessKeyId, secretAccessKey: server.secretAccessKey },
    sha256: Sha256Js,
  });
  const { query } = await signer.presign({ method: 'GET', protocol: 'http:', hostname, path: '/mqtt', query: {}, headers: { host } });
  return mqtt.connectAsync(`ws://${host}/mqtt?${new URLSearchParams(query)}`, { protocolVersion: 5 });
}

test('thousands of messages do not freeze the page, and are counted in the monitor', async () => {
  const window = await openWindow(browser, server);
  const monitor = await openWindow(browser, server);
  await monitor.go('/monitor');
  const { page } = window;
  await window.go('/mqtt');
  await page.getByText('Connected as console-').waitFor();
  await page.getByRole('textbox', { name: 'Topic filter' }).fill('load/#');
  await page.getByRole('button', { name: 'Subscribe', exact: true }).click();
  await page.getByRole('button', { name: 'Unsubscribe: load/#' }).waitFor();
  const client = await connect();
  const MESSAGES = 3000;
  for (let i = 0; i < MESSAGES; i++) {
    client.publish(`load/${i % 7}`, JSON.stringify({ number: i }));
  }
  await page.getByRole('option', { name: new RegExp(`"number":${MESSAGES - 1}`) }).waitFor();
  await page.getByText(`(${MESSAGES})`).waitFor();
  assert.equal((await page.getByRole('option').count()) < 60, true);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('Home');
  await page.getByRole('option', { name: /"number":0/ }).waitFor();
  await window.check('mqtt-load');

  await monitor.page.getByRole('row', { name: /load\/0/ }).waitFor();
  await monitor.check('monitor');
  await client.endAsync();
  await window.close();
  await monitor.close();
});
