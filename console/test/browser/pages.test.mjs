import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CreateThingCommand, IoTClient } from '@aws-sdk/client-iot';
import { openWindow, startBrowser } from './browser.mjs';
import { clientConfiguration, startServer } from './server.mjs';

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
  const iot = new IoTClient(clientConfiguration(server));
  for (let i = 0; i < 60; i++) {
    await iot.send(
      new CreateThingCommand({ thingName: `thing-${String(i).padStart(3, '0')}`, attributePayload: { attributes: { room: i % 2 ? 'attic' : 'cellar' } } }),
    );
  }
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

test('things are created, found by name and by attribute, paged, edited and deleted', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/things/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('not a name');
  await page.getByText('Only letters, digits').waitFor();
  await window.check('thing-new');
  await page.getByRole('textbox', { name: 'Name' }).fill('zebra');
  await page.getByRole('button', { name: 'Create thing' }).click();
  await page.getByRole('heading', { name: 'zebra' }).waitFor();
  await page.getByRole('button', { name: 'Edit attributes' }).click();
  await page.getByRole('button', { name: 'Add attribute' }).click();
  await page.getByRole('textbox', { name: 'Attribute name' }).fill('legs');
  await page.getByRole('textbox', { name: 'Value' }).fill('4');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Attribute legs').waitFor();

  await window.go('/things');
  assert.equal(await page.getByRole('link', { name: /^thing-/ }).count(), 25);
  await window.check('things');
  await page.getByRole('button', { name: 'Next page' }).click();
  await page.getByRole('link', { name: 'thing-025' }).waitFor();
  await page.getByPlaceholder('Find by name').fill('thing-05');
  await page.getByText('10 matches').first().waitFor();
  await page.getByPlaceholder('Find by name').fill('');
  await page.getByPlaceholder(/Attribute/).fill('room=attic');
  await page.keyboard.press('Enter');
  await page.getByText('(30)').waitFor();

  await page.getByRole('checkbox', { name: 'Select all on this page' }).check();
  await page.getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Delete 25 things?').waitFor();
  await window.check('things-delete');
  await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
  await page.getByText('Deleted 25').waitFor();
  await page.getByText('(5)').waitFor();
  await window.close();
});

test('a certificate is made, its key offered once, and revoked', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/certificates');
  await window.check('certificates-empty');
  await page.getByRole('button', { name: 'Create certificate' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Create' }).click();
  await page.getByText('Download the keys now').waitFor();
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByText('The private key has not been downloaded').waitFor();
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download: Private key' }).click();
  assert.match((await download).suggestedFilename(), /\.private\.key$/);
  await window.check('certificate-keys');
  await page.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('link', { name: /^[0-9a-f]{24}/ }).click();
  await page.getByText('Without one, its devices may do nothing').waitFor();
  await window.check('certificate');
  await page.getByRole('button', { name: 'Actions' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revoke' }).click();
  await page.getByText('Revoked', { exact: true }).waitFor();
  await window.close();
});

test('the console speaks Japanese, in the dark, on a telephone', async () => {
  const dark = await openWindow(browser, server, { locale: 'ja', theme: 'dark' });
  for (const [path, heading] of [
    ['/', 'ダッシュボード'],
    ['/things', 'モノ'],
    ['/rules/new', 'ルールを作成'],
    ['/policies/new', 'ポリシーを作成'],
    ['/mqtt', 'MQTT テストクライアント'],
    ['/start', 'モノに名前を付ける'],
    ['/monitor', 'モニター'],
  ]) {
    await dark.go(path);
    await dark.page.getByRole('heading', { name: heading, level: 1 }).first().waitFor();
    assert.equal(await dark.page.evaluate(() => document.documentElement.lang), 'ja');
    await dark.check(`ja-dark${path.replaceAll('/', '-')}`);
  }
  await dark.close();

  const narrow = await openWindow(browser, server, { width: 400, height: 800 });
  for (const path of ['/', '/things', '/thing/thing-000', '/rules/new', '/start']) {
    await narrow.go(path);
    await narrow.page.getByRole('heading', { level: 1 }).first().waitFor();
    await narrow.check(`narrow${path.replaceAll('/', '-')}`);
    const wide = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(wide <= 0, true, `${path} is ${wide} pixels too wide`);
  }
  await narrow.close();
});

test('an address that leads nowhere says so, and so does a thing that is not there', async () => {
  const window = await openWindow(browser, server);
  await window.go('/nowhere');
  await window.page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  await window.go('/thing/absent');
  await window.page.getByText('ResourceNotFoundException').waitFor();
  await window.check('thing-absent');
  await window.close();
});
