import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
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
