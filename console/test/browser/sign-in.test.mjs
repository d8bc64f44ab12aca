import assert from 'node:assert/strict';
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

test('nothing but the sign-in is shown to a stranger, on any page', async () => {
  const window = await openWindow(browser, server, { signedIn: false });
  await window.go('/things');
  await window.page.getByRole('heading', { name: 'Sign in to Mooring' }).waitFor();
  assert.equal(await window.page.getByText('Things').count(), 0);
  await window.check('sign-in');
  await window.close();
});

test('a wrong secret is refused in the words of the server', async () => {
  const window = await openWindow(browser, server, { signedIn: false });
  await window.go('/');
  await window.page.getByLabel('Access key ID').fill(server.accessKeyId);
  await window.page.getByLabel('Secret access key').fill('wrong');
  await window.page.getByRole('button', { name: 'Sign in' }).click();
  await window.page.getByText('signature', { exact: false }).first().waitFor();
  await window.check('sign-in-refused');
  await window.close();
});

test('the access key signs in, for this tab only, and signing out forgets it', async () => {
  const window = await openWindow(browser, server, { signedIn: false });
  await window.go('/things');
  await window.page.getByLabel('Access key ID').fill(server.accessKeyId);
  await window.page.getByLabel('Secret access key').fill(server.secretAccessKey);
  await window.page.keyboard.press('Enter');
  await window.page.getByRole('heading', { name: 'Things' }).waitFor();
  assert.match(await window.page.evaluate(() => JSON.stringify(sessionStorage)), new RegExp(server.accessKeyId));
  assert.doesNotMatch(await window.page.evaluate(() => JSON.stringify(localStorage)), new RegExp(server.accessKeyId));
  await window.page.getByRole('button', { name: /us-east-1/ }).click();
  await window.page.getByRole('menuitem', { name: 'Sign out' }).click();
  await window.page.getByRole('heading', { name: 'Sign in to Mooring' }).waitFor();
  assert.equal(await window.page.evaluate(() => sessionStorage.length), 0);
  await window.close();
});

test('the link of ./mooring up signs in once, and stays in no address', async () => {
  const first = await openWindow(browser, server, { signedIn: false });
  await first.page.goto(server.link);
  await first.page.getByRole('heading', { name: 'Dashboard' }).waitFor();
  assert.doesNotMatch(first.page.url(), /token/);
  await first.close();

  const second = await openWindow(browser, server, { signedIn: false });
  await second.page.goto(server.link);
  await second.page.getByText('The link did not work').waitFor();
  await second.close();
});

test('the page may run no inline script and be framed by nobody', async () => {
  const answer = await fetch(`${server.origin}/console/`);
  const policy = answer.headers.get('content-security-policy');
  assert.match(policy, /script-src 'self'/);
  assert.doesNotMatch(policy, /unsafe/);
  assert.match(policy, /frame-ancestors 'none'/);
  assert.equal(answer.headers.get('x-frame-options'), 'DENY');
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  const asset = /\/console\/assets\/[^"]+\.js/.exec(await answer.text())[0];
  assert.match((await fetch(server.origin + asset)).headers.get('cache-control'), /immutable/);
});
