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

/** Replaces what an editor holds, as a user would. */
async function type(page, label, text) {
  await page.getByRole('textbox', { name: label }).or(page.getByLabel(label).getByRole('textbox')).first().focus();
  await page.keyboard.press('Control+A');
  await page.keyboard.insertText(text);
}

test('a function is written, and a rule that runs it is tried while it is typed', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/functions/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('hello');
  await window.check('function-new');
  await page.getByRole('button', { name: 'Create function' }).click();
  await page.getByRole('heading', { name: 'hello' }).waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByText('It succeeded').waitFor();
  await page.getByText('received').first().waitFor();
  await window.check('function');

  // What the function runs is in the editor, and runs anew when it is changed there.
  await page.locator('.ace_content').getByText('received').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save the code' }).isDisabled(), true);
  await type(page, 'index.mjs', 'export const handler = async () => ({ changed: true });');
  await page.getByRole('button', { name: 'Save the code' }).click();
  await page.getByText('Saved').waitFor();
  await page.getByRole('button', { name: 'Test', exact: true }).click();
  await page.getByTestId('outcome').getByText('"changed": true').waitFor();
  await page.reload();
  await page.locator('.ace_content').getByText('changed').waitFor();

  await window.go('/rules/new');
  const preview = page.getByTestId('preview');
  await preview.getByText('It matches').waitFor();
  await type(page, 'SQL statement', "SELECT * FORM 'devices/+/data'");
  await preview.getByText('Line 1, column').waitFor();
  assert.equal(await page.locator('.ace_error, .ace_icon.ace_error').count() > 0, true);
  await window.check('rule-new-mistake');
  await type(page, 'SQL statement', "SELECT temperature * 1.8 + 32 AS f FROM 'devices/+/data' WHERE temperature > 20");
  await preview.getByText('77.9').waitFor();

  await page.getByRole('textbox', { name: 'Name' }).fill('hot');
  await page.getByRole('button', { name: 'functionArn' }).click();
  await page.getByRole('option', { name: 'hello' }).click();
  await preview.getByText('lambda: would be sent').waitFor();
  await window.check('rule-new');
  await page.getByRole('button', { name: 'Create rule' }).click();
  await page.getByRole('heading', { name: 'hot' }).waitFor();
  await window.check('rule');

  await page.getByRole('button', { name: 'Publish' }).click();
  await page.getByText('Published to').waitFor();
  await page.getByText('RulesExecuted').waitFor();
  await page.getByRole('link', { name: 'Edit' }).click();
  await page.getByText('It matches').waitFor();
  await page.getByRole('textbox', { name: 'Description' }).fill('Fahrenheit');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Fahrenheit').waitFor();
  await page.getByRole('button', { name: 'Disable' }).click();
  await page.getByRole('button', { name: 'Enable' }).waitFor();
  await window.go('/rules');
  await page.getByText('Disabled').waitFor();
  await window.check('rules');
  await window.close();
});

test('a policy gets a new version, and the simulator names the statement that decides', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/policies/new');
  await page.getByRole('textbox', { name: 'Name' }).fill('own');
  await window.check('policy-new');
  await page.getByRole('button', { name: 'Create policy' }).click();
  await page.getByRole('heading', { name: 'own', exact: true }).waitFor();

  await page.getByRole('tab', { name: 'Simulator' }).click();
  await page.getByRole('textbox', { name: 'Thing' }).fill('pi');
  await page.getByRole('button', { name: /Action/ }).click();
  await page.getByRole('option', { name: 'iot:Publish' }).click();
  await page.getByRole('combobox', { name: 'Topic' }).fill('devices/pi/data');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('Allowed', { exact: true }).waitFor();
  await page.getByText('own, statement #1').waitFor();
  await window.check('policy-simulator');
  await page.getByRole('combobox', { name: 'Topic' }).fill('devices/other/data');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Simulate' }).click();
  await page.getByText('Not allowed: no statement allows it').waitFor();

  await page.getByRole('tab', { name: 'Policy document' }).click();
  await page.getByRole('button', { name: 'Edit as new version' }).click();
  await type(page, 'Policy document', '{"Version": "2012-10-17", "Statement": [');
  await page.getByText('This is not JSON').waitFor();
  await type(page, 'Policy document', '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"iot:*","Resource":"*"}]}');
  await page.getByRole('button', { name: 'Format' }).waitFor();
  await page.getByRole('button', { name: 'Save as new version' }).click();
  await page.getByText('Created version 2').waitFor();
  await page.getByRole('tab', { name: 'Versions (2)' }).click();
  await window.check('policy-versions');
  await page.getByRole('button', { name: 'Policy document 1' }).click();
  await page.getByRole('heading', { name: 'Version 1' }).waitFor();
  assert.match(page.url(), /version=1/);
  await window.close();
});
