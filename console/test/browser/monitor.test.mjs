import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { CloudWatchClient, PutMetricAlarmCommand, PutMetricDataCommand } from '@aws-sdk/client-cloudwatch';
import { CreateThingCommand, CreateTopicRuleCommand, DescribeThingCommand, IoTClient } from '@aws-sdk/client-iot';
import { IoTDataPlaneClient, PublishCommand } from '@aws-sdk/client-iot-data-plane';
import mqtt from 'mqtt';
import { openWindow, startBrowser } from './browser.mjs';
import { clientConfiguration, startServer } from './server.mjs';

let server;
let browser;
let device;
before(async () => {
  [server, browser] = await Promise.all([startServer('--mqtt-port', '0'), startBrowser()]);
  const iot = new IoTClient(clientConfiguration(server));
  await iot.send(new CreateThingCommand({ thingName: 'pi' }));
  await iot.send(new DescribeThingCommand({ thingName: 'pi' }));
  await iot.send(
    new CreateTopicRuleCommand({
      ruleName: 'again',
      topicRulePayload: { sql: "SELECT * FROM 'a/+'", actions: [{ republish: { topic: 'b', roleArn: 'arn:aws:iam::000000000000:role/r' } }] },
    }),
  );
  const [host, port] = server.endpoints.mqtt.split(':');
  device = await mqtt.connectAsync({ host, port: Number(port), clientId: 'pi', reconnectPeriod: 0 });
  await device.subscribeAsync('b', { qos: 1 });
  for (let i = 0; i < 10; i++) {
    await device.publishAsync('a/b', JSON.stringify({ i }), { qos: 1 });
  }
  await device.publishAsync('large', Buffer.alloc(6000), { qos: 1 });
  await new IoTDataPlaneClient(clientConfiguration(server)).send(new PublishCommand({ topic: 'c', payload: '{}', qos: 1 }));
});
after(async () => {
  await device?.endAsync();
  await browser?.close();
  await server?.stop();
});

test('what went on is remembered by the server, and seen again after a reload', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/monitor');
  await page.getByRole('tab', { name: 'History' }).click();
  await page.getByText('Connected now').waitFor();
  for (let i = 0; i < 2; i++) {
    const figure = async (label) => Number(await page.getByText(label, { exact: true }).first().locator('xpath=following-sibling::*').innerText());
    await page.getByText('Messages in', { exact: true }).waitFor();
    assert.equal(await figure('Connected now'), 1);
    assert.equal(await figure('Messages in'), 12);
    assert.equal(await figure('Actions'), 10);
    await page.reload();
  }
  assert.match(page.url(), /tab=history/);
  await page.getByText('Messages in', { exact: true }).waitFor();
  await window.check('monitor-history');
  await page.getByRole('button', { name: /Over/ }).click();
  await page.getByRole('option', { name: 'the last 2 weeks' }).click();
  await page.getByText('Messages in', { exact: true }).waitFor();
  assert.match(page.url(), /span=weeks/);
  await window.close();
});

test('the bill explains each of its lines', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/monitor?tab=bill');
  await page.getByRole('row', { name: /^Messaging/ }).waitFor();
  const messaging = await page.getByRole('row', { name: /^Messaging/ }).innerText();
  // Ten small ones, one of 6,000 bytes, which counts as two, and one by HTTP; ten came back out.
  assert.match(messaging, /13 published by clients/);
  assert.match(messaging, /1 connects/);
  assert.match(messaging, /1 subscribes/);
  assert.match(messaging, /× 43,800 \/ 60 ≈/);
  assert.match(messaging, /\$1\.00 \/ 1,000,000 = \$0\.0/);
  assert.match(await page.getByRole('row', { name: /^Rules triggered/ }).innerText(), /\n?10\s/);
  assert.match(await page.getByRole('row', { name: /^Registry/ }).innerText(), /2 × 43,800 \/ 60 ≈ 1,460/);
  await window.check('monitor-bill');
  await window.close();
});

test('a recording that a killed tab left behind has an end', async () => {
  const window = await openWindow(browser, server);
  const { page } = window;
  const begun = page.waitForRequest((request) => request.method() === 'POST' && request.url().includes('/mooring/recordings'));
  await window.go('/monitor');
  assert.equal(JSON.parse((await begun).postData()).leaseSeconds, 60);
  await window.close();
});

test('metrics are drawn, and an alarm is set to try what it does', async () => {
  const cloudWatch = new CloudWatchClient(clientConfiguration(server));
  const window = await openWindow(browser, server);
  const { page } = window;
  await window.go('/cloudwatch');
  await page.getByText('No metrics yet').waitFor();
  await window.check('cloudwatch-empty');
  for (const room of ['kitchen', 'attic']) {
    await cloudWatch.send(
      new PutMetricDataCommand({
        Namespace: 'rooms',
        MetricData: Array.from({ length: 30 }, (_, i) => ({
          MetricName: 'temperature',
          Dimensions: [{ Name: 'room', Value: room }],
          Timestamp: new Date(Date.now() - i * 60_000),
          Value: (room === 'attic' ? 16 : 21) + Math.sin(i / 4),
        })),
      }),
    );
  }
  await cloudWatch.send(
    new PutMetricAlarmCommand({
      AlarmName: 'hot',
      Namespace: 'rooms',
      MetricName: 'temperature',
      Dimensions: [{ Name: 'room', Value: 'kitchen' }],
      Statistic: 'Average',
      Period: 60,
      EvaluationPeriods: 1,
      Threshold: 30,
      ComparisonOperator: 'GreaterThanThreshold',
    }),
  );
  await page.getByRole('button', { name: 'Refresh' }).click();
  await page.getByRole('checkbox', { name: /room=kitchen/ }).waitFor();
  for (const room of ['attic', 'kitchen']) {
    await page.getByRole('checkbox', { name: new RegExp(`room=${room}`) }).check();
  }
  await page.getByText('temperature kitchen').first().waitFor();
  await page.getByText('temperature attic').first().waitFor();
  await window.check('cloudwatch');
  await page.getByRole('tab', { name: 'Alarms' }).click();
  await page.getByRole('button', { name: 'Set state: hot' }).click();
  await page.getByRole('menuitem', { name: 'Set state: ALARM' }).click();
  await page.getByText('hot is ALARM now').waitFor();
  await page.getByText('Set in the console').waitFor();
  await window.check('cloudwatch-alarms');
  await window.close();
});

test('monitor and CloudWatch in Japanese, in the dark, and on a telephone', async () => {
  const dark = await openWindow(browser, server, { locale: 'ja', theme: 'dark' });
  for (const [path, name] of [
    ['/monitor?tab=history', 'history'],
    ['/monitor?tab=bill', 'bill'],
    ['/cloudwatch', 'cloudwatch'],
  ]) {
    await dark.go(path);
    await dark.page.getByRole('heading', { level: 2 }).first().waitFor();
    await dark.check(`ja-dark-${name}`);
  }
  await dark.close();
  const narrow = await openWindow(browser, server, { width: 400, height: 800 });
  for (const [path, name] of [
    ['/monitor?tab=history', 'history'],
    ['/monitor?tab=bill', 'bill'],
    ['/cloudwatch', 'cloudwatch'],
  ]) {
    await narrow.go(path);
    await narrow.page.getByRole('heading', { level: 2 }).first().waitFor();
    await narrow.screenshot(`narrow-${name}`);
    const wide = await narrow.page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.equal(wide <= 0, true, `${path} is ${wide} pixels too wide`);
  }
  await narrow.close();
});
